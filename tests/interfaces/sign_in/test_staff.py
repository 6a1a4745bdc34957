"""Staff sign-in through the pages: no session without the second factor."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations.residents import enter_by_email
from murakami.foundation.accounts.operations.staff import add_staff, reset_staff
from murakami.foundation.accounts.vocabulary import Role
from tests.foundation.accounts.people import PASSWORD, make_staff, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.interfaces.sign_in.urls")]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Clock:
    """A clock that a test moves; the pages read it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    @property
    def code(self) -> str:
        """The code of a step that no code was used in yet."""
        self.now += timedelta(seconds=60)
        return second_factor.code_at(secret=SECRET, at=self.now)


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock(timezone.now())
    with patch("django.utils.timezone.now", clock):
        yield clock


@pytest.fixture
def clerk() -> Account:
    account = make_staff("kodomo-1", kodomo=Role.CLERK)
    second_factor.enrol(account=account, secret=SECRET, step=0, at=timezone.now())
    return account


def first_step(client: Client, password: str = PASSWORD, login_name: str = "kodomo-1", **more: str) -> Any:
    return client.post("/office/sign-in/", {"login_name": login_name, "password": password, **more})


def who(client: Client) -> str:
    return client.get("/who/").content.decode()


def test_two_steps__open_the_session_and_lead_back(client: Client, clerk: Account, clock: Clock) -> None:
    assert client.get("/office/")["Location"] == "/office/sign-in/?next=%2Foffice%2F"
    assert first_step(client, next="/office/cases/MK-1/")["Location"] == "/office/sign-in/code/"
    answer = client.post("/office/sign-in/code/", {"code": clock.code})
    assert answer["Location"] == "/office/cases/MK-1/"
    assert who(client) == "staff account 職員　花子"
    assert client.get("/office/sign-in/")["Location"] == "/office/"


def test_password_alone__opens_nothing(client: Client, clerk: Account) -> None:
    first_step(client)
    assert who(client) == "None none "
    assert client.get("/office/").status_code == 302
    assert client.get("/office/sign-in/own/").status_code == 302
    assert client.get("/office/sign-in/recovery-codes/").status_code == 302


def test_code_alone__opens_nothing(client: Client, clerk: Account, clock: Clock) -> None:
    assert client.post("/office/sign-in/code/", {"code": clock.code})["Location"] == "/office/sign-in/"
    assert who(client) == "None none "


