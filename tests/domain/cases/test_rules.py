"""The machine of a case, walked exhaustively."""

import pytest

from murakami.domain.cases.rules import (
    FINISHED_STATES,
    OPEN_STATES,
    CaseKind,
    Outcome,
    State,
    Step,
    machine_of,
    refusal_of_approval,
    refusal_of_closing,
    refusal_of_decision,
    state_after,
    steps_from,
)

APPLICATION, DECLARATION = CaseKind.APPLICATION, CaseKind.DECLARATION


@pytest.mark.parametrize(("machine", "state", "step", "expected"), [
    (APPLICATION, State.RECEIVED, Step.START, State.UNDER_REVIEW),
    (DECLARATION, State.RECEIVED, Step.START, State.IN_WORK),
    (APPLICATION, State.UNDER_REVIEW, Step.REQUEST_CORRECTION, State.CORRECTION_REQUESTED),
    (APPLICATION, State.CORRECTION_REQUESTED, Step.RECEIVE_CORRECTION, State.UNDER_REVIEW),
    (DECLARATION, State.CORRECTION_REQUESTED, Step.RECEIVE_CORRECTION, State.IN_WORK),
    (APPLICATION, State.UNDER_REVIEW, Step.PROPOSE, State.AWAITING_APPROVAL),
    (APPLICATION, State.AWAITING_APPROVAL, Step.RETURN, State.UNDER_REVIEW),
    (APPLICATION, State.AWAITING_APPROVAL, Step.APPROVE, State.DECIDED),
    (DECLARATION, State.IN_WORK, Step.CLOSE, State.CLOSED),
    (APPLICATION, State.UNDER_REVIEW, Step.TRANSFER, State.UNDER_REVIEW),
    (APPLICATION, State.AWAITING_APPROVAL, Step.TRANSFER, None),  # returned first
    (DECLARATION, State.IN_WORK, Step.APPROVE, None),  # a declaration is not approved
    (DECLARATION, State.IN_WORK, Step.PROPOSE, None),
    (APPLICATION, State.RECEIVED, Step.APPROVE, None),
    (APPLICATION, State.CORRECTION_REQUESTED, Step.PROPOSE, None),
    (APPLICATION, State.DECIDED, Step.WITHDRAW, None),
])
def test_state_after__follows_the_machine(machine, state, step, expected):
    assert state_after(machine=machine, state=state, step=step) == expected


@pytest.mark.parametrize("machine", list(CaseKind))
@pytest.mark.parametrize("state", list(State))
def test_steps_from__withdrawal_is_open_exactly_while_the_case_is(machine, state):
    assert (Step.WITHDRAW in steps_from(machine=machine, state=state)) == (state in OPEN_STATES)


def test_states__are_open_decided_or_finished():
    assert set(State) == OPEN_STATES | {State.DECIDED} | FINISHED_STATES
    assert not OPEN_STATES & FINISHED_STATES


@pytest.mark.parametrize(("kind", "machine"), [("application", APPLICATION), ("declaration", DECLARATION),
                                               ("registration", DECLARATION), ("request", APPLICATION)])
def test_machine_of__declarations_have_no_approval(kind, machine):
    assert machine_of(kind) is machine


@pytest.mark.parametrize(("outcome", "reasons", "unticked", "open_corrections", "refusal"), [
    (Outcome.GRANTED, "", [], 0, None),
    (Outcome.GRANTED, "", ["earner"], 0, "checklist_open"),
    (Outcome.REFUSED, " \n", [], 0, "reasons_missing"),
    (Outcome.PARTLY, "", [], 0, "reasons_missing"),
    (Outcome.REFUSED, "所得", ["earner"], 0, None),
    (Outcome.GRANTED, "", [], 1, "correction_open"),
    (Outcome.DISMISSED, "所得", [], 0, "outcome_unworded"),
])
def test_refusal_of_decision__names_the_reason(outcome, reasons, unticked, open_corrections, refusal):
    worded = {Outcome.GRANTED, Outcome.PARTLY, Outcome.REFUSED}
    assert refusal_of_decision(outcome=outcome, worded=worded, reasons=reasons, unticked=unticked,
                               open_corrections=open_corrections) == refusal


@pytest.mark.parametrize(("state", "unticked", "letter_is_out", "refusal"), [
    (State.IN_WORK, ["head"], False, "checklist_open"),
    (State.IN_WORK, [], False, None),
    (State.DECIDED, ["earner"], False, "letter_not_out"),
    (State.DECIDED, ["earner"], True, None),  # a refusal needs no complete checklist
])
def test_refusal_of_closing__asks_for_the_checks_or_the_letter(state, unticked, letter_is_out, refusal):
    assert refusal_of_closing(state=state, unticked=unticked, letter_is_out=letter_is_out) == refusal


def test_refusal_of_approval__needs_a_second_person():
    assert refusal_of_approval(proposer_id=1, approver_id=1) == "own_proposal"
    assert refusal_of_approval(proposer_id=1, approver_id=2) is None
