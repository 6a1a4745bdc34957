"""Taking a seat in a session and giving it up."""

from datetime import datetime

from django.db import transaction

from murakami.domain.learning.models import Seat
from murakami.domain.learning.operations.acting import staff_of
from murakami.domain.learning.operations.sessions import lock_session
from murakami.domain.learning.refusals import LearningRefused
from murakami.domain.learning.rules.sessions import refusal_of_giving_up, refusal_of_seat
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append


@transaction.atomic
def take_seat(*, actor: Actor, key: str, at: datetime) -> Seat:
    """Sign up for a session; again changes nothing.

    Raises:
        NotPermitted: the actor is not of the staff.
        SessionUnknown
        LearningRefused: `called_off`, `has_begun`, `full`.
    SQL: at most 6.
    """
    account_id = staff_of(actor)
    session = lock_session(key)
    seat = Seat.objects.filter(session=session, account_id=account_id).first()
    if seat is not None and seat.given_up_at is None:
        return seat
    refusal = refusal_of_seat(is_called_off=session.called_off_at is not None, starts_at=session.starts_at,
                              taken=session.seats.filter(given_up_at=None).count(), capacity=session.capacity, at=at)
    if refusal:
        raise LearningRefused(refusal)
    seat, _ = Seat.objects.update_or_create(session=session, account_id=account_id,
                                            defaults={"taken_at": at, "given_up_at": None})
    append(kind="learning.seat_taken", subject_key=session.subject_key, at=at, details={"course": session.course})
    return seat


@transaction.atomic
def give_up_seat(*, actor: Actor, key: str, at: datetime) -> bool:
    """Give up one's own seat; says whether there was one.

    Raises:
        NotPermitted: the actor is not of the staff.
        SessionUnknown
        LearningRefused: `has_begun`.
    SQL: at most 5.
    """
    account_id = staff_of(actor)
    session = lock_session(key)
    seat = Seat.objects.filter(session=session, account_id=account_id, given_up_at=None).first()
    if seat is None:
        return False
    refusal = refusal_of_giving_up(attended=seat.attended_at is not None, starts_at=session.starts_at, at=at)
    if refusal:
        raise LearningRefused(refusal)
    seat.given_up_at = at
    seat.save(update_fields=["given_up_at"])
    append(kind="learning.seat_given_up", subject_key=session.subject_key, at=at, details={"course": session.course})
    return True
