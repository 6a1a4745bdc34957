"""A session from its opening to the list of who was there."""

from datetime import timedelta

import pytest

from murakami.domain.learning.attendance_code import make_code, read_code
from murakami.domain.learning.models import Gain, Seat, Session
from murakami.domain.learning.operations.attendance import attend_by_code, note_by_hand
from murakami.domain.learning.operations.seats import give_up_seat, take_seat
from murakami.domain.learning.operations.sessions import NewSession, call_off_session, open_session
from murakami.domain.learning.queries.sessions import get_session_page, list_sessions
from murakami.domain.learning.refusals import (
    CodeExpired,
    CodeForged,
    CourseUnknown,
    LearningRefused,
    NotPermitted,
    SessionUnknown,
)
from murakami.foundation.accounts.rules import ANONYMOUS
from murakami.foundation.events.models import Event
from tests.domain.learning.conftest import OFFICE
from tests.domain.learning.test_checks import take

pytestmark = pytest.mark.django_db
KEY, MINUTE = "5" * 32, timedelta(minutes=1)


@pytest.fixture
def begins(at):
    return at + timedelta(days=3)


def opened(actor, at, *, course="talk", capacity=2, key=KEY):
    starts_at = at + timedelta(days=3)
    return open_session(
        NewSession(course=course, place="本庁 大会議室", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
                   capacity=capacity),
        actor=actor, office=OFFICE, key=key, subject_key="6" * 32, at=at)


def code_for(session, at, *, lasts=timedelta(minutes=5)):
    return make_code(session=session.key, good_until=at + lasts)


@pytest.mark.parametrize("who", ["head", "keeper", "dx"])
def test_open_session__is_for_who_looks_after_people(staff, at, who):
    assert opened(getattr(staff, who), at).host_id == getattr(staff, who).account_id
    assert opened(getattr(staff, who), at) == Session.objects.get()


@pytest.mark.parametrize("who", ["clerk", "elsewhere"])
def test_open_session__is_for_nobody_else(staff, at, who):
    with pytest.raises(NotPermitted):
        opened(getattr(staff, who), at)
    assert (Session.objects.count(), Event.objects.count()) == (0, 0)


def test_open_session__refuses_what_cannot_be(staff, at):
    with pytest.raises(CourseUnknown):
        opened(staff.head, at, course="none")
    with pytest.raises(LearningRefused, match="no_seats"):
        opened(staff.head, at, capacity=0)


def test_take_seat__until_it_is_full(staff, at, sql_at_most):
    opened(staff.head, at)
    with sql_at_most(9):
        take_seat(actor=staff.clerk, key=KEY, at=at)
    take_seat(actor=staff.clerk, key=KEY, at=at)
    take_seat(actor=staff.colleague, key=KEY, at=at)
    with pytest.raises(LearningRefused, match="full"):
        take_seat(actor=staff.elsewhere, key=KEY, at=at)
    assert give_up_seat(actor=staff.clerk, key=KEY, at=at)
    assert not give_up_seat(actor=staff.clerk, key=KEY, at=at)
    take_seat(actor=staff.elsewhere, key=KEY, at=at)
    with pytest.raises(LearningRefused, match="full"):
        take_seat(actor=staff.clerk, key=KEY, at=at)
    page = get_session_page(key=KEY, account_id=staff.clerk.account_id)
    assert {seat.account_id for seat in page.seats} == {staff.colleague.account_id, staff.elsewhere.account_id}
    assert not page.has_seat


def test_seats__are_staffs_and_before_the_beginning(staff, at, begins):
    opened(staff.head, at)
    take_seat(actor=staff.clerk, key=KEY, at=at)
    with pytest.raises(NotPermitted):
        take_seat(actor=ANONYMOUS, key=KEY, at=at)
    with pytest.raises(SessionUnknown):
        take_seat(actor=staff.clerk, key="0" * 32, at=at)
    with pytest.raises(LearningRefused, match="has_begun"):
        take_seat(actor=staff.colleague, key=KEY, at=begins)
    with pytest.raises(LearningRefused, match="has_begun"):
        give_up_seat(actor=staff.clerk, key=KEY, at=begins)


