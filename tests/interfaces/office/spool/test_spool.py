"""The operator's pages: what stands there when all is well and when it is not, and what is decided."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from murakami.config.topics import TOPICS as TRAVELLING
from murakami.demo.house.pairing import pair_zones
from murakami.foundation.events.models import Event
from murakami.foundation.spool import registry
from murakami.foundation.spool.carrying.refusals import Reason
from murakami.foundation.spool.carrying.troubles import Trouble
from murakami.foundation.spool.models import Carrying, Decision, Message, RefusedEnvelope, Traffic
from murakami.foundation.spool.operations import send
from murakami.interfaces.office.spool.words import REASONS, TOPICS, TROUBLES, age_words, failure_words
from tests.interfaces.office.pages import text_of
from tests.page_forms import read_form

pytestmark = pytest.mark.django_db
PAGE = "/office/spool/"


@pytest.fixture
def operator(cast: Any, enter: Any) -> Client:
    Message.objects.all().delete()
    browser: Client = enter(cast.administrator)
    return browser


@pytest.fixture
def dead(at: datetime, operator: Client) -> int:
    """A message that failed for good, with one waiting behind it."""
    for key in "ab":
        send(topic="case.message", payload={"body": "ひみつ"}, key=key, to="edge", at=at, ordering_key="A")
    Message.objects.filter(key="a").update(dead_at=at, attempts=11, last_error="OSError in open, line 5")
    return Message.objects.get(key="a").pk


def test_words__are_there_for_everything_that_can_be_said() -> None:
    assert set(TROUBLES) == set(Trouble)
    assert set(REASONS) == set(Reason)
    assert set(TRAVELLING) | set(registry._tasks) <= set(TOPICS)


@pytest.mark.parametrize(("error", "words"), [
    ("ConnectionRefusedError in create_connection, line 836", "つなぐ先"), ("NobodyListens: x.y", "版を合わせて"),
    ("every worker that tried was killed", "裏の仕組み"), ("OSError in open, line 5", "使えませんでした")])
def test_words__say_what_went_wrong(error: str, words: str) -> None:
    assert words in failure_words(error)
    assert failure_words("KeyError in there, line 1") == ""


def test_page__says_that_all_is_well(operator: Client) -> None:
    page = text_of(operator.get(PAGE))
    assert "すべて順調です" in page
    assert "区域は一つなので" in page


def test_page__shows_what_failed_and_what_waits_without_its_content(operator: Client, dead: int) -> None:
    page = text_of(operator.get(PAGE))
    assert "1件が、決めてもらうのを待っています" in page
    assert "OSError in open, line 5" in page
    assert "市民への連絡 1" in page
    assert "ひみつ" not in page + text_of(operator.get(f"{PAGE}{dead}/"))


@pytest.mark.parametrize(("decided", "left"), [("retried", ["a", "b"]), ("discarded", ["b"])])
def test_message__is_decided_with_who_and_why(decided: str, left: list[str], operator: Client, dead: int, cast: Any) -> None:
    form = read_form(operator.get(f"{PAGE}{dead}/").content, holding='type="submit"')
    done = operator.post(f"{PAGE}{dead}/", form.filled(**{"decided.value": decided, "reason.value": "直した"}), follow=True)
    assert list(Message.objects.filter(dead_at=None).order_by("key").values_list("key", flat=True)) == left
    decision = Decision.objects.get()
    assert (decision.decided, decision.by_account, decision.reason) == (decided, cast.administrator.account_id, "直した")
    assert Event.objects.get(kind=f"message.{decided}").details == {"topic": "case.message"}
    assert "直した" in text_of(done)
    assert operator.get(f"{PAGE}{dead}/").status_code == 404


def test_message__is_not_decided_without_a_reason(operator: Client, dead: int) -> None:
    answer = operator.post(f"{PAGE}{dead}/", {"decided.value": "discarded", "reason.value": ""})
    assert (answer.status_code, Decision.objects.count(), Message.objects.count()) == (422, 0, 2)


@pytest.fixture
def core(settings: Any, tmp_path: Any, at: datetime, operator: Client) -> None:
    """This installation is the core; its carrying has a story."""
    pair_zones(edge=tmp_path / "edge", core=tmp_path / "core", at=at)
    settings.ZONE, settings.KEYS_DIR = "core", tmp_path / "core"
    Carrying.objects.create(pk=1, trouble=Trouble.READ_ONLY, detail="/srv/between: Read-only file system", since=at,
                            taken_in_at=at, heard_at=at - timedelta(hours=1), report={"waiting": 4, "dead": 2, "oldest_at": at.isoformat()})
    Traffic.objects.create(direction="received", number=41)
    RefusedEnvelope.objects.create(number=7, reason=Reason.ALTERED, at=at, settled_at=at)
    RefusedEnvelope.objects.create(number=42, reason=Reason.CUT, at=at)


def test_page__says_what_hinders_and_its_mend_and_how_the_other_zone_is(core: None, operator: Client, sql_at_most: Any) -> None:
    with sql_at_most(16):
        page = text_of(operator.get(PAGE))
    for words in ("書けません（読み取り専用）", "失われたものはありません", "/srv/between", "もう一方の区域から便りがありません",
                  "41まで", "待っているもの 4件", "あきらめたもの 2件", "途中で切れています", "書き直しを頼んでいます", "書き直されて、受け取りました"):
        assert words in page
    assert page.count("インターネット側") >= 1
    assert "すべて順調です" not in page


def test_page__is_there_when_the_keys_cannot_be_read(core: None, operator: Client, tmp_path: Any) -> None:
    key, = (tmp_path / "core").glob("zone-*.pem")
    key.chmod(0o644)
    assert "読める鍵がありません" in text_of(operator.get(PAGE))


@pytest.mark.parametrize(("ago", "words"), [
    ({"seconds": -5}, "1分以内"), ({"minutes": 5}, "5分前"), ({"hours": 3}, "3時間前"), ({"days": 2}, "2日前"),
])
def test_age__is_written_as_people_say_it(ago: dict[str, int], words: str, at: datetime) -> None:
    assert age_words(at - timedelta(**ago), at=at) == words
