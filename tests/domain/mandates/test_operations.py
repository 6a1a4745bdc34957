"""A mandate from its asking to its end: two accounts, one code, and events that name nobody."""

from datetime import timedelta

import pytest

from murakami.domain.mandates import operations
from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.operations import MandateRefused
from murakami.domain.mandates.queries import MandateNotFound, find_held, find_invitation, get_mandate, list_held
from murakami.domain.mandates.rules import INVITATION_DAYS, Side, State
from murakami.foundation.events.models import Event
from murakami.kernel.dates import day_in_japan
from tests.flows.mandates.people import CODE, give, owner, person, terms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother():
    return owner("a" * 32)


@pytest.fixture
def sister():
    return owner("b" * 32)


@pytest.fixture
def stranger():
    return owner("c" * 32)


def test_mandate__holds_only_once_both_have_said_so(mother, sister, at):
    mandate = give(mother, sister, at=at)
    assert (mandate.state, mandate.shown, mandate.code_digest) == (State.CONFIRMED, "own_confirmation", "")
    assert find_held(key=mandate.key, account_id=sister.account_id, day=day_in_japan(at)) == mandate
    assert find_held(key=mandate.key, account_id=mother.account_id, day=day_in_japan(at)) is None


def test_mandate__the_code_lies_nowhere_in_the_table(mother, sister, at):
    give(mother, sister, at=at)
    assert CODE not in str(Mandate.objects.values())


def test_answer__a_code_works_once(mother, sister, stranger, at):
    give(mother, sister, at=at)
    with pytest.raises(MandateRefused) as refused:
        operations.answer(code=CODE, person=person(stranger, "だれか"), confirmed=True, at=at)
    assert refused.value.code == "code_unknown"
    assert find_invitation(code=CODE, at=at) is None


def test_answer__nobody_answers_themselves(mother, at):
    mandate = _asked(mother, at)
    with pytest.raises(MandateRefused) as refused:
        operations.answer(code=CODE, person=person(mother, "みのり"), confirmed=True, at=at)
    assert refused.value.code == "own_invitation"
    mandate.refresh_from_db()
    assert mandate.state == State.ASKED


def test_answer__is_not_taken_after_a_week(mother, sister, at):
    _asked(mother, at)
    late = at + timedelta(days=INVITATION_DAYS)
    assert find_invitation(code=CODE, at=late) is None
    with pytest.raises(MandateRefused):
        operations.answer(code=CODE, person=person(sister, "かえで"), confirmed=True, at=late)


def test_answer__refusing_leaves_no_name_behind(mother, sister, at):
    _asked(mother, at)
    mandate = operations.answer(code=CODE, person=person(sister, "かえで"), confirmed=False, at=at)
    assert (mandate.state, mandate.proxy_id, mandate.proxy_name) == (State.REFUSED, None, "")


@pytest.mark.parametrize("by", [Side.GIVER, Side.PROXY])
def test_end__either_side_ends_it_at_once(mother, sister, at, by):
    mandate = give(mother, sister, at=at)
    ending = mother if by is Side.GIVER else sister
    ended = operations.end(key=mandate.key, account_id=ending.account_id, at=at)
    assert (ended.state, ended.ended_by) == (State.ENDED, by)
    assert list_held(account_id=sister.account_id, day=day_in_japan(at)) == ()


def test_end__a_stranger_finds_nothing(mother, sister, stranger, at):
    mandate = give(mother, sister, at=at)
    for act in (lambda: operations.end(key=mandate.key, account_id=stranger.account_id, at=at),
                lambda: get_mandate(key=mandate.key, account_id=stranger.account_id)):
        with pytest.raises(MandateNotFound):
            act()


def test_events__tell_codes_and_nobody(mother, sister, at):
    mandate = give(mother, sister, at=at)
    operations.end(key=mandate.key, account_id=mother.account_id, at=at)
    events = list(Event.objects.filter(kind__startswith="mandate.").order_by("id"))
    assert [event.kind for event in events] == ["mandate.asked", "mandate.confirmed", "mandate.ended"]
    assert "みのり" not in str([event.details for event in events])


def _asked(mother, at):
    return operations.ask(side=Side.GIVER, person=person(mother, "みのり"), code=CODE, key="f" * 32,
                          subject_key="e" * 32, at=at, terms=terms_of(at))
