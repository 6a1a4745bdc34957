"""What a clerk reads of an electronic signature: checked by the office itself, honest about what nobody checked."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from murakami.domain.cases.models import Case
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.worker import run_pending
from tests.foundation.accounts.people import make_resident, make_staff, sign_in
from tests.interfaces.portal.talk.signing import Mover, signing_provider
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> None:
    """The real time: the provider has a clock of its own."""


@pytest.fixture
def filed(settings: Settings) -> Iterator[Message]:
    """The message of a filing with a signature, on its way to the agency, and the settings with which it was taken."""
    load_packs()
    with signing_provider(settings):
        resident = Client()
        sign_in(resident, make_resident(mailbox_key="a" * 32, email="taro@example.jp"))
        assert Mover(resident).come_to_the_review().sign().status_code == 302
        yield Message.objects.get(topic="filing.received")


@pytest.fixture
def clerk() -> Client:
    """A clerk of the unit in charge."""
    client = Client()
    sign_in(client, make_staff("shimin-1", shimin=Role.CLERK), at=timezone.now())
    return client


def card(clerk: Client, case: Case) -> str:
    page = clerk.get(f"/office/cases/{case.receipt_number}/").content.decode()
    return page.partition('id="signature"')[2].partition("</section>")[0]


def arrive(filed: Message, **change: object) -> Case:
    """Let it arrive, with its document altered on the way, as somebody with the edge in hand could."""
    filed.payload["document"] = {**filed.payload["document"], **change}
    filed.save()
    run_pending()
    return Case.objects.get()


def test_signature__is_valid_and_says_that_revocation_is_unchecked(filed: Message, clerk: Client) -> None:
    case = arrive(filed)
    shown = card(clerk, case)
    assert "有効（失効未確認）" in shown
    assert "J-LIS" in shown
    assert "𠮷田 太郎" in shown
    assert shown.count("一致") == 3
    assert "府屋" not in shown
    page = clerk.get(f"/office/cases/{case.receipt_number}/").content.decode()
    assert "マイナンバーカードの電子署名（失効未確認）" in page


def test_signature__over_an_altered_document_is_invalid(filed: Message, clerk: Client) -> None:
    shown = card(clerk, arrive(filed, whose="companion"))
    assert "無効" in shown
    assert "内容が変えられたおそれ" in shown


def test_signature__that_is_missing_is_said(filed: Message, clerk: Client) -> None:
    said = filed.payload["document"]["filed_by"]
    case = arrive(filed, filed_by={name: value for name, value in said.items() if name != "signature"})
    assert "署名なし" in card(clerk, case)


def test_signature__cannot_be_checked_where_nobody_is_trusted(filed: Message, clerk: Client, settings: Settings) -> None:
    case, settings.SIGNATURE_ANCHORS = arrive(filed), ""
    assert "確かめていません" in card(clerk, case)
    assert "有効" not in card(clerk, case)
