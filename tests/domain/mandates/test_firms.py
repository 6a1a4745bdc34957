"""A firm as the proxy: whoever has a place in it acts, from the first day to the last of that place, and nobody else."""

from datetime import timedelta

import pytest

from murakami.domain.mandates import operations
from murakami.domain.mandates.operations import MandateRefused, Person
from murakami.domain.mandates.queries import MandateNotFound, find_held, get_mandate, list_held, list_mandates
from murakami.domain.mandates.rules import Act, Kind, Side, Terms
from murakami.foundation.accounts.models import FirmMember
from murakami.foundation.accounts.operations.firms import end_place
from murakami.kernel.dates import day_in_japan
from tests.flows.mandates.people import CODE, owner, person
from tests.foundation.accounts.firms import BUILDER, CARE, actor_for, member_of, prime_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother():
    return owner("a" * 32)


def for_firm(account):
    place = FirmMember.objects.select_related("firm").get(account=account)
    return Person(account.pk, place.firm.mailbox_key, place.firm.name, firm_id=place.firm_id)


def asked(mother, at, *, kind=Kind.SUPPORTER, side=Side.GIVER, by=None):
    today = day_in_japan(at)
    return operations.ask(side=side, person=by or person(mother, "葛城 みのり"), code=CODE, key="f" * 32, subject_key="e" * 32, at=at,
                          terms=Terms(kind=kind, acts=frozenset(Act), procedures=frozenset(), since=today,
                                      until=today + timedelta(days=365)))


def held(mother, member, at):
    asked(mother, at)
    return operations.answer(code=CODE, person=for_firm(member), confirmed=True, at=at)


def test_answer__for_a_firm_lets_all_its_people_act_and_nobody_elses(mother, at):
    prime, member, other = prime_of(CARE, at=at), member_of(CARE, at=at), member_of(BUILDER, at=at, sub="other")
    mandate, day = held(mother, member, at), day_in_japan(at)
    assert mandate.proxy_name == for_firm(member).name
    assert [bool(find_held(key=mandate.key, account_id=one.pk, day=day)) for one in (prime, member, other)] == [True, True, False]
    assert list_held(account_id=prime.pk, day=day) == list_mandates(prime.pk) == (mandate,)
    with pytest.raises(MandateNotFound):
        get_mandate(key=mandate.key, account_id=other.pk)


def test_member__who_has_left_acts_no_more_from_that_moment(mother, at):
    prime, member = prime_of(CARE, at=at), member_of(CARE, at=at)
    mandate = held(mother, member, at)
    end_place(actor=actor_for(prime), account_id=member.pk, at=at)
    assert find_held(key=mandate.key, account_id=member.pk, day=day_in_japan(at)) is None
    assert find_held(key=mandate.key, account_id=prime.pk, day=day_in_japan(at)) == mandate
    with pytest.raises(MandateNotFound):
        operations.end(key=mandate.key, account_id=member.pk, at=at)


def test_end__by_any_member_and_by_no_other_firm(mother, at):
    prime, member, other = prime_of(CARE, at=at), member_of(CARE, at=at), member_of(BUILDER, at=at, sub="other")
    mandate = held(mother, member, at)
    with pytest.raises(MandateNotFound):
        operations.end(key=mandate.key, account_id=other.pk, at=at)
    assert operations.end(key=mandate.key, account_id=prime.pk, at=at).ended_by == "proxy"


def test_answer__a_firm_is_nobodys_family(mother, at):
    asked(mother, at, kind=Kind.FAMILY)
    with pytest.raises(MandateRefused, match="not_for_firms"):
        operations.answer(code=CODE, person=for_firm(member_of(CARE, at=at)), confirmed=True, at=at)


def test_ask__by_a_firm_that_would_act_is_answered_by_whose_matters_they_are(mother, at):
    member = member_of(CARE, at=at)
    asked(mother, at, side=Side.PROXY, by=for_firm(member))
    mandate = operations.answer(code=CODE, person=person(mother, "葛城 みのり"), confirmed=True, at=at)
    assert (mandate.state, mandate.giver_id, mandate.proxy_firm_id) == ("confirmed", mother.account_id, for_firm(member).firm_id)


def test_ask__a_firm_gives_none_of_its_own(mother, at):
    with pytest.raises(MandateRefused, match="not_given_by_firms"):
        asked(mother, at, by=for_firm(member_of(CARE, at=at)))
