"""Decisions about files of a case that wait in quarantine: written into the case's own book with their reason."""

from datetime import datetime

from murakami.domain.cases.models import Case
from murakami.domain.cases.operations.transition import (
    CaseNotFound,
    NotPermitted,
    StepRefused,
    lock_for_message,
    staff_of,
    write,
)
from murakami.foundation.accounts.rules import Actor, may_decide_in, may_work_in
from murakami.foundation.accounts.vocabulary import Role


def lock_for_files(*, receipt_number: str, actor: Actor) -> Case:
    """Take a case whose files the actor may decide about: the unit's head or its administrator.

    Raises CaseNotFound: not the actor's unit; NotPermitted: a clerk. SQL: 1.
    """
    case = lock_for_message(receipt_number)
    if not (may_work_in(actor, case.unit) or administers_files(actor, case.unit)):
        raise CaseNotFound(receipt_number)
    if not may_handle_files(actor, case.unit):
        raise NotPermitted(receipt_number)
    return case


def administers_files(actor: Actor, unit: str) -> bool:
    """Say whether the actor is the administrator of this very unit; who places people in the whole town is not."""
    return unit in actor.units_as(Role.ADMINISTRATOR)


def may_handle_files(actor: Actor, unit: str) -> bool:
    """Say whether the actor may let a unit's held files pass or keep them out."""
    return may_decide_in(actor, unit) or administers_files(actor, unit)


def note_decision(case: Case, *, actor: Actor, kind: str, reason: str, at: datetime) -> Case:
    """Write into the book of a locked case that somebody has handled one of its files. Raises StepRefused. SQL: 4."""
    if not reason.strip():
        raise StepRefused("reason_missing")
    return write(case, kind=kind, at=at, by=staff_of(actor), text=reason.strip())


def note_by_itself(receipt_number: str, *, kind: str, at: datetime) -> Case:
    """Write that a file passed without anybody's doing: the scanner was back. Raises CaseNotFound. SQL: 5."""
    return write(lock_for_message(receipt_number), kind=kind, at=at)
