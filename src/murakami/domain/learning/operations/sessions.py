"""Opening a session and calling it off."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from murakami.domain.learning.models import Session
from murakami.domain.learning.operations.acting import staff_of
from murakami.domain.learning.queries.catalogue import current_catalogue, get_course
from murakami.domain.learning.refusals import LearningRefused, NotPermitted, SessionUnknown
from murakami.domain.learning.rules.rights import Units, may_keep_list, may_open_sessions
from murakami.domain.learning.rules.sessions import refusal_of_call_off, refusal_of_session
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What a session is to be; times are aware, `capacity` counts seats."""

    course: str
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    note: str = ""


@transaction.atomic
def open_session(new: NewSession, *, actor: Actor, office: Units, key: str, subject_key: str, at: datetime) -> Session:
    """Open a session whose host is the actor; the same key opens one. `key` and `subject_key` are random.

    Raises:
        NotPermitted
        CourseUnknown
        LearningRefused: `ends_before_it_starts`, `in_the_past`, `no_seats`.
    SQL: at most 6.
    """
    if not may_open_sessions(actor, office=office):
        raise NotPermitted
    host_id = staff_of(actor)
    known = Session.objects.filter(key=key, host_id=host_id).first()
    if known is not None:
        return known
    get_course(current_catalogue(), new.course)
    refusal = refusal_of_session(starts_at=new.starts_at, ends_at=new.ends_at, capacity=new.capacity, at=at)
    if refusal:
        raise LearningRefused(refusal)
    session = Session.objects.create(
        key=key, subject_key=subject_key, course=new.course, place=new.place, starts_at=new.starts_at,
        ends_at=new.ends_at, capacity=new.capacity, note=new.note, host_id=host_id, opened_at=at)
    append(kind="learning.session_opened", subject_key=subject_key, at=at,
           details={"course": new.course, "capacity": new.capacity})
    return session


@transaction.atomic
def call_off_session(*, actor: Actor, office: Units, key: str, reason: str, at: datetime) -> Session:
    """Call a session off, with a reason that those who signed up read.

    Raises:
        SessionUnknown
        NotPermitted
        LearningRefused: `called_off`, `has_begun`, `reason_missing`.
    SQL: 4.
    """
    session = lock_kept_session(key=key, actor=actor, office=office)
    refusal = refusal_of_call_off(is_called_off=session.called_off_at is not None, starts_at=session.starts_at,
                                  reason=reason, at=at)
    if refusal:
        raise LearningRefused(refusal)
    session.called_off_at, session.call_off_reason = at, reason.strip()
    session.save(update_fields=["called_off_at", "call_off_reason"])
    append(kind="learning.session_called_off", subject_key=session.subject_key, at=at, details={"course": session.course})
    return session


def lock_session(key: str) -> Session:
    """Take a session for writing until the transaction ends. Raises SessionUnknown. SQL: 1."""
    session = Session.objects.select_for_update().filter(key=key).first()
    if session is None:
        raise SessionUnknown(key)
    return session


def lock_kept_session(*, key: str, actor: Actor, office: Units) -> Session:
    """Take a session whose list the actor keeps. Raises SessionUnknown, NotPermitted. SQL: 1."""
    session = lock_session(key)
    if not may_keep_list(actor, office=office, host_id=session.host_id):
        raise NotPermitted
    return session