@pytest.mark.parametrize("next_path", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_two_steps__lead_nowhere_else(client: Client, clerk: Account, clock: Clock, next_path: str) -> None:
    first_step(client, next=next_path)
    assert client.post("/office/sign-in/code/", {"code": clock.code})["Location"] == "/office/"


def test_wrong_password__keeps_the_name_and_says_no_more(client: Client, clerk: Account) -> None:
    known, unknown = first_step(client, "wrong"), first_step(client, "wrong", "nobody")
    assert known.status_code == unknown.status_code == 422
    page = known.content.decode()
    assert 'value="kodomo-1"' in page
    assert "wrong" not in re.sub("field--wrong", "", page)
    words = "職員番号かパスワードが違います"
    assert words in page
    assert words in unknown.content.decode()


def test_wrong_code__says_so_and_a_used_code_too(client: Client, clerk: Account, clock: Clock) -> None:
    first_step(client)
    code = clock.code
    assert client.post("/office/sign-in/code/", {"code": f"{(int(code) + 1) % 10**6:06}"}).status_code == 422
    client.post("/office/sign-in/code/", {"code": code})
    other = Client()
    first_step(other)
    again = other.post("/office/sign-in/code/", {"code": code})
    assert "一度使ったコード" in again.content.decode()
    assert who(other) == "None none "


def test_lock_out__says_until_when(client: Client, clerk: Account, clock: Clock) -> None:
    for _ in range(4):
        first_step(client, "wrong")
    locked = first_step(client, "wrong")
    assert locked.status_code == 429
    until = timezone.localtime(clock.now + timedelta(minutes=15)).strftime("%H:%M")
    assert f"{until}までサインインできません" in locked.content.decode()
    assert first_step(client).status_code == 429
    clock.now += timedelta(minutes=15)
    assert first_step(client).status_code == 302


def test_lock_out__in_the_second_step_ends_the_first(client: Client, clerk: Account, clock: Clock) -> None:
    first_step(client)
    for _ in range(5):
        answer = client.post("/office/sign-in/code/", {"code": "000000"})
    assert answer.status_code == 429
    assert client.post("/office/sign-in/code/", {"code": clock.code})["Location"] == "/office/sign-in/"


def test_first_step__is_forgotten_after_ten_minutes(client: Client, clerk: Account, clock: Clock) -> None:
    first_step(client)
    clock.now += timedelta(minutes=10)
    assert client.post("/office/sign-in/code/", {"code": clock.code})["Location"] == "/office/sign-in/"


def test_first_step__is_void_when_the_password_was_reset_meanwhile(client: Client, clerk: Account, clock: Clock) -> None:
    first_step(client)
    reset_staff(login_name="kodomo-1", at=clock.now)
    assert client.post("/office/sign-in/code/", {"code": clock.code})["Location"] == "/office/sign-in/"


def test_recovery_code__opens_and_leads_to_ones_own_account(client: Client, clerk: Account) -> None:
    code = second_factor.draw_recovery_codes(account=clerk)[0]
    first_step(client)
    assert client.post("/office/sign-in/code/", {"code": f"{code[:4]} {code[4:]}"})["Location"] == "/office/sign-in/own/"
    assert "あと9個" in client.get("/office/sign-in/own/").content.decode()


def test_set_up__is_the_only_way_in_for_somebody_new(client: Client, clock: Clock) -> None:
    start = add_staff(login_name="new", name="新人　花子", at=clock.now)
    assert first_step(client, start.password, "new", next="/office/x")["Location"] == "/office/sign-in/set-up/"
    assert client.get("/office/sign-in/code/")["Location"] == "/office/sign-in/"  # which ends the first step
    first_step(client, start.password, "new", next="/office/x")
    page = client.get("/office/sign-in/set-up/").content.decode()
    shown = re.search(r'<code class="number">([A-Z2-7 ]+)</code>', page)
    assert shown is not None
    assert "<svg" in page
    secret = shown[1].replace(" ", "")
    assert secret not in str(dict(client.session)), "a copy of the database must open no account"

    def fill(password: str = "a good long password", again: str = "", code: str = "") -> Any:
        clock.now += timedelta(seconds=60)
        right = second_factor.code_at(secret=secret, at=clock.now)
        return client.post("/office/sign-in/set-up/", {
            "password": password, "again": again or password, "code": code or right})

    assert "同じではありません" in fill(again="another one here").content.decode()
    assert "12文字以上" in fill("short").content.decode()
    assert "12文字以上" in fill("password1234").content.decode()
    assert "確認コードが違います" in fill(code="000000").content.decode()
    assert who(client) == "None none "
    assert fill()["Location"] == "/office/sign-in/recovery-codes/"
    assert who(client) == "staff account 新人　花子"
    codes = re.findall(r'<code class="number">(\d{8})</code>', client.get("/office/sign-in/recovery-codes/").content.decode())
    assert len(codes) == 10
    assert not any(code in str(dict(client.session)) for code in codes)
    assert client.post("/office/sign-in/recovery-codes/")["Location"] == "/office/x"
    assert client.get("/office/sign-in/recovery-codes/")["Location"] == "/office/sign-in/own/"
    other = Client()
    assert first_step(other, start.password, "new").status_code == 422
    first_step(other, "a good long password", "new")
    assert other.post("/office/sign-in/code/", {"code": codes[0]}).status_code == 302


def test_start_password__that_is_too_old_is_said_and_whom_to_ask(client: Client, clock: Clock) -> None:
    start = add_staff(login_name="new", name="新人　花子", at=clock.now)
    clock.now += timedelta(days=7)
    refused = first_step(client, start.password, "new")
    assert (refused.status_code, who(client)) == (403, "None none ")
    assert "作ってから7日で使えなくなりました。課の管理者に" in refused.content.decode()
    assert client.get("/office/sign-in/set-up/").status_code == 302


def test_change_password__needs_a_code_and_ends_other_sessions(client: Client, clerk: Account, clock: Clock) -> None:
    elsewhere = Client()
    sign_in(client, clerk, at=clock.now)
    sign_in(elsewhere, clerk, at=clock.now)
    chosen = {"password": "another long password", "again": "another long password"}
    assert client.post("/office/sign-in/own/password/", {**chosen, "code": "000000"}).status_code == 422
    assert Account.objects.get(pk=clerk.pk).check_password(PASSWORD)
    assert client.post("/office/sign-in/own/password/", {**chosen, "code": clock.code}).status_code == 302
    assert Account.objects.get(pk=clerk.pk).check_password("another long password")
    assert who(client) == "staff account 職員　花子"
    assert who(elsewhere) == "None none "


def test_renew_recovery_codes__needs_a_code(client: Client, clerk: Account, clock: Clock) -> None:
    earlier = second_factor.draw_recovery_codes(account=clerk)
    sign_in(client, clerk, at=clock.now)
    assert client.post("/office/sign-in/own/recovery-codes/", {"renewal_code": "000000"}).status_code == 422
    assert second_factor.accepts_recovery_code(account=clerk, code=earlier[0])
    renewed = client.post("/office/sign-in/own/recovery-codes/", {"renewal_code": clock.code})
    assert renewed["Location"] == "/office/sign-in/recovery-codes/"
    assert not second_factor.accepts_recovery_code(account=clerk, code=earlier[1])


def test_idle__ends_after_half_an_hour_and_says_so(client: Client, clerk: Account, clock: Clock) -> None:
    sign_in(client, clerk, at=clock.now)
    clock.now += timedelta(minutes=29)
    assert client.get("/office/").status_code == 200
    clock.now += timedelta(minutes=29)
    assert client.get("/office/").status_code == 200
    clock.now += timedelta(minutes=30)
    assert client.get("/office/")["Location"] == "/office/sign-in/?next=%2Foffice%2F"
    assert "しばらく操作がなかった" in client.get("/office/sign-in/").content.decode()


def test_sign_out__ends_the_session(client: Client, clerk: Account) -> None:
    sign_in(client, clerk)
    assert "サインアウトしますか" in client.get("/office/sign-in/out/").content.decode()
    assert client.post("/office/sign-in/out/")["Clear-Site-Data"] == '"cache"'
    assert who(client) == "None none "


def test_residents__never_pass_for_staff(client: Client) -> None:
    sign_in(client, enter_by_email(email="hanako@example.jp", current=None, at=timezone.now()))
    for path in ("/office/", "/office/sign-in/own/", "/office/sign-in/recovery-codes/"):
        assert client.get(path)["Location"].startswith("/office/sign-in/?")
    for path in ("/office/sign-in/own/password/", "/office/sign-in/own/recovery-codes/"):
        assert client.post(path, {"code": "000000"}).status_code == 302
    assert "市民のサインインは終わります" in client.get("/office/sign-in/").content.decode()


def test_sign_in_as_staff__ends_the_residents_session_in_this_browser(client: Client, clerk: Account, clock: Clock) -> None:
    sign_in(client, enter_by_email(email="hanako@example.jp", current=None, at=clock.now), at=clock.now)
    session = client.session
    session["intake_keys"] = ["abc"]
    session.save()
    first_step(client)
    client.post("/office/sign-in/code/", {"code": clock.code})
    assert who(client) == "staff account 職員　花子"
    assert "intake_keys" not in client.session


@pytest.mark.parametrize("field", ["login_name", "password"])
@pytest.mark.parametrize("value", ["\x00", "a" * 100_000, "' OR 1=1 --", "\u202e", "<script>alert(1)</script>"])
def test_first_step__hostile_input_is_answered(client: Client, clerk: Account, field: str, value: str) -> None:
    answer = client.post("/office/sign-in/", {"login_name": "kodomo-1", "password": PASSWORD, field: value})
    assert answer.status_code == 422
    assert b"<script>alert" not in answer.content