def test_attend_by_code__once_with_or_without_a_seat(staff, at, begins, sql_at_most):
    session = opened(staff.head, at)
    take_seat(actor=staff.clerk, key=KEY, at=at)
    for who in (staff.clerk, staff.clerk, staff.colleague):
        with sql_at_most(15):
            attend_by_code(actor=who, code=code_for(session, begins), at=begins)
    assert [(seat.account_id, seat.witness) for seat in Seat.objects.order_by("account_id")] == [
        (staff.clerk.account_id, "code"), (staff.colleague.account_id, "code")]
    assert Gain.objects.filter(skill="privacy", level=2).count() == 2
    assert Event.objects.filter(kind="learning.attended").count() == 2


def test_attend_by_code__takes_who_gave_the_seat_up_and_came(staff, at, begins):
    session = opened(staff.head, at)
    take_seat(actor=staff.clerk, key=KEY, at=at)
    give_up_seat(actor=staff.clerk, key=KEY, at=at)
    assert attend_by_code(actor=staff.clerk, code=code_for(session, begins), at=begins).given_up_at is None


def test_attend_by_code__refuses_old_and_forged_codes(staff, at, begins):
    session = opened(staff.head, at)
    code = code_for(session, begins)
    assert read_code(code, at=begins + 5 * MINUTE - timedelta(seconds=1)) == KEY
    with pytest.raises(CodeExpired):
        attend_by_code(actor=staff.clerk, code=code, at=begins + 5 * MINUTE)
    key, until, signature = code.split(".")
    later = f"{int(until, 16) + 3600:x}"
    for forged in (f"{key}.{later}.{signature}", f"{'7' * 32}.{until}.{signature}", f"{key}.{until}.{signature[:-1]}A",
                   f"{key}.{until}.", f"{key}.{until}", "", ".", "x" * 200, f"{key}.{until}.{signature}.{signature}"):
        with pytest.raises(CodeForged):
            attend_by_code(actor=staff.clerk, code=forged, at=begins)
    assert (Seat.objects.count(), Gain.objects.count()) == (0, 0)


def test_attend_by_code__of_another_installation_is_forged(staff, at, begins, settings):
    code = code_for(opened(staff.head, at), begins)
    settings.SECRET_KEY = "another key, of another town, and long enough to be one of ours"
    with pytest.raises(CodeForged):
        read_code(code, at=begins)
    settings.SECRET_KEY_FALLBACKS = ["a key of the tests, which sign nothing that is kept, and long enough"]
    assert read_code(code, at=begins) == KEY


@pytest.mark.parametrize(("minutes", "taken"), [(-31, False), (-30, True), (119, True), (120, False)])
def test_attend_by_code__counts_only_while_the_session_is_on(staff, at, begins, minutes, taken):
    session, now = opened(staff.head, at), begins + minutes * MINUTE
    if taken:
        assert attend_by_code(actor=staff.clerk, code=code_for(session, now), at=now).attended_at == now
    else:
        with pytest.raises(LearningRefused, match="not_now"):
            attend_by_code(actor=staff.clerk, code=code_for(session, now), at=now)


def test_attend_by_code__is_for_staff(staff, at, begins):
    with pytest.raises(NotPermitted):
        attend_by_code(actor=ANONYMOUS, code=code_for(opened(staff.head, at), begins), at=begins)


