"""Passkeys of residents: offered once and never forced, added soon after signing in, told by mail, gone when taken away."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from murakami.foundation.accounts.models import OpenSession, Passkey, ResidentProfile
from murakami.foundation.accounts.operations.residents import enter_by_email
from tests.foundation.accounts.authenticator import Device
from tests.foundation.accounts.people import sign_in
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
EMAIL, WAYS, OFFER = "hanako@example.jp", "/sign-in/ways/", "次から、番号を待たずに入れます"


@pytest.fixture(autouse=True)
def packs(db: None) -> None:
    load_packs()


@pytest.fixture
def hanako() -> Client:
    """A resident who has just signed in by mail."""
    return come_in(Client())


def come_in(client: Client) -> Client:
    client.post("/sign-in/email/", {"email.value": EMAIL})
    found = re.search(r"\d{6}", mail.outbox[-1].body)
    assert found is not None
    assert client.post("/sign-in/email/code/", {"code": found[0]}).status_code == 302
    return client


def add(client: Client, device: Device, **more: str):
    made = device.make(client.post("/sign-in/ways/passkeys/options").json())
    return client.post("/sign-in/ways/passkeys/add", {"passkey": made, **more}, HTTP_USER_AGENT="iPhone Safari/604")


def page(client: Client, path: str = "/my/") -> str:
    return client.get(path).content.decode()


def later():
    moment = timezone.now() + timedelta(minutes=11)
    return patch("django.utils.timezone.now", lambda: moment)


def test_offer__stands_on_ones_own_page_and_hides_without_its_script(hanako: Client) -> None:
    assert OFFER in page(hanako)
    assert 'data-passkey-offer hidden' in page(hanako)
    with later():
        assert OFFER not in page(hanako), "who finds an open browser is offered nothing"


@pytest.mark.parametrize(("language", "words"), [("ja", OFFER), ("en", "without waiting for a code"), ("ja-easy", "待（ま）たないで")])
def test_offer__speaks_three_languages(hanako: Client, language: str, words: str) -> None:
    hanako.cookies["language"] = language
    assert words in page(hanako)


def test_offer__declined_is_not_made_again_and_the_way_stays_open(hanako: Client) -> None:
    hanako.post("/sign-in/ways/passkeys/not-now")
    assert OFFER not in page(hanako)
    again = come_in(Client())
    assert OFFER not in page(again)
    assert "この端末のパスキーを加える" in page(again, WAYS)


def test_add__is_told_by_mail_and_ends_the_offer(hanako: Client) -> None:
    device = Device()
    answer = add(hanako, device, next="/my/")
    assert answer["Location"] == "/my/"
    assert OFFER not in page(hanako)
    assert "iPhone・Safari" in mail.outbox[-1].body
    assert mail.outbox[-1].to == [EMAIL]
    assert "http" not in mail.outbox[-1].body
    assert "iPhone・Safari" in page(hanako, WAYS)


def test_add__goes_on_when_no_mail_can_be_sent(hanako: Client) -> None:
    with patch("murakami.interfaces.components.told_mail.mail_resident", side_effect=OSError("gone")):
        assert add(hanako, Device()).status_code == 302
    assert Passkey.objects.count() == 1


def test_add__asks_to_sign_in_again_when_that_is_long_ago(hanako: Client) -> None:
    made = Device().make(hanako.post("/sign-in/ways/passkeys/options").json())
    with later():
        assert "もう一度サインインする" in page(hanako, WAYS)
        assert hanako.post("/sign-in/ways/passkeys/options").status_code == 409
        hanako.post("/sign-in/ways/passkeys/add", {"passkey": made})
        assert not Passkey.objects.exists()
        come_in(hanako)
        assert "この端末のパスキーを加える" in page(hanako, WAYS)


def test_come_back__with_the_passkey_and_to_where_one_wanted(hanako: Client) -> None:
    device = Device()
    add(hanako, device)
    fresh = Client()
    signed = device.sign(fresh.post("/sign-in/passkey/options").json())
    assert fresh.post("/sign-in/passkey/", {"passkey": signed, "next": "/my/letters/"})["Location"] == "/my/letters/"
    assert "パスキー" in page(fresh, WAYS)
    fresh.post(f"/sign-in/ways/passkeys/{Passkey.objects.get().pk}/remove")
    signed = device.sign(Client().post("/sign-in/passkey/options").json())
    assert "メールかカードで" in fresh.post("/sign-in/passkey/", {"passkey": signed}, follow=True).content.decode()


def test_sessions__elsewhere_are_gone_when_ended(hanako: Client) -> None:
    account, other = ResidentProfile.objects.get().account, Client()
    sign_in(other, account, at=timezone.now())
    assert "この端末のほかを終わらせる" in page(hanako, WAYS)
    hanako.post("/sign-in/ways/sessions/end")
    assert [one.get("/my/").status_code for one in (hanako, other)] == [200, 302]
    assert OpenSession.objects.count() == 1


def test_sign_in__of_another_resident_has_no_part_in_it(hanako: Client) -> None:
    add(hanako, Device())
    stranger = Client()
    sign_in(stranger, enter_by_email(email="taro@example.jp", current=None, at=timezone.now()), at=timezone.now())
    assert stranger.post(f"/sign-in/ways/passkeys/{Passkey.objects.get().pk}/remove").status_code == 404
