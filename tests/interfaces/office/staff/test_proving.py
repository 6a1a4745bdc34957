"""Heavy acts ask again who it is; sessions are listed and ended; passkeys without a browser's help."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.models import Account, Membership, OpenSession, Passkey
from murakami.interfaces.office.urls import urlpatterns
from tests.foundation.accounts.authenticator import Device
from tests.interfaces.office.pages import text_of
from tests.page_forms import read_form

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HEAVY = {
    "staff-new", "staff-grant", "staff-end", "staff-deputy", "staff-reset", "staff-lock", "staff-unlock", "staff-sessions-end",
    "reshuffle-template", "reshuffle-confirm", "original", "emergency-open", "emergency-consent",
    "own-passkeys", "own-passkey-add", "own-passkey-remove", "unmask", "protection-end",
}
STARTER = {"login.value": "n-1", "name.value": "新人　翠", "unit.value": "kodomo", "role.value": "clerk", "since.year": "2026",
           "since.month": "11", "since.day": "23"}


@pytest.fixture
def keeper(cast, enter, at: datetime) -> Client:
    second_factor.enrol(account=Account.objects.get(pk=cast.administrator.account_id), secret=SECRET, step=0, at=at)
    return enter(cast.administrator)


@pytest.fixture
def later(keeper: Client, at: datetime):
    """A quarter of an hour after the keeper has signed in."""
    moment = at + timedelta(minutes=15)
    with patch("django.utils.timezone.now", lambda: moment):
        yield moment


def test_heavy_act__soon_after_signing_in_is_done(keeper: Client) -> None:
    assert "はじめのパスワード" in text_of(keeper.post("/office/staff/new/", STARTER))


def test_heavy_act__asks_again_and_goes_on_with_what_was_typed(keeper: Client, later: datetime) -> None:
    asked = keeper.post("/office/staff/new/", STARTER)
    assert "もう一度、本人の確認" in text_of(asked)
    assert not Account.objects.filter(login_name="n-1").exists()
    form = read_form(asked.content, holding="proof_code")
    wrong = keeper.post(form.action, form.filled(proof_code="000000"))
    assert wrong.status_code == 422
    form = read_form(wrong.content, holding="proof_code")
    assert form.values["name.value"] == ["新人　翠"]
    done = keeper.post(form.action, form.filled(proof_code=second_factor.code_at(secret=SECRET, at=later)))
    assert "はじめのパスワード" in text_of(done)
    assert keeper.post("/office/staff/new/", {**STARTER, "login.value": "n-2"}).status_code == 200
    assert Account.objects.filter(login_name="n-2").exists()


def test_heavy_page__asks_before_it_is_shown(keeper: Client, later: datetime) -> None:
    where = "/office/sign-in/own/passkeys/?x=1"
    form = read_form(keeper.get(where).content, holding="proof_code")
    back = keeper.post(form.action, form.filled(proof_code=second_factor.code_at(secret=SECRET, at=later)))
    assert (back.status_code, back["Location"]) == (302, where)
    assert "この端末のパスキーを加える" in keeper.get(where).content.decode()


def acts(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        yield from acts(one.url_patterns) if isinstance(one, URLResolver) else [one]


def test_heavy_acts__all_ask_again() -> None:
    asking = {one.name for one in acts(urlpatterns) if getattr(one.callback, "asks_again", False)}
    assert asking >= HEAVY


@pytest.mark.parametrize("what", ["grant/", "reset/", "lock", "sessions/end"])
def test_heavy_act__does_nothing_before_the_proof(cast, enter, keeper: Client, later: datetime, what: str) -> None:
    before = [(row.pk, row.is_active, row.password) for row in Account.objects.all()], Membership.objects.count()
    asked = keeper.post(f"/office/staff/{cast.clerk.account_id}/{what}", {"unit.value": "kodomo", "role.value": "unit_head"})
    assert "もう一度、本人の確認" in text_of(asked)
    assert ([(row.pk, row.is_active, row.password) for row in Account.objects.all()], Membership.objects.count()) == before


def test_window__is_a_setting(keeper: Client, later: datetime, settings) -> None:
    settings.PROOF_MINUTES = 16
    assert "はじめのパスワード" in text_of(keeper.post("/office/staff/new/", STARTER))


def test_heavy_act__five_wrong_codes_lock(keeper: Client, later: datetime) -> None:
    answers = [keeper.post("/office/staff/new/", {**STARTER, "proof_code": "000000"}) for _ in range(6)]
    assert "続けて間違えたので" in text_of(answers[-1])


def test_light_act__asks_nothing(keeper: Client, later: datetime) -> None:
    assert "職員 clerk" in text_of(keeper.get("/office/staff/"))


def test_passkey__added_used_for_proof_and_sign_in_and_removed(keeper: Client, cast, later: datetime) -> None:
    device = Device()
    code = second_factor.code_at(secret=SECRET, at=later)
    keeper.post("/office/sign-in/own/passkeys/", {"proof_code": code})
    made = device.make(keeper.post("/office/sign-in/own/passkeys/options").json())
    keeper.post("/office/sign-in/own/passkeys/add", {"passkey": made}, HTTP_USER_AGENT="Windows Chrome/140")
    assert "Windows・Chrome" in text_of(keeper.get("/office/sign-in/own/passkeys/"))
    fresh = Client()
    signed = device.sign(fresh.post("/office/sign-in/passkey/options").json())
    entered = fresh.post("/office/sign-in/passkey/", {"passkey": signed, "next": "/office/staff/"})
    assert entered["Location"] == "/office/staff/"
    replayed = fresh.post("/office/sign-in/passkey/", {"passkey": signed}, follow=True)
    assert replayed.request["PATH_INFO"] == "/office/"
    with patch("django.utils.timezone.now", lambda: later + timedelta(minutes=15)):
        signed = device.sign(keeper.post("/office/sign-in/passkey/options").json())
        done = keeper.post("/office/staff/new/", {**STARTER, "proof_passkey": signed})
        assert "はじめのパスワード" in text_of(done)
        keeper.post(f"/office/sign-in/own/passkeys/{Passkey.objects.get().pk}/remove")
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("answer", ["", "{}", json.dumps({"id": "x"}), "x" * 30_000])
def test_passkey__that_proves_nothing_leads_to_the_other_ways(cast, answer: str) -> None:
    client = Client()
    client.post("/office/sign-in/passkey/options")
    page = client.post("/office/sign-in/passkey/", {"passkey": answer}, follow=True)
    assert "パスキーを確かめられませんでした" in text_of(page)
    assert "パスワード" in text_of(page)


def test_sessions__are_listed_with_device_and_ended(cast, enter) -> None:
    here, other, third = (enter(cast.clerk) for _ in range(3))
    OpenSession.objects.filter(session_key=other.session.session_key).update(device="Windows・Edge")
    page = text_of(here.get("/office/sign-in/own/sessions/"))
    assert "この端末" in page
    assert "Windows・Edge" in page
    named = OpenSession.objects.get(session_key=other.session.session_key).handle
    here.post("/office/sign-in/own/sessions/end", {"session": named})
    assert [one.get("/office/").status_code for one in (here, other, third)] == [200, 302, 200]
    here.post("/office/sign-in/own/sessions/end")
    assert [one.get("/office/").status_code for one in (here, third)] == [200, 302]
    assert "もう終わっています" in text_of(here.post("/office/sign-in/own/sessions/end", {"session": named}, follow=True))


def test_sessions__of_a_person_are_ended_by_the_administrator(cast, enter, keeper: Client) -> None:
    clerk = enter(cast.clerk)
    person = f"/office/staff/{cast.clerk.account_id}/"
    assert "サインインしている端末：1台" in text_of(keeper.get(person))
    keeper.post(f"{person}sessions/end")
    assert clerk.get("/office/").status_code == 302
    assert OpenSession.objects.filter(account_id=cast.clerk.account_id).count() == 0


def test_sign_out__takes_the_session_off_the_list(cast, enter) -> None:
    clerk = enter(cast.clerk)
    clerk.post("/office/sign-in/out/")
    assert not OpenSession.objects.exists()