@pytest.mark.parametrize("who", ["head", "dx"])
def test_note_by_hand__by_the_host_and_the_dx_office(staff, at, begins, who):
    opened(staff.head, at)
    take_seat(actor=staff.clerk, key=KEY, at=at)
    take_seat(actor=staff.colleague, key=KEY, at=at)
    clerk, colleague = staff.clerk.account_id, staff.colleague.account_id

    def note(*present):
        return note_by_hand(actor=getattr(staff, who), office=OFFICE, key=KEY, present=present, at=begins)

    assert note(clerk, 999) == 1
    assert note(clerk) == 0
    assert list(Gain.objects.values_list("account_id", flat=True)) == [clerk]
    assert note(colleague) == 2  # the tick was a mistake: what it gave is gone
    assert list(Gain.objects.values_list("account_id", flat=True)) == [colleague]
    assert Seat.objects.get(account_id=clerk).witness == ""


@pytest.mark.parametrize("who", ["clerk", "keeper", "elsewhere"])
def test_note_by_hand__by_nobody_else(staff, at, begins, who):
    opened(staff.head, at)
    take_seat(actor=staff.clerk, key=KEY, at=at)
    events = Event.objects.count()
    with pytest.raises(NotPermitted):
        note_by_hand(actor=getattr(staff, who), office=OFFICE, key=KEY, present=[staff.clerk.account_id], at=begins)
    with pytest.raises(NotPermitted):
        call_off_session(actor=getattr(staff, who), office=OFFICE, key=KEY, reason="雪のため", at=at)
    assert (Gain.objects.count(), Event.objects.count(), Session.objects.get().called_off_at) == (0, events, None)


def test_note_by_hand__days_later_counts_from_the_day_of_the_session(staff, at, begins):
    opened(staff.head, at)
    take_seat(actor=staff.clerk, key=KEY, at=at)
    with pytest.raises(LearningRefused, match="not_yet"):
        note_by_hand(actor=staff.head, office=OFFICE, key=KEY, present=[staff.clerk.account_id], at=at)
    note_by_hand(actor=staff.head, office=OFFICE, key=KEY, present=[staff.clerk.account_id], at=begins + timedelta(days=5))
    assert Gain.objects.get().since == begins.date()


def test_both__attendance_and_a_passed_check_in_either_order(staff, at, begins):
    session = opened(staff.head, at, course="data-day")
    take(staff.clerk, at, course="data-day", answers=(frozenset("b"),))
    attend_by_code(actor=staff.clerk, code=code_for(session, begins), at=begins)
    assert [(gain.skill, gain.level) for gain in Gain.objects.all()] == [("data", 2)]
    attend_by_code(actor=staff.colleague, code=code_for(session, begins), at=begins)
    assert Gain.objects.count() == 1
    take(staff.colleague, begins + timedelta(days=1), course="data-day", answers=(frozenset("b"),), key="3" * 32)
    assert Gain.objects.count() == 2


def test_call_off_session__says_why_and_ends_it(staff, at, begins):
    session = opened(staff.head, at)
    call_off_session(actor=staff.dx, office=OFFICE, key=KEY, reason=" 雪のため ", at=at)
    assert Session.objects.get().call_off_reason == "雪のため"
    with pytest.raises(LearningRefused, match="called_off"):
        take_seat(actor=staff.clerk, key=KEY, at=at)
    with pytest.raises(LearningRefused, match="called_off"):
        attend_by_code(actor=staff.clerk, code=code_for(session, begins), at=begins)
    with pytest.raises(LearningRefused, match="called_off"):
        note_by_hand(actor=staff.head, office=OFFICE, key=KEY, present=[], at=begins)


def test_list_sessions__costs_the_same_however_many(staff, at, sql_at_most):
    for number in range(8):
        session = opened(staff.head, at, key=f"{number:032x}")
        take_seat(actor=staff.clerk, key=session.key, at=at)
    with sql_at_most(2):
        listed = list_sessions(account_id=staff.clerk.account_id, at=at)
        assert [one.session.host.staff.name for one in listed] == ["職員 head"] * 8
    assert [(one.taken, one.has_seat) for one in listed] == [(1, True)] * 8
    assert list_sessions(account_id=staff.head.account_id, at=at + timedelta(days=90)) == ()
