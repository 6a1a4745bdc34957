"""Taking a check."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from murakami.domain.learning.models import CheckTaken, LoadedCatalogue
from murakami.domain.learning.operations.acting import staff_of
from murakami.domain.learning.operations.gaining import award
from murakami.domain.learning.queries.catalogue import current_catalogue, get_course
from murakami.domain.learning.refusals import CourseUnknown, LearningRefused
from murakami.domain.learning.rules.scoring import score
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append


@transaction.atomic
def take_check(*, actor: Actor, key: str, course: str, sheet: str, answers: Sequence[frozenset[str]],
               at: datetime) -> CheckTaken:
    """Mark a check that was answered, and write down what is gained by passing; the same key is marked once.

    `key` is random and belongs to the sheet, `sheet` is the SHA-256 of the catalogue it was drawn from.

    Raises:
        NotPermitted: the actor is not of the staff.
        CourseUnknown: there is no such course, or it has no check.
        LearningRefused: `course_changed`: packs were loaded while the sheet lay open.
    SQL: at most 10.
    """
    account_id = staff_of(actor)
    Account.objects.select_for_update().get(pk=account_id)
    known = CheckTaken.objects.filter(key=key, account_id=account_id).first()
    if known is not None:
        return known
    catalogue = current_catalogue()
    asked = get_course(catalogue, course)
    if asked.check is None:
        raise CourseUnknown(course)
    if sheet != catalogue.sha256:
        raise LearningRefused("course_changed")
    result = score(asked.check.questions, answers=answers, pass_mark=asked.check.pass_mark)
    taken = CheckTaken.objects.create(
        key=key, account_id=account_id, course=course, answers=[sorted(chosen) for chosen in answers],
        catalogue=LoadedCatalogue.objects.get(sha256=catalogue.sha256), right=result.right, total=len(result.marks),
        passed=result.passed, at=at)
    if result.passed:
        award(asked, account_id=account_id, passed=True, attended=False, at=at)
    append(kind="learning.check_passed" if result.passed else "learning.check_failed", subject_key=key, at=at,
           details={"course": course, "right": result.right, "total": len(result.marks)})
    return taken
