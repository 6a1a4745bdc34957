"""What somebody has gained by completing a course."""

from datetime import datetime

from murakami.domain.learning.catalogue import Course
from murakami.domain.learning.models import CheckTaken, Gain, Seat
from murakami.domain.learning.rules.completing import completes, still_counts
from murakami.domain.learning.rules.skills import until_of
from murakami.kernel.dates import day_in_japan


def award(course: Course, *, account_id: int, passed: bool, attended: bool, at: datetime) -> bool:
    """Write down what a passed check or attendance has completed; says whether the course is completed now.

    Where a course asks for both, the other one counts as long as what it gave would hold. The caller has a transaction
    open. SQL: at most 2.
    """
    if course.completion == "both":
        passed = passed or _has_passed(course, account_id, at)
        attended = attended or _has_attended(course, account_id, at)
    if not completes(course.completion, passed=passed, attended=attended):
        return False
    today = day_in_japan(at)
    Gain.objects.bulk_create(
        [Gain(account_id=account_id, skill=skill, level=level, course=course.code, since=today,
              until=until_of(today, valid_months=course.valid_months)) for skill, level in course.gives.items()],
        ignore_conflicts=True)
    return True


def take_back(course: Course, *, account_id: int, at: datetime) -> None:
    """Take back what rests on attendance at a moment, because that was noted by mistake. SQL: 1."""
    Gain.objects.filter(account_id=account_id, course=course.code, since__gte=day_in_japan(at)).delete()


def _has_passed(course: Course, account_id: int, at: datetime) -> bool:
    last = CheckTaken.objects.filter(account_id=account_id, course=course.code, passed=True).order_by("-at").first()
    return last is not None and still_counts(day_in_japan(last.at), valid_months=course.valid_months, on=day_in_japan(at))


def _has_attended(course: Course, account_id: int, at: datetime) -> bool:
    last = (Seat.objects.filter(account_id=account_id, session__course=course.code, attended_at__isnull=False)
            .order_by("-attended_at").first())
    return last is not None and last.attended_at is not None and still_counts(
        day_in_japan(last.attended_at), valid_months=course.valid_months, on=day_in_japan(at))
