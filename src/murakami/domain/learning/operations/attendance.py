"""Noting who was there: by the code shown in the room, or by the host's hand."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from murakami.domain.learning.attendance_code import read_code
from murakami.domain.learning.catalogue import Course
from murakami.domain.learning.models import Seat, Session
from murakami.domain.learning.operations.acting import staff_of
from murakami.domain.learning.operations.gaining import award, take_back
from murakami.domain.learning.operations.sessions import lock_kept_session, lock_session
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.refusals import LearningRefused
from murakami.domain.learning.rules.rights import Units
from murakami.domain.learning.rules.sessions import refusal_of_hand_list, takes_attendance
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import NewEvent, append, append_many


@transaction.atomic
def attend_by_code(*, actor: Actor, code: str, at: datetime) -> Seat:
    """Note that the actor is in the room, with or without a seat taken before; again changes nothing.

    Raises:
        NotPermitted: the actor is not of the staff.
        CodeForged, CodeExpired, SessionUnknown
        LearningRefused: `called_off`, `not_now`.
    SQL: at most 11.
    """
    account_id = staff_of(actor)
    session = lock_session(read_code(code, at=at))
    if session.called_off_at is not None:
        raise LearningRefused("called_off")
    if not takes_attendance(starts_at=session.starts_at, ends_at=session.ends_at, at=at):
        raise LearningRefused("not_now")
    seat, _ = Seat.objects.get_or_create(session=session, account_id=account_id, defaults={"taken_at": at})
    if seat.attended_at is None:
        _note(seat, _course_of(session), witness=Seat.Witness.CODE, at=at)
        append(kind="learning.attended", subject_key=session.subject_key, at=at,
               details={"course": session.course, "witness": "code"})
    return seat


@transaction.atomic
def note_by_hand(*, actor: Actor, office: Units, key: str, present: Collection[int], at: datetime,
                 walk_in: int | None = None) -> int:
    """Make those with a seat whose accounts are `present` the ones who were there; says how many notes changed.

    A name that is no longer ticked loses what attendance had given: it was noted by mistake. `walk_in` is the account of
    somebody who came without having signed up.

    Raises:
        SessionUnknown
        NotPermitted: neither host nor DX office.
        LearningRefused: `called_off`, `not_yet`.
    SQL: 7, and at most 4 for each note that changes.
    """
    session = lock_kept_session(key=key, actor=actor, office=office)
    refusal = refusal_of_hand_list(is_called_off=session.called_off_at is not None, starts_at=session.starts_at, at=at)
    if refusal:
        raise LearningRefused(refusal)
    course = _course_of(session)
    if walk_in is not None:
        Seat.objects.update_or_create(session=session, account_id=walk_in, defaults={"given_up_at": None},
                                      create_defaults={"taken_at": at})
        present = {*present, walk_in}
    changed = [seat for seat in Seat.objects.filter(session=session, given_up_at=None).order_by("id")
               if (seat.attended_at is not None) != (seat.account_id in present)]
    for seat in changed:
        if seat.attended_at is None:
            _note(seat, course, witness=Seat.Witness.HAND, at=min(at, session.ends_at))
        else:
            _take_back(seat, course)
    append_many(NewEvent(kind="learning.attended" if seat.attended_at else "learning.attendance_taken_back", at=at,
                         subject_key=session.subject_key, details={"course": session.course, "witness": "hand"})
                for seat in changed)
    return len(changed)


def _note(seat: Seat, course: Course | None, *, witness: Seat.Witness, at: datetime) -> None:
    seat.attended_at, seat.witness, seat.given_up_at = at, witness, None
    seat.save(update_fields=["attended_at", "witness", "given_up_at"])
    if course is not None:
        award(course, account_id=seat.account_id, passed=False, attended=True, at=at)


def _take_back(seat: Seat, course: Course | None) -> None:
    if course is not None and seat.attended_at is not None and course.completion != "check":
        take_back(course, account_id=seat.account_id, at=seat.attended_at)
    seat.attended_at, seat.witness = None, ""
    seat.save(update_fields=["attended_at", "witness"])


def _course_of(session: Session) -> Course | None:
    """The course as it is now; None once packs no longer have it: then attendance is kept and gives nothing."""
    return current_catalogue().courses.get(session.course)
