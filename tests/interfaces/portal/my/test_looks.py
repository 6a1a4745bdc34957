"""Who looked, as the resident reads it: unit, hour, purpose; newest first; for the owner alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from murakami.domain.mailbox.messages import LookedAt
from murakami.domain.mailbox.operations.receiving import record_looks
from murakami.domain.procedures.queries import find_version
from murakami.interfaces.portal.my import looks as page_of_looks

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.interfaces.portal.my.urls")]
HOUR = datetime(2026, 11, 23, 1, tzinfo=UTC)


def path(claim) -> str:
    return f"/my/filings/{claim.receipt_number}/looks/"


def page(client, claim, **query) -> str:
    answer = client.get(path(claim), query)
    assert answer.status_code == 200
    return answer.content.decode()


def looked(claim, *, hours: int = 1, purpose: str = "review") -> None:
    record_looks(claim.receipt_number, [
        LookedAt(hour=HOUR + timedelta(hours=n), unit=claim.unit, purpose=purpose, times=n + 1) for n in range(hours)])


def test_looks__says_kindly_that_nobody_has_looked(me, claim) -> None:
    assert "まだ、だれも見ていません" in page(me, claim)
    assert path(claim) in me.get(f"/my/filings/{claim.receipt_number}/").content.decode()


def test_looks__says_unit_hour_and_purpose_newest_first(me, claim) -> None:
    looked(claim, hours=2)
    shown = page(me, claim)
    assert shown.index("11時から12時まで") < shown.index("10時から11時まで")
    assert "提出した内容を確かめるため" in shown
    assert "（2回）" in shown


def test_looks__turns_pages(me, claim) -> None:
    looked(claim, hours=page_of_looks._AT_ONCE + 1)
    newest = page(me, claim)
    assert f"（{page_of_looks._AT_ONCE + 1}回）" in newest
    before = newest.partition("?before=")[2].partition('"')[0]
    assert "（1回）" in page(me, claim, before=before)


def test_looks__of_another_do_not_exist(stranger, claim) -> None:
    assert stranger.get(path(claim)).status_code == 404


def test_looks__are_not_shown_where_the_pack_withholds_them(me, claim, monkeypatch) -> None:
    looked(claim)
    version = replace(find_version(claim.procedure), looks_withheld="虐待の疑いの調査のため")
    monkeypatch.setattr(page_of_looks, "find_version", lambda procedure, sha: version)
    shown = page(me, claim)
    assert "10時から11時まで" not in shown
    assert "虐待" not in shown
    assert "見た記録をここに出していません" in shown


def test_looks__cost_the_same_whatever_there_is(me, claim, sql_at_most) -> None:
    page(me, claim)
    looked(claim, hours=20)
    with sql_at_most(7):
        page(me, claim)


@pytest.mark.parametrize(("language", "words"), [("en", "To check what you filed"), ("ja-easy", "確（たし）かめるため")])
def test_looks__in_other_languages(me, claim, language, words) -> None:
    looked(claim)
    me.cookies["language"] = language
    assert words in page(me, claim)
