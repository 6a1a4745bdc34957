"""From a proposal to its approval: two people, and nothing that has changed meanwhile."""

import pytest
from django.db import IntegrityError, transaction

from murakami.domain.cases.models import Decision
from murakami.domain.cases.operations import correct, decide
from murakami.domain.cases.operations.transition import CaseChanged, CaseNotFound, NotPermitted, StepRefused
from murakami.domain.cases.rules import Outcome, State
from tests.domain.cases.cast import (
    CHECKLIST,
    DUE,
    NOW,
    answer,
    approve,
    ask,
    kinds_of,
    lock_of,
    photograph,
    propose,
    proposed,
    reload,
    start,
    tick,
)

pytestmark = pytest.mark.django_db


def give_back(case, actor, reason="口座を確かめてください", **how):
    return decide.return_decision(receipt_number=case.receipt_number, actor=actor, reason=reason, at=NOW,
                                  **{"lock": lock_of(case), **how})


def test_propose_decision__lays_it_before_the_head(case, cast):
    made = proposed(case, cast)
    assert reload(case).state == State.AWAITING_APPROVAL
    assert (made.outcome, made.proposed_by_id, made.revision, made.approved_at) == ("granted", cast.clerk.account_id, 0, None)
    assert reload(case).last_event.details == {"step": "propose", "outcome": "granted"}


def test_propose_decision__sent_twice_is_proposed_once(case, cast):
    proposed(case, cast)
    before = photograph(case)
    propose(case, cast.clerk, lock=2)
    assert photograph(case) == before


@pytest.mark.parametrize(("prepare", "how", "refusal"), [
    ((), {}, "checklist_open"),
    (("earner",), {}, "checklist_open"),
    ((), {"outcome": Outcome.REFUSED, "reasons": " \n"}, "reasons_missing"),
    (CHECKLIST, {"outcome": Outcome.PARTLY, "reasons": "一部"}, "outcome_unworded"),
])
def test_propose_decision__refuses(case, cast, prepare, how, refusal):
    start(case, cast.clerk)
    tick(case, cast.clerk, *prepare)
    before = photograph(case)
    with pytest.raises(StepRefused, match=refusal):
        propose(case, cast.clerk, **how)
    assert photograph(case) == before


def test_propose_decision__a_refusal_needs_reasons_but_no_complete_checklist(case, cast):
    start(case, cast.clerk)
    made = propose(case, cast.clerk, outcome=Outcome.REFUSED, reasons=" 住所がないため ")
    assert made.reasons == "住所がないため"


def test_propose_decision__waits_for_open_corrections(case, cast):
    start(case, cast.clerk)
    tick(case, cast.clerk, *CHECKLIST)
    ask(case, cast.clerk)
    with pytest.raises(StepRefused, match="correction_open"):
        propose(case, cast.clerk)


def test_propose_decision__is_not_for_received_cases_declarations_other_units_and_old_pages(case, declaration, cast):
    tick(case, cast.clerk, *CHECKLIST)
    with pytest.raises(StepRefused, match="step_not_allowed"):
        propose(case, cast.clerk)
    start(declaration, cast.clerk)
    tick(declaration, cast.clerk, *CHECKLIST)
    with pytest.raises(StepRefused, match="step_not_allowed"):
        propose(declaration, cast.clerk)
    for actor in (cast.elsewhere, cast.administrator):
        with pytest.raises(CaseNotFound):
            propose(case, actor)
    with pytest.raises(CaseChanged):
        propose(case, cast.clerk, lock=9)
    assert not Decision.objects.exists()


def test_approve_decision__decides(case, cast):
    proposed(case, cast)
    made = approve(case, cast.head)
    after = reload(case)
    assert (after.state, after.ended_at, after.due_on) == (State.DECIDED, NOW, None)
    assert after.last_event.details == {"step": "approve", "outcome": "granted", "in_time": True}
    assert (made.approved_by_id, made.document_number, made.letter_state) == (cast.head.account_id, "第1号", "waiting")
    before = photograph(case)
    approve(case, cast.head, lock=0)
    assert photograph(case) == before


def test_approve_decision__needs_a_head_and_a_second_person(case, cast):
    start(case, cast.head)
    tick(case, cast.head, *CHECKLIST)
    propose(case, cast.head)
    before = photograph(case)
    with pytest.raises(NotPermitted):
        approve(case, cast.clerk)
    with pytest.raises(StepRefused, match="own_proposal"):
        approve(case, cast.head)
    with pytest.raises(CaseNotFound):
        approve(case, cast.elsewhere)
    with pytest.raises(CaseNotFound):
        approve(case, cast.administrator)
    assert photograph(case) == before


def test_approve_decision__of_an_old_page_or_without_a_proposal_is_refused(case, cast):
    with pytest.raises(StepRefused, match="step_not_allowed"):
        approve(case, cast.head)
    proposed(case, cast)
    with pytest.raises(CaseChanged):
        approve(case, cast.head, lock=0)


def test_approve_decision__never_of_what_nobody_has_checked(case, cast):
    start(case, cast.clerk)
    ask(case, cast.clerk)
    correct.cancel_correction(receipt_number=case.receipt_number, actor=cast.clerk, key="c" * 32, due_on=DUE, at=NOW,
                              lock=lock_of(case))
    tick(case, cast.clerk, *CHECKLIST)
    propose(case, cast.clerk)
    answer(case)  # the resident had answered before the cancelling came through
    with pytest.raises(StepRefused, match="changed_since_proposal"):
        approve(case, cast.head)
    give_back(case, cast.head)
    assert propose(case, cast.clerk, key="e" * 32).revision == 1
    assert approve(case, cast.head).letter_state == "waiting"


def test_return_decision__lets_the_clerk_propose_again(case, cast):
    proposed(case, cast)
    give_back(case, cast.head)
    assert reload(case).state == State.UNDER_REVIEW
    assert reload(case).entries.last().text == "口座を確かめてください"
    before = photograph(case)
    give_back(case, cast.head, lock=3)  # the form was sent twice
    with pytest.raises(StepRefused, match="step_not_allowed"):
        give_back(case, cast.head)
    assert photograph(case) == before
    propose(case, cast.clerk, key="e" * 32)
    assert kinds_of(case)[-2:] == ["case.under_review", "case.awaiting_approval"]


def test_return_decision__needs_a_head_and_a_reason(case, cast):
    proposed(case, cast)
    before = photograph(case)
    with pytest.raises(NotPermitted):
        give_back(case, cast.clerk)
    with pytest.raises(StepRefused, match="reason_missing"):
        give_back(case, cast.head, reason=" ")
    with pytest.raises(CaseChanged):
        give_back(case, cast.head, lock=0)
    assert photograph(case) == before


def test_decisions__only_one_stands_and_none_is_adverse_without_reasons(case, cast):
    proposed(case, cast)
    usual = {"case": case, "proposed_by_id": cast.clerk.account_id, "proposed_at": NOW, "revision": 0}
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(key="f" * 32, outcome=Outcome.GRANTED, **usual)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(key="f" * 32, outcome=Outcome.REFUSED, returned_at=NOW, **usual)


def test_decisions__cost_a_bounded_number_of_statements(case, cast, sql_at_most):
    start(case, cast.clerk)
    tick(case, cast.clerk, *CHECKLIST)
    lock = lock_of(case)
    with sql_at_most(10):
        propose(case, cast.clerk, lock=lock)
    with sql_at_most(8):
        approve(case, cast.head, lock=lock + 1)
