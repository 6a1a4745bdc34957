"""The one way a case changes: permit, lock, decide, write, event, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.domain.cases.alarms import HELD_STEPS, AlarmState
from murakami.domain.cases.models import Case, Entry
from murakami.domain.cases.rules import CaseKind, State, Step, state_after
from murakami.foundation.accounts.rules import Actor, acting_for, may_work_in
from murakami.foundation.events.operations import append


class CaseNotFound(LookupError):
    """There is no such case, or none that the actor may know of."""


class CaseChanged(RuntimeError):
    """Somebody else has worked on the case since the page was opened; read it again."""


class StepRefused(RuntimeError):
    """The step may not be taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotPermitted(PermissionError):
    """The actor has no right to this step."""


def staff_of(actor: Actor) -> int:
    """Give the account of the acting member of staff. Raises NotPermitted for anyone else."""
    if not actor.is_staff or actor.account_id is None:
        raise NotPermitted("staff only")
    return actor.account_id


def lock_case(*, receipt_number: str, actor: Actor) -> Case:
    """Take a case for writing until the transaction ends; what is then written says for whom, where it is as a deputy.

    Raises CaseNotFound: no such case, or it lies in a unit in which the actor does not work. SQL: 1.
    """
    case = lock_for_message(receipt_number)
    if not may_work_in(actor, case.unit, procedure=case.procedure):
        raise CaseNotFound(receipt_number)
    case.worked_on_for = acting_for(actor, unit=case.unit, procedure=case.procedure)
    return case


def lock_for_message(receipt_number: str) -> Case:
    """Take a case for a message of the edge, which has no actor. Raises CaseNotFound. SQL: 1."""
    case = Case.objects.select_for_update().filter(receipt_number=receipt_number).first()
    if case is None:
        raise CaseNotFound(receipt_number)
    return case


def refuse_stale(case: Case, *, lock: int) -> None:
    """Refuse what was decided on a page older than the case; `lock` is the count that the page was made from.

    Asked after "is it so already?": a form that is sent twice is not a quarrel between two people.

    Raises CaseChanged.
    """
    if case.lock != lock:
        raise CaseChanged(case.receipt_number)


def take_step(case: Case, *, step: Step, at: datetime, by: int | None = None, text: str = "",
              details: Mapping[str, Any] | None = None, **changes: Any) -> Case:
    """Write a step: the new state with its event, and the fields that change with it.

    Raises:
        StepRefused: the machine does not allow the step from here, or `alarm_standing`: it touches somebody protected and
            no head has released it; nothing is written.
    SQL: 4.
    """
    if step in HELD_STEPS and case.alarm == AlarmState.STANDING:
        raise StepRefused("alarm_standing")
    after = state_after(machine=CaseKind(case.machine), state=State(case.state), step=step)
    if after is None:
        raise StepRefused("step_not_allowed")
    return write(case, kind="case.transferred" if step is Step.TRANSFER else f"case.{after}", at=at, by=by, text=text,
                 details={"step": step.value, **(details or {})}, state=after, **changes)


def write(case: Case, *, kind: str, at: datetime, by: int | None = None, text: str = "",
          details: Mapping[str, Any] | None = None, **changes: Any) -> Case:
    """Write fields of a locked case, one event of `kind` and the line of the case's own book. SQL: 4."""
    deputy = {"deputy": True} if by is not None and case.worked_on_for is not None else {}
    event = append(kind=kind, subject_key=case.subject_key, at=at, procedure=case.procedure,
                   unit=str(changes.get("unit", case.unit)), channel=case.channel, details={**(details or {}), **deputy})
    for name, value in {**changes, "last_event": event, "lock": case.lock + 1}.items():
        setattr(case, name, value)
    case.save(update_fields=[*changes, "last_event", "lock"])
    Entry.objects.create(case=case, event=event, by_id=by, text=text, acting_for_id=case.worked_on_for if deputy else None)
    return case
