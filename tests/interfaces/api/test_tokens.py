"""Tokens: random, kept as digests, of one holder alone, and gone when their time is over."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from murakami.domain.intake.models import Intake
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.sessions import end_sessions
from murakami.foundation.limits.counting import SEEN
from murakami.foundation.limits.rules import Limit
from murakami.interfaces.api.models import AccessToken, Answered
from murakami.interfaces.api.nightly import forget_old_things
from tests.interfaces.api.birth import sign_in
from tests.interfaces.api.software import Software, with_token

pytestmark = pytest.mark.django_db


def _everything_kept() -> str:
    """Every text of the tables that have to do with tokens."""
    with connection.cursor() as cursor:
        rows = []
        for table in ("api_accesstoken", "api_answered", "intake_intake", "limits_count", "events_event"):
            cursor.execute(f"SELECT * FROM {table}")
            rows += cursor.fetchall()
    return str(rows)


def test_token__is_kept_nowhere(software: Software) -> None:
    software.post("intakes", {"life_event": "birth"}, idempotency_key="once")
    assert len(software.token) > 40
    assert software.token not in _everything_kept()
    assert software.token.removeprefix("mkt_") not in _everything_kept()


@pytest.mark.parametrize(("header", "code"), [
    ("", "no_token"), ("Bearer", "no_token"), ("Bearer ", "no_token"), ("Basic abc", "no_token"), ("Bearer mkt_wrong", "token_unknown"),
    ("Bearer " + "x" * 5000, "token_unknown"), ("Bearer \x00", "token_unknown"), ("Bearer あ", "token_unknown")])
def test_token__anything_else_is_refused(packs: None, header: str, code: str) -> None:
    answer = Software().client.get("/api/v1/intakes", headers={"authorization": header} if header else {})
    assert (answer.status_code, answer.json()["code"], answer["WWW-Authenticate"]) == (401, code, "Bearer")


@pytest.mark.parametrize("place", ["?token={}", "?access_token={}"])
def test_token__counts_only_in_its_header(software: Software, place: str) -> None:
    answer = software.client.get("/api/v1/intakes" + place.format(software.token))
    assert answer.status_code == 401


def test_session__of_a_browser_is_no_token(software: Software) -> None:
    software.client.cookies["session"] = "whatever"
    answer = software.client.get("/api/v1/intakes")
    assert answer.status_code == 401
    assert not answer.cookies


def test_drafts__belong_to_their_token(software: Software) -> None:
    key = software.post("intakes", {"life_event": "birth"})["key"]
    other = with_token()
    other.refused("GET", f"intakes/{key}", code="not_found")
    other.refused("DELETE", f"intakes/{key}", code="not_found")
    assert software.get(f"intakes/{key}")["state"] == "open"


def test_token__given_back_opens_nothing(software: Software) -> None:
    assert software.ask("DELETE", "tokens/current").status_code == 204
    software.refused("GET", "intakes", code="token_unknown")


def test_sign_in__takes_the_drafts_along_and_changes_the_token(software: Software) -> None:
    key, before = software.post("intakes", {"life_event": "birth"})["key"], software.token
    sign_in(software)
    assert software.get("tokens/current")["assurance"] == "account"
    assert software.get(f"intakes/{key}")["key"] == key
    assert (Intake.objects.get().visitor, Intake.objects.get().account_id) == ("", Account.objects.get().pk)
    Software(token=before).refused("GET", "intakes", code="token_unknown")
    again = with_token()
    sign_in(again)
    assert [one["key"] for one in again.get("intakes")["items"]] == [key]


def test_sign_in__wrong_codes_are_counted(software: Software) -> None:
    sent = software.post("sign-in/codes", {"email": "minori@example.jp"}, status=202)
    right = next(word for word in mail.outbox[-1].body.split() if word.isdigit() and len(word) == 6)
    wrong = "000000" if right != "000000" else "111111"
    left = [software.ask("POST", "sign-in", {"key": sent["key"], "code": wrong}).json().get("attempts_left") for _ in range(4)]
    assert left == [4, 3, 2, 1]
    software.refused("POST", "sign-in", {"key": sent["key"], "code": wrong}, code="code_over")
    software.refused("POST", "sign-in", {"key": sent["key"], "code": right}, code="code_over")
    assert software.get("tokens/current")["assurance"] == "none"


def test_codes__to_one_address_are_locked(software: Software) -> None:
    for _ in range(4):
        software.post("sign-in/codes", {"email": "minori@example.jp"}, status=202)
    software.ask("POST", "sign-in/codes", {"email": "minori@example.jp"})
    answer = software.ask("POST", "sign-in/codes", {"email": "minori@example.jp"})
    assert (answer.status_code, answer.json()["code"]) == (429, "locked")
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize("email", ["", "x", "a@b", "a" * 300 + "@example.jp", "a@example.jp\nBcc: x@example.jp"])
def test_codes__need_an_address(software: Software, email: str) -> None:
    problem = software.refused("POST", "sign-in/codes", {"email": email}, code="invalid")
    assert problem["errors"][0]["field"] == "email"
    assert mail.outbox == []


@pytest.mark.parametrize(("idle", "age", "code"), [
    (timedelta(hours=1), timedelta(hours=23), ""), (timedelta(hours=2), timedelta(hours=3), "token_over"),
    (timedelta(minutes=1), timedelta(hours=24), "token_over")])
def test_token__of_an_account_ends_as_a_session_does(software: Software, idle: timedelta, age: timedelta, code: str) -> None:
    sign_in(software)
    AccessToken.objects.update(seen_at=timezone.now() - idle, made_at=timezone.now() - age)
    if code:
        software.refused("GET", "intakes", code=code)
    else:
        software.get("intakes")
        assert AccessToken.objects.get(account__isnull=False).seen_at > timezone.now() - timedelta(minutes=1)


def test_token__without_an_account_lasts_as_long_as_its_drafts(software: Software, settings: Settings) -> None:
    AccessToken.objects.update(seen_at=timezone.now() - timedelta(days=settings.DRAFT_DAYS - 1))
    software.get("intakes")
    AccessToken.objects.update(seen_at=timezone.now() - timedelta(days=settings.DRAFT_DAYS + 1))
    software.refused("GET", "intakes", code="token_over")
    forget_old_things({}, at=timezone.now())
    assert not AccessToken.objects.exists()


def test_token__of_a_closed_account_opens_nothing(software: Software) -> None:
    sign_in(software)
    Account.objects.update(is_active=False)
    software.refused("GET", "intakes", code="token_over")


def test_night__forgets_answers_of_yesterday(software: Software) -> None:
    software.post("intakes", {"life_event": "birth"}, idempotency_key="once")
    forget_old_things({}, at=timezone.now() + timedelta(hours=25))
    assert (Answered.objects.count(), AccessToken.objects.count()) == (0, 1)


def test_limits__stop_writing_reading_and_guessing(software: Software, settings: Settings) -> None:
    settings.LIMITS = {"writes": Limit(2, 3600), "lookups": Limit(8, 3600), "tokens": Limit(1, 3600)}
    SEEN.forget()
    answers = [software.ask("POST", "intakes", {"life_event": "birth"}).status_code for _ in range(3)]
    assert answers == [201, 201, 429]
    answers = [software.ask("GET", "intakes").status_code for _ in range(9)]
    assert answers == [200] * 8 + [429]
    guesses = [Software(token=f"mkt_{number}").ask("GET", "intakes").status_code for number in range(9)]
    assert guesses == [401] * 8 + [429]
    assert [Software().ask("POST", "tokens").status_code for _ in range(2)] == [201, 429]
    answer = software.ask("GET", "intakes")
    assert (answer.json()["code"], int(answer["Retry-After"]) > 0) == ("too_often", True)
    SEEN.forget()


def test_limits__count_what_nobody_owns_by_the_network(software: Software, settings: Settings) -> None:
    settings.LIMITS = {"beginnings": Limit(1, 3600)}
    SEEN.forget()
    other = with_token()
    answers = [one.ask("POST", "intakes", {"life_event": "birth"}).status_code for one in (software, other)]
    sign_in(other)
    assert (answers, other.ask("POST", "intakes", {"life_event": "birth"}).status_code) == ([201, 429], 201)
    SEEN.forget()


def test_token__ends_with_the_sessions_that_its_owner_ends(software: Software) -> None:
    sign_in(software)
    other = with_token()
    sign_in(other, "kanata@example.jp")
    owner = Account.objects.get(resident__email="minori@example.jp")
    end_sessions(owner.pk, but="the browser in hand")
    software.refused("GET", "tokens/current", code="token_unknown")
    assert other.get("tokens/current")["assurance"] == "account"


def test_address__is_changed_only_by_a_token_that_has_just_signed_in(software: Software) -> None:
    sign_in(software)
    AccessToken.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    sent = software.post("sign-in/codes", {"email": "thief@example.jp"}, status=202)
    code = re.search(r"\d{6}", mail.outbox[-1].body)
    assert code
    software.refused("POST", "sign-in", {"key": sent["key"], "code": code[0]}, code="sign_in_needed")
    assert Account.objects.get().resident.email == "minori@example.jp"
    sign_in(software, "minori@example.jp")
    sign_in(software, "new@example.jp")
    assert Account.objects.get().resident.email == "new@example.jp"
    assert (mail.outbox[-1].to, "メールアドレスが変わりました" in mail.outbox[-1].subject) == (["minori@example.jp"], True)
