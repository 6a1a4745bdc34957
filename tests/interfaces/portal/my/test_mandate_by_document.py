"""A mandate shown by document, from the proxy's filing over the desk of the unit to the filing for the giver, and its end."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from murakami.domain.cases.models import Case
from murakami.domain.cases.rules import Outcome
from murakami.domain.intake.models import Filing, Intake
from murakami.domain.mandates.models import Mandate
from murakami.domain.register.operations import import_residents
from murakami.domain.register.protecting import Refused, Wanted, set_protection
from murakami.domain.register.rules import Ground
from murakami.flows.agency import work
from murakami.flows.agency.protection import after_change
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance, Role
from murakami.foundation.spool.worker import run_pending
from murakami.kernel.document import Document
from tests.domain.register.records import record
from tests.flows.agency.office import decide
from tests.foundation.accounts.people import make_resident, make_staff, sign_in
from tests.interfaces.portal.talk.browsing import Browser
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
HOME = {"postal_code": "9593907", "prefecture": "新潟県", "city": "村上市", "town": "府屋", "block": "232"}
ANSWERS: dict[str, Any] = {
    "proxy.name": {"family": "朝日", "given": "かえで", "family_kana": "アサヒ", "given_kana": "カエデ"},
    "proxy.born_on": {"year": "1992", "month": "7", "day": "3"}, "proxy.residence": HOME, "proxy.phone": "090-1234-5678",
    "giver.name": {"family": "朝日", "given": "トメ", "family_kana": "アサヒ", "given_kana": "トメ"},
    "giver.born_on": {"year": "昭和10", "month": "1", "day": "2"}, "giver.residence": HOME,
    "proxy.mandate_kind": "guardian", "proxy.mandate_until": {"year": "2028", "month": "3", "day": "31"},
}


@pytest.fixture
def proxy() -> Browser:
    """The browser of somebody with an account, who has filed that she acts for her grandmother."""
    load_packs()
    client = Client()
    sign_in(client, make_resident(mailbox_key="b" * 32, email="kaede@example.jp"))
    browser = Browser(client)
    browser.answers = dict(ANSWERS)
    browser.key = client.post("/procedures/mandate-by-document/begin/")["Location"].strip("/").split("/")[1]
    browser.fill_all()
    assert browser.file()["Location"] == browser.url("receipt/")
    run_pending()
    return browser


@pytest.fixture
def clerk() -> Account:
    return make_staff("shimin-1", shimin=Role.CLERK)


def staff(account: Account, role: Role) -> Actor:
    return Actor(kind=AccountKind.STAFF, account_id=account.pk, name="職員", roles={role: frozenset({"shimin"})},
                 assurance=Assurance.ACCOUNT)


def decided(clerk: Account, *, outcome: Outcome = Outcome.GRANTED, reasons: str = "", at: datetime) -> Case:
    """Let the unit decide, and tell the edge."""
    head = make_staff("shimin-head", shimin=Role.UNIT_HEAD)
    case = Case.objects.get(procedure="mandate-by-document")
    decide(case, staff(clerk, Role.CLERK), staff(head, Role.UNIT_HEAD), at=at, outcome=outcome, reasons=reasons)
    run_pending()
    return case


def begin_for(browser: Browser, mandate: Mandate, procedure: str) -> Any:
    return browser.client.post(f"/procedures/{procedure}/begin/", {"for": mandate.key})


def test_mandate__begins_once_staff_have_granted_it(proxy: Browser, clerk: Account) -> None:
    assert not Mandate.objects.exists()
    decided(clerk, at=timezone.now())
    mandate = Mandate.objects.get()
    assert (mandate.state, mandate.shown, mandate.kind, mandate.giver) == ("confirmed", "document", "guardian", None)
    assert (mandate.giver_name, mandate.proxy_name) == ("朝日 トメ", "朝日 かえで")
    assert mandate.until.isoformat() == "2028-03-31"
    assert mandate.giver_mailbox_key not in {"", "b" * 32}
    page = proxy.client.get(f"/my/mandates/{mandate.key}/").content.decode()
    assert "市役所が確かめました" in page
    assert "成年後見人" in page


def test_mandate__lets_the_proxy_write_and_files_into_no_account(proxy: Browser, clerk: Account) -> None:
    decided(clerk, at=timezone.now())
    mandate = Mandate.objects.get()
    assert begin_for(proxy, mandate, "pregnancy-notification").status_code == 302
    begun = Intake.objects.exclude(mandate_key="").get()
    assert begun.mailbox_key == mandate.giver_mailbox_key
    assert begun.prepared["kind"] == "guardian"
    assert begin_for(proxy, mandate, "moving-out").status_code == 404  # nobody could sign it


def test_mandate__that_is_refused_never_begins(proxy: Browser, clerk: Account) -> None:
    decided(clerk, outcome=Outcome.REFUSED, reasons="委任状に本人の署名がありません。", at=timezone.now())
    assert not Mandate.objects.exists()
    assert Filing.objects.filter(procedure="mandate-by-document").count() == 1


def test_mandate__is_ended_by_staff_with_a_reason(proxy: Browser, clerk: Account) -> None:
    case = decided(clerk, at=timezone.now())
    begin_for(proxy, Mandate.objects.get(), "pregnancy-notification")
    office = Client()
    sign_in(office, clerk, at=timezone.now())
    address = f"/office/cases/{case.receipt_number}/mandate/end/"
    case.refresh_from_db()
    assert office.post(address, {"lock": case.lock, "reason.value": ""}).status_code == 422
    assert office.post(address, {"lock": case.lock, "reason.value": "本人が亡くなった"}).status_code == 302
    run_pending()
    mandate = Mandate.objects.get()
    assert (mandate.state, mandate.ended_by) == ("ended", "office")
    assert not Intake.objects.filter(mandate_key=mandate.key, state="open").exists()
    page = office.get(f"/office/cases/{case.receipt_number}/").content.decode()
    assert "終わった" in page.partition('id="mandate"')[2]
    assert "代理を終わらせました：本人が亡くなった" in page
    assert office.get(address)["Location"] == f"/office/cases/{case.receipt_number}/"


def test_mandates__name_the_way_by_document(proxy: Browser) -> None:
    assert "/procedures/mandate-by-document/" in proxy.client.get("/my/mandates/").content.decode()


def test_mandate__ends_when_whose_matters_they_are_comes_under_protection(proxy: Browser, clerk: Account) -> None:
    case, at, number = Case.objects.get(procedure="mandate-by-document"), timezone.now(), "0000009992"
    import_residents([record(int(number), family_name="朝日", given_name="トメ", born_on="1935-01-02")])
    document = Document.from_json(case.revisions.get().document)
    giver = next(row.instance for row in document.rows if row.role == "giver")
    work.confirm_match(receipt_number=case.receipt_number, actor=staff(clerk, Role.CLERK), instance=giver, register_number=number,
                       at=at, lock=case.lock)
    case = decided(clerk, at=at)
    keeper = staff(make_staff("shimin-2", shimin=Role.CLERK), Role.CLERK)
    row = set_protection(Wanted(
        ground=Ground.VIOLENCE, register_number=number, accompanying=(), refused=(Refused("相手 方子", None),), old_home="",
        since=at.date(), until=at.date() + timedelta(days=300)), actor=keeper, units=("shimin",), key="a" * 32,
        subject_key="c" * 32, at=at)
    after_change(row, at=at)
    run_pending()
    mandate = Mandate.objects.get()
    assert (mandate.state, mandate.ended_by) == ("ended", "office")
    page = proxy.client.get(f"/my/mandates/{mandate.key}/").content.decode()
    assert "終わりました" in page
    assert "やめた人" not in page
    after_change(row, at=at)
    assert case.entries.filter(event__kind="case.mandate_ended").count() == 1
