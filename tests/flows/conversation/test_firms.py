"""What may be begun and claimed for a firm: its own matters, never somebody's private ones."""

import secrets
from dataclasses import replace
from datetime import datetime

import pytest

from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.ownership import ForFirm, Owner
from murakami.domain.intake.rules.prefill import CheckedFirm
from murakami.flows.conversation.claiming import claim_after_sign_in
from murakami.flows.conversation.starting import NOBODY, NotForFirms, begin_life_event, begin_procedure
from murakami.foundation.accounts.card import CardAddress
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.vocabulary import Assurance
from tests.foundation.accounts.firms import CARE, member_of
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db


def owner_of(account: Account) -> Owner:
    member = account.firm_member
    return Owner(account.pk, "", member.firm.mailbox_key, Assurance.ACCOUNT,
                 firm=ForFirm(member.firm.name, member.firm.corporate_number or "", member.name, member.department))


def draw_key() -> str:
    return secrets.token_hex(16)


def test_begin__nothing_of_somebodys_own_for_a_firm(at: datetime) -> None:
    load_packs()
    owner = owner_of(member_of(CARE, at=at))
    with pytest.raises(NotForFirms):
        begin_life_event(event_id="birth", owner=owner, resident=NOBODY, draw_key=draw_key, at=at)
    with pytest.raises(NotForFirms):
        begin_procedure(procedure="moving-out", owner=owner, resident=NOBODY, draw_key=draw_key, at=at)
    assert not Intake.objects.exists()


def test_claim__leaves_what_is_private_behind(at: datetime) -> None:
    load_packs()
    visitor = Owner(None, "secret", None, Assurance.NONE)
    for begin in (lambda: begin_life_event(event_id="birth", owner=visitor, resident=NOBODY, draw_key=draw_key, at=at),
                  lambda: begin_procedure(procedure="moving-out", owner=visitor, resident=NOBODY, draw_key=draw_key, at=at)):
        begin()
    owner = replace(owner_of(member_of(CARE, at=at)), visitor="secret")
    assert claim_after_sign_in(owner=owner, resident=NOBODY, at=at) == 0
    assert not Intake.objects.exclude(account=None).exists()


def test_begin__a_firms_own_with_what_the_provider_checked(at: datetime) -> None:
    load_packs()
    member = member_of(CARE, at=at)
    firm = CheckedFirm(name="居宅介護支援事業所いわふね", corporate_number=CARE.corporate_number, representative="佐藤　和子", read_at=at,
                       address=CardAddress("新潟県村上市三之町1番1号", "9588501", "新潟県", "村上市", "三之町", "1番1号"))
    intake = begin_procedure(procedure="bidder-qualification-goods", owner=owner_of(member), draw_key=draw_key, at=at,
                             resident=replace(NOBODY, firm=firm))
    told = {fact: answer for facts in intake.answers.values() for fact, answer in facts.items()}
    assert intake.mailbox_key == member.firm_member.firm.mailbox_key
    assert {fact: answer["v"] for fact, answer in told.items() if fact != "address"} == {
        "name": firm.name, "corporate_number": firm.corporate_number, "representative": firm.representative}
    assert {(answer["p"]["source"], answer["p"]["assurance"]) for answer in told.values()} == {("business_id", "verified")}
    assert told["address"]["v"]["town"] == "三之町"


def test_claim__a_firms_own_goes_along(at: datetime) -> None:
    load_packs()
    begin_procedure(procedure="bidder-qualification-goods", owner=Owner(None, "secret", None, Assurance.NONE), resident=NOBODY,
                    draw_key=draw_key, at=at)
    owner = replace(owner_of(member_of(CARE, at=at)), visitor="secret")
    assert claim_after_sign_in(owner=owner, resident=NOBODY, at=at) == 1
    assert Intake.objects.get().mailbox_key == owner.mailbox_key
