"""A care office that acts for somebody: asked for by code, answered for the firm, written by one of its people, ended."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from murakami.domain.cases.models import Case
from murakami.domain.intake.models import Filing, Intake
from murakami.domain.mandates.models import Mandate
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations.firms import end_place
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.spool.worker import run_pending
from tests.foundation.accounts.firms import BUILDER, CARE, actor_for, member_of, prime_of
from tests.foundation.accounts.people import make_resident, make_staff, sign_in
from tests.interfaces.portal.talk.browsing import Browser
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
ANSWERS: dict[str, Any] = {
    "expectant.name": {"family": "葛城", "given": "みのり", "family_kana": "カツラギ", "given_kana": "ミノリ"},
    "expectant.born_on": {"year": "1992", "month": "2", "day": "29"}, "expectant.phone": "090-1234-5678",
    "expectant.residence": {"postal_code": "9593907", "prefecture": "新潟県", "city": "村上市", "town": "府屋", "block": "232-1"},
    "expectant.work": "employee", "expectant.pregnancy_weeks": "9", "expectant.due_on": {"year": "2027", "month": "6", "day": "20"},
    "expectant.infection_checkup": "both_done",
}
MANDATES, ANSWER = "/my/mandates/", "/my/mandates/answer/"
TERMS = {"kind.value": "supporter", "acts.value": "file", "results.value": "yes", "until.value": "year"}


def come_in(account: Account) -> Client:
    client = Client()
    sign_in(client, account, at=timezone.now())
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def code_of(page: str) -> str:
    found = re.search("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    assert found is not None
    return found[0]


@pytest.fixture
def mother() -> Client:
    load_packs()
    return come_in(make_resident(mailbox_key="a" * 32, email="a@example.jp"))


@pytest.fixture
def member() -> Account:
    return member_of(CARE, at=timezone.now())


def given(mother: Client, member: Client, **terms: str) -> Mandate:
    code = code_of(text(mother.post("/my/mandates/ask/giver/", {"name.value": "葛城 みのり", **TERMS, **terms})))
    assert "居宅介護支援事業所いわふね" not in text(member.post(ANSWER, {"code": code})).partition("<main")[2].partition("<form")[0]
    assert member.post(ANSWER, {"code": code, "decision": "confirm"}).status_code == 302
    return Mandate.objects.get()


def test_firm__answers_a_code_and_the_giver_sees_the_firm(mother: Client, member: Account) -> None:
    mandate = given(mother, come_in(member))
    assert mandate.proxy_firm_id == actor_for(member).firm.firm  # type: ignore[union-attr]
    assert "居宅介護支援事業所いわふねさんが、あなたの手続をします" in text(mother.get(f"{MANDATES}{mandate.key}/"))
    page = text(come_in(prime_of(CARE, at=timezone.now())).get(MANDATES))
    assert "葛城 みのりさん" in page
    assert "手続を頼む" not in page
    assert come_in(member_of(BUILDER, at=timezone.now(), sub="x")).get(f"{MANDATES}{mandate.key}/").status_code == 404


def test_firm__asks_and_is_allowed(mother: Client, member: Account) -> None:
    page = text(come_in(member).get("/my/mandates/ask/proxy/"))
    assert 'value="family"' not in page
    assert "name.value" not in page
    code = code_of(text(come_in(member).post("/my/mandates/ask/proxy/", TERMS)))
    assert "居宅介護支援事業所いわふね" in text(mother.post(ANSWER, {"code": code}))
    mother.post(ANSWER, {"code": code, "decision": "confirm", "name.value": "葛城 みのり"})
    assert Mandate.objects.get().state == "confirmed"


def test_firm__is_no_family_and_gives_nothing(mother: Client, member: Account) -> None:
    firm = come_in(member)
    code = code_of(text(mother.post("/my/mandates/ask/giver/", {"name.value": "葛城 みのり", **TERMS, "kind.value": "family"})))
    refused = firm.post(ANSWER, {"code": code})
    assert refused.status_code == 422
    assert "事業者が受けられるのは" in text(refused)
    assert firm.get("/my/mandates/ask/giver/").status_code == 404
    assert Mandate.objects.get().state == "asked"


def test_member__files_for_somebody_and_everybody_reads_who_wrote(mother: Client, member: Account) -> None:
    client = come_in(member)
    mandate, browser = given(mother, client), Browser(client)
    browser.answers = dict(ANSWERS)
    browser.key = client.post("/procedures/pregnancy-notification/begin/", {"for": mandate.key})["Location"].strip("/").split("/")[1]
    browser.fill_all()
    assert browser.file()["Location"] == browser.url("receipt/")
    run_pending()
    filing = Filing.objects.get()
    who = "居宅介護支援事業所いわふね（鈴木　一郎）"
    assert (filing.mailbox_key, filing.document["filed_by"]["relation"]) == ("a" * 32, "proxy")
    assert who in text(mother.get(f"{MANDATES}{mandate.key}/"))
    assert "鈴木　一郎" in text(mother.get(reverse("portal:my-filing", args=[filing.receipt_number])))
    clerk = come_in(make_staff("clerk-1", **{Case.objects.get().unit: Role.CLERK}))
    assert "鈴木　一郎" in text(clerk.get(f"/office/cases/{filing.receipt_number}/"))
    colleague = text(come_in(prime_of(CARE, at=timezone.now())).get(f"{MANDATES}{mandate.key}/"))
    assert who in colleague
    assert browser.key not in colleague


def test_member__who_was_let_out_writes_no_more(mother: Client, member: Account) -> None:
    prime, client = prime_of(CARE, at=timezone.now()), come_in(member)
    mandate = given(mother, client)
    begun = client.post("/procedures/pregnancy-notification/begin/", {"for": mandate.key})["Location"]
    end_place(actor=actor_for(prime), account_id=member.pk, at=timezone.now())
    assert client.get(begun, follow=True).status_code == 404
    assert Intake.objects.get().state == "open"
    assert come_in(prime).post("/procedures/pregnancy-notification/begin/", {"for": mandate.key}).status_code == 302


def test_mandate__of_a_firm_is_ended_by_any_of_its_people(mother: Client, member: Account) -> None:
    mandate = given(mother, come_in(member))
    assert come_in(prime_of(CARE, at=timezone.now())).post(f"{MANDATES}{mandate.key}/").status_code == 302
    assert "代わりにする人" in text(mother.get(f"{MANDATES}{mandate.key}/")).partition("やめた人")[2]


def test_firm__is_offered_a_life_event_only_for_somebody(mother: Client, member: Account) -> None:
    firm = come_in(member)
    assert "この手続は、ご本人やご家族がします" in text(firm.get("/life-events/birth/"))
    given(mother, firm)
    assert "葛城 みのり" in text(firm.get("/life-events/birth/"))
