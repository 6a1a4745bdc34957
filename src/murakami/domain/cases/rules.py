"""Pure decisions about a case: which step may follow which, and what stands against it."""

from collections.abc import Collection, Sequence
from enum import StrEnum


class CaseKind(StrEnum):
    """The two machines: an 申請 asks for a disposition, a 届出 fulfils a duty on complete arrival (行政手続法37条)."""

    APPLICATION = "application"
    DECLARATION = "declaration"


class State(StrEnum):
    """Where a case stands. Stored with the event that led there."""

    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    IN_WORK = "in_work"
    CORRECTION_REQUESTED = "correction_requested"
    AWAITING_APPROVAL = "awaiting_approval"
    DECIDED = "decided"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What somebody does to a case; each is one operation."""

    START = "start"
    REQUEST_CORRECTION = "request_correction"
    RECEIVE_CORRECTION = "receive_correction"
    CANCEL_CORRECTION = "cancel_correction"
    PROPOSE = "propose"
    RETURN = "return"
    APPROVE = "approve"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"


class Outcome(StrEnum):
    """What a decision says. All but GRANTED are adverse and need written reasons (行政手続法8条)."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    DISMISSED = "dismissed"


class CorrectionKind(StrEnum):
    """Why an item must be corrected."""

    INCORRECT = "incorrect"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"


OPEN_STATES = frozenset({State.RECEIVED, State.UNDER_REVIEW, State.IN_WORK, State.CORRECTION_REQUESTED,
                         State.AWAITING_APPROVAL})
FINISHED_STATES = frozenset({State.CLOSED, State.WITHDRAWN})  # a decided case still has its letter to go out
CHECKING_STATES = OPEN_STATES - {State.AWAITING_APPROVAL}  # what was laid before the head stays as it was laid
WORKING_STATES = frozenset({State.UNDER_REVIEW, State.IN_WORK})

_WORKING = {CaseKind.APPLICATION: State.UNDER_REVIEW, CaseKind.DECLARATION: State.IN_WORK}
_SHARED: dict[tuple[State, Step], State | None] = {
    (State.RECEIVED, Step.START): None,
    (State.RECEIVED, Step.REQUEST_CORRECTION): State.CORRECTION_REQUESTED,
    (State.CORRECTION_REQUESTED, Step.REQUEST_CORRECTION): State.CORRECTION_REQUESTED,
    (State.CORRECTION_REQUESTED, Step.RECEIVE_CORRECTION): None,
    (State.CORRECTION_REQUESTED, Step.CANCEL_CORRECTION): None,
    **{(state, Step.WITHDRAW): State.WITHDRAWN for state in OPEN_STATES},
}
_APPLICATION: dict[tuple[State, Step], State | None] = {
    (State.UNDER_REVIEW, Step.REQUEST_CORRECTION): State.CORRECTION_REQUESTED,
    (State.UNDER_REVIEW, Step.PROPOSE): State.AWAITING_APPROVAL,
    (State.AWAITING_APPROVAL, Step.RETURN): State.UNDER_REVIEW,
    (State.AWAITING_APPROVAL, Step.APPROVE): State.DECIDED,
    (State.DECIDED, Step.CLOSE): State.CLOSED,
}
_DECLARATION: dict[tuple[State, Step], State | None] = {
    (State.IN_WORK, Step.REQUEST_CORRECTION): State.CORRECTION_REQUESTED,
    (State.IN_WORK, Step.CLOSE): State.CLOSED,
}
_TABLES = {CaseKind.APPLICATION: _SHARED | _APPLICATION, CaseKind.DECLARATION: _SHARED | _DECLARATION}


def machine_of(procedure_kind: str) -> CaseKind:
    """Choose the machine of a procedure's kind: declarations and registrations need no disposition."""
    return CaseKind.DECLARATION if procedure_kind in {"declaration", "registration"} else CaseKind.APPLICATION


def state_after(*, machine: CaseKind, state: State, step: Step) -> State | None:
    """Say where `step` leads from `state`, or None where it may not be taken.

    A case that awaits approval is returned before it goes to another unit: one head answers for one proposal.
    """
    if step is Step.TRANSFER:
        return state if state in CHECKING_STATES else None
    table = _TABLES[machine]
    if (state, step) not in table:
        return None
    return table[state, step] or _WORKING[machine]


def steps_from(*, machine: CaseKind, state: State) -> frozenset[Step]:
    """List every step that may be taken from `state`."""
    return frozenset(step for step in Step if state_after(machine=machine, state=state, step=step) is not None)


def is_adverse(outcome: Outcome) -> bool:
    """Say whether a decision is adverse, in whole or part, and so needs reasons and notice of remedies."""
    return outcome is not Outcome.GRANTED


def refusal_of_decision(
    *, outcome: Outcome, worded: Collection[str], reasons: str, unticked: Sequence[str], open_corrections: int
) -> str | None:
    """Give the stable code of why a decision cannot be proposed yet, or None.

    `worded` are the outcomes that the procedure has a letter for: a decision that could not be told is not made.
    Source: 行政手続法 7条 (審査), 8条 (理由の提示), as of 2024-09-26.
    """
    if open_corrections:
        return "correction_open"
    if outcome not in worded:
        return "outcome_unworded"
    if is_adverse(outcome) and not reasons.strip():
        return "reasons_missing"
    if outcome is Outcome.GRANTED and unticked:
        return "checklist_open"
    return None


def refusal_of_closing(*, state: State, unticked: Sequence[str], letter_is_out: bool) -> str | None:
    """Give the stable code of why the work on a case is not over yet, or None.

    A 届出 is over when everything has been seen to hold; a decided 申請 when its letter is on its way.
    """
    if state is State.IN_WORK and unticked:
        return "checklist_open"
    if state is State.DECIDED and not letter_is_out:
        return "letter_not_out"
    return None


def refusal_of_approval(*, proposer_id: int | None, approver_id: int) -> str | None:
    """Refuse that the same person proposes and approves (四眼); None when they differ."""
    return "own_proposal" if proposer_id == approver_id else None
