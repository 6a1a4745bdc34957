"""Death ends mandates: what the agency tells of, once, of whose mailbox alone, and what the edge ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from murakami.demo.town.register import records_of
from murakami.domain.mandates.models import Mandate
from murakami.domain.register.operations import import_residents
from murakami.flows.agency import work
from murakami.flows.agency.deaths import tell_deaths
from murakami.flows.agency.pages import open_case
from murakami.flows.mandates.ending import end_at_death
from murakami.flows.nightly.protection import end_what_the_dead_gave
from murakami.foundation.spool.models import Message
from tests.domain.cases.cast import reload
from tests.flows.agency.office import act, deliver
from tests.flows.mailing import filed
from tests.flows.mandates.people import give, owner

pytestmark = pytest.mark.django_db
MOTHER, CHILD = "0000000002", "0000000003"
DIED = date(2026, 11, 20)


def dies(number, *, on=DIED):
    import_residents([replace(one, died_on=on) for one in records_of([filed._FAMILY]) if one.register_number == number])


def told():
    return [one.payload for one in Message.objects.filter(topic="mandate.over")]


def is_mother(claim, cast, at):
    act(work.confirm_match, claim, cast.clerk, at=at, instance="me", register_number=MOTHER)


@pytest.fixture
def mandates(resident, at):
    other = owner("c" * 32)
    given = give(resident, other, at=at, key="1" * 32)
    held = give(other, resident, at=at, key="2" * 32, code="2222ABCDEFGH")
    between = give(other, owner("d" * 32), at=at, key="3" * 32, code="3333ABCDEFGH")
    return given, held, between


def test_death__ends_what_the_dead_gave_and_held_and_nothing_else(claim, cast, registered, mandates, at):
    is_mother(claim, cast, at)
    dies(MOTHER)
    assert tell_deaths(at=at) == 1
    assert told() == [{"mailbox_key": claim.mailbox_key}]
    deliver(at)
    assert [Mandate.objects.get(pk=one.pk).state for one in mandates] == ["ended", "ended", "confirmed"]
    assert set(Mandate.objects.filter(state="ended").values_list("ended_by", flat=True)) == {"office"}


def test_death__is_told_once_and_of_a_match_confirmed_afterwards_by_night(claim, cast, registered, mandates, at):
    dies(MOTHER)
    assert tell_deaths(at=at) == 0
    is_mother(claim, cast, at)
    end_what_the_dead_gave({}, at=at)
    assert len(told()) == 1
    deliver(at)
    assert [tell_deaths(at=at + timedelta(days=day)) for day in (1, 2)] == [0, 0]
    assert told() == []


def test_death__recorded_by_mistake_and_taken_back_is_told_again_when_it_comes(claim, cast, registered, at):
    is_mother(claim, cast, at)
    dies(MOTHER)
    tell_deaths(at=at)
    deliver(at)
    dies(MOTHER, on=None)
    assert tell_deaths(at=at) == 0
    dies(MOTHER)
    assert tell_deaths(at=at) == 1


def test_death__of_somebody_only_named_in_a_filing_tells_nothing(claim, cast, registered, mandates, at):
    act(work.confirm_match, claim, cast.clerk, at=at, instance="newborn-1", register_number=CHILD)
    dies(CHILD)
    assert (tell_deaths(at=at), told()) == (0, [])


def test_death__of_a_mailbox_that_this_zone_never_gave_out_ends_nothing(mandates, at):
    assert end_at_death(mailbox_key="9" * 32, at=at) == 0
    assert {Mandate.objects.get(pk=one.pk).state for one in mandates} == {"confirmed"}


def test_case_page__says_that_somebody_has_died(claim, cast, registered, at):
    is_mother(claim, cast, at)
    dies(MOTHER)
    reading = open_case(receipt_number=reload(claim).receipt_number, actor=cast.clerk, route="office:case", at=at)
    assert [one.matched.died_on for one in reading.people if one.matched] == [DIED]
