"""Firms and their people: let in, let out, let in again; never mixed with anybody's private account."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from murakami.foundation.accounts.backend import AccountBackend
from murakami.foundation.accounts.card import CardAddress
from murakami.foundation.accounts.firm import FirmItems, FirmKey
from murakami.foundation.accounts.firm_queries import (
    find_firm_by_mailbox,
    find_place,
    get_firm,
    is_member,
    list_members,
    name_writers,
)
from murakami.foundation.accounts.models import Account, Firm, FirmMember, OpenSession, ResidentProfile, SignInRecord
from murakami.foundation.accounts.operations.firms import (
    PlaceEnded,
    PlaceRefused,
    end_place,
    enter_by_business_id,
    readmit,
)
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import refusal_of_place_change
from murakami.foundation.accounts.sessions import LIMITS, signed_in
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance, FirmRole
from murakami.foundation.events.models import Event
from tests.foundation.accounts.firms import BUILDER, CARE, SOLE, actor_for, member_of, prime_of, said
from tests.foundation.accounts.people import make_resident
from tests.foundation.accounts.test_sessions import signed_in_request

pytestmark = pytest.mark.django_db


def test_enter__one_firm_for_all_its_people(at: datetime) -> None:
    prime, first, second = prime_of(CARE, at=at), member_of(CARE, at=at), member_of(CARE, at=at, sub="other")
    assert Firm.objects.count() == 1 and len({prime.pk, first.pk, second.pk}) == 3
    assert member_of(CARE, at=at + timedelta(days=1)).pk == first.pk
    assert first.kind == AccountKind.BUSINESS and not first.has_usable_password() and first.login_name is None
    assert not ResidentProfile.objects.exists()
    assert SignInRecord.objects.filter(account=first, method="business_id", outcome="entered").count() == 2


def test_enter__keeps_what_the_provider_said_last(at: datetime) -> None:
    member = member_of(CARE, at=at)
    later, moved = at + timedelta(days=30), CardAddress("新潟県村上市三之町1番1号")
    enter_by_business_id(at=later, identity=replace(
        said("member", at=later, role=FirmRole.PRIME, name="鈴木　葛󠄀"), firm=FirmItems("改めた名", moved, "鈴木　葛󠄀")))
    place = find_place(member.pk)
    assert place is not None and (place.role, place.name, place.seen_at, place.since) == ("prime", "鈴木　葛󠄀", later, at)
    assert (place.firm.name, place.firm.representative, place.firm.read_at) == ("改めた名", "鈴木　葛󠄀", later)
    assert CardAddress(**place.firm.address) == moved


def test_enter__knows_a_sole_proprietor_by_its_owner(at: datetime) -> None:
    owner = member_of(SOLE, at=at, sub="owner")
    other = enter_by_business_id(at=at, identity=replace(
        said("x", at=at, key=SOLE), key=FirmKey(owner_issuer=SOLE.owner_issuer, owner_sub="else")))
    assert member_of(SOLE, at=at, sub="employee").firm_member.firm_id == owner.firm_member.firm_id
    assert other.firm_member.firm_id != owner.firm_member.firm_id
    assert not owner.firm_member.firm.is_company


def test_enter__somebody_named_for_another_firm_leaves_the_first(at: datetime) -> None:
    first = member_of(CARE, at=at)
    request = signed_in_request(first, at=at)
    second = member_of(BUILDER, at=at + timedelta(days=1))
    assert second.pk != first.pk and not is_member(account_id=first.pk, firm_id=first.firm_member.firm_id)
    assert not OpenSession.objects.filter(account=first).exists()
    assert AccountBackend().get_user(first.pk) is None and actor_of(request).is_anonymous
    back = member_of(CARE, at=at + timedelta(days=2))
    assert back.pk == first.pk and is_member(account_id=first.pk, firm_id=first.firm_member.firm_id)
    assert not is_member(account_id=second.pk, firm_id=second.firm_member.firm_id)


def test_act__for_the_firm_with_its_mailbox(at: datetime, sql_at_most: Callable[[int], Any]) -> None:
    member, colleague, other = member_of(CARE, at=at), prime_of(CARE, at=at), member_of(BUILDER, at=at, sub="b")
    request = signed_in_request(member)
    assert signed_in(request) is not None
    with sql_at_most(1):
        actor = actor_of(request)
    assert actor == actor_for(member) and actor.is_business and not actor.is_resident and not actor.is_staff
    assert actor.assurance is Assurance.ACCOUNT and actor.name == "鈴木　一郎"
    assert actor.mailbox_key == actor_for(colleague).mailbox_key != actor_for(other).mailbox_key


def test_end_place__by_the_prime_at_once(at: datetime) -> None:
    prime, member = prime_of(CARE, at=at), member_of(CARE, at=at)
    signed_in_request(member, at=at)
    end_place(actor=actor_for(prime), account_id=member.pk, at=at)
    assert not OpenSession.objects.filter(account=member).exists() and AccountBackend().get_user(member.pk) is None
    assert not is_member(account_id=member.pk, firm_id=member.firm_member.firm_id)
    with pytest.raises(PlaceEnded):
        member_of(CARE, at=at + timedelta(hours=1))
    place = find_place(member.pk)
    assert place is not None and place.seen_at == at and place.ended_at == at
    assert [(e.kind, e.details) for e in Event.objects.all()] == [("firm.member_ended", {"by": prime.pk})]


def test_readmit__needs_the_prime_and_then_the_provider(at: datetime) -> None:
    prime, member = prime_of(CARE, at=at), member_of(CARE, at=at)
    end_place(actor=actor_for(prime), account_id=member.pk, at=at)
    readmit(actor=actor_for(prime), account_id=member.pk, at=at + timedelta(days=1))
    assert member_of(CARE, at=at + timedelta(days=2)).pk == member.pk
    place = find_place(member.pk)
    assert place is not None and place.ended_at is None and place.since == at + timedelta(days=1)
    assert Event.objects.filter(kind="firm.member_readmitted").count() == 1


def test_readmit__not_while_the_provider_names_another_firm(at: datetime) -> None:
    prime, member = prime_of(CARE, at=at), member_of(CARE, at=at)
    end_place(actor=actor_for(prime), account_id=member.pk, at=at)
    member_of(BUILDER, at=at)
    with pytest.raises(PlaceRefused) as refused:
        readmit(actor=actor_for(prime), account_id=member.pk, at=at)
    assert refused.value.code == "elsewhere"


def test_end_place__of_somebody_who_is_prime_now_no_longer_holds(at: datetime) -> None:
    prime, member = prime_of(CARE, at=at), member_of(CARE, at=at)
    end_place(actor=actor_for(prime), account_id=member.pk, at=at)
    enter_by_business_id(identity=said("member", at=at, role=FirmRole.PRIME), at=at)
    assert is_member(account_id=member.pk, firm_id=member.firm_member.firm_id)


def test_change_place__is_refused(at: datetime) -> None:
    prime, member, other = prime_of(CARE, at=at), member_of(CARE, at=at), prime_of(BUILDER, at=at)
    colleague, resident = member_of(CARE, at=at, sub="colleague"), make_resident()
    for actor, account, code in ((actor_for(member), colleague, "not_yours"), (actor_for(other), member, "not_yours"),
                                 (actor_for(prime), prime, "is_prime"), (actor_for(prime), resident, "not_yours")):
        for change in (end_place, readmit):
            with pytest.raises(PlaceRefused) as refused:
                change(actor=actor, account_id=account.pk, at=at)
            assert refused.value.code == code
    assert FirmMember.objects.filter(ended_at=None).count() == 4 and not Event.objects.exists()


@pytest.mark.parametrize("role", FirmRole)
def test_refuse_place_change__of_strangers(role: FirmRole, at: datetime) -> None:
    assert refusal_of_place_change(actor=actor_for(prime_of(CARE, at=at)), firm=0, role=role) == "not_yours"


def test_name_writers__also_who_has_left(at: datetime) -> None:
    prime, member, resident = prime_of(CARE, at=at), member_of(CARE, at=at), make_resident()
    end_place(actor=actor_for(prime), account_id=member.pk, at=at)
    named = name_writers([member.pk, resident.pk])
    assert named.keys() == {member.pk} and named[member.pk].name == "鈴木　一郎"
    assert [one.account_id for one in list_members(member.firm_member.firm_id)] == [prime.pk, member.pk]


def test_find_firm__by_its_mailbox_alone(at: datetime) -> None:
    firm = get_firm(member_of(CARE, at=at).firm_member.firm_id)
    assert find_firm_by_mailbox(firm.mailbox_key) == firm
    assert find_firm_by_mailbox(make_resident().resident.mailbox_key) is None


def test_limits__a_removed_member_is_out_within_the_working_day() -> None:
    assert LIMITS[AccountKind.BUSINESS].whole <= timedelta(hours=8)


@pytest.mark.parametrize("corporate, issuer, sub", [("", "", ""), ("1", "i", "s"), ("", "i", ""), ("", "", "s")])
def test_key__is_one_or_the_other(corporate: str, issuer: str, sub: str) -> None:
    with pytest.raises(ValueError):
        FirmKey(corporate_number=corporate, owner_issuer=issuer, owner_sub=sub)


@pytest.mark.parametrize("fields", [{}, {"corporate_number": "1", "sole_issuer": "i", "sole_sub": "s"}, {"sole_sub": "s"}])
def test_firm__is_a_company_or_sole_in_the_table_too(fields: dict[str, str], at: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Firm.objects.create(name="x", read_at=at, **fields)


def test_account__of_a_firm_has_no_sign_in_name(at: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(kind="business", login_name="x", created_at=at)
