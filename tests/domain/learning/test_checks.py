"""A check is marked on the server, once a sheet, and passing it gives what the course says."""

from datetime import date, timedelta

import pytest

from murakami.domain.learning.models import CheckTaken, Gain
from murakami.domain.learning.operations.checks import take_check
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.results import get_result, list_completed
from murakami.domain.learning.refusals import CourseUnknown, LearningRefused, NotPermitted, ResultUnknown
from murakami.foundation.accounts.rules import ANONYMOUS
from murakami.foundation.events.models import Event

pytestmark = pytest.mark.django_db
RIGHT = (frozenset("a"), frozenset("ab"))


def take(actor, at, *, key="1" * 32, course="privacy", answers=RIGHT, sheet=None):
    return take_check(actor=actor, key=key, course=course, answers=answers, at=at,
                      sheet=current_catalogue().sha256 if sheet is None else sheet)


def test_take_check__gives_the_skills_until_they_run_out(staff, at, sql_at_most):
    with sql_at_most(11):
        taken = take(staff.clerk, at)
    assert (taken.right, taken.total, taken.passed, taken.answers) == (2, 2, True, [["a"], ["a", "b"]])
    gain = Gain.objects.get()
    assert (gain.account_id, gain.skill, gain.level, gain.since, gain.until) == (
        staff.clerk.account_id, "privacy", 1, date(2026, 11, 23), date(2027, 11, 23))
    assert [(one.course, one.levels) for one in list_completed(staff.clerk.account_id)] == [("privacy", {"privacy": 1})]


def test_take_check__failed_gives_nothing_and_may_be_tried_again(staff, at):
    assert not take(staff.clerk, at, answers=(frozenset("a"), frozenset("a"))).passed
    assert not Gain.objects.exists()
    assert take(staff.clerk, at + timedelta(minutes=5), key="2" * 32).passed
    assert list(Event.objects.order_by("id").values_list("kind", flat=True)) == ["learning.check_failed", "learning.check_passed"]


def test_take_check__marks_a_sheet_once(staff, at):
    first = take(staff.clerk, at, answers=(frozenset(), frozenset()))
    assert take(staff.clerk, at, answers=RIGHT) == first
    assert (CheckTaken.objects.count(), Gain.objects.count(), Event.objects.count()) == (1, 0, 1)


def test_take_check__twice_a_day_gives_once(staff, at):
    take(staff.clerk, at)
    take(staff.clerk, at, key="2" * 32)
    assert Gain.objects.count() == 1


def test_take_check__that_is_half_of_a_course_gives_nothing_yet(staff, at):
    assert take(staff.clerk, at, course="data-day", answers=(frozenset("b"),)).passed
    assert not Gain.objects.exists()


def test_take_check__refuses_what_it_cannot_mark(staff, at):
    with pytest.raises(CourseUnknown):
        take(staff.clerk, at, course="talk")
    with pytest.raises(CourseUnknown):
        take(staff.clerk, at, course="none")
    with pytest.raises(LearningRefused, match="course_changed"):
        take(staff.clerk, at, sheet="0" * 64)
    with pytest.raises(NotPermitted):
        take(ANONYMOUS, at)
    assert not CheckTaken.objects.exists()


def test_get_result__is_for_whose_it_is(staff, at):
    taken = take(staff.clerk, at)
    assert get_result(key=taken.key, account_id=staff.clerk.account_id) == taken
    with pytest.raises(ResultUnknown):
        get_result(key=taken.key, account_id=staff.head.account_id)


def test_events__hold_nothing_about_a_person(staff, at):
    take(staff.clerk, at)
    event = Event.objects.get()
    assert (event.unit, event.details) == ("", {"course": "privacy", "right": 2, "total": 2})
