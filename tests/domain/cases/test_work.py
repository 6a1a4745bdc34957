"""What a clerk does with a case: who may, when, and that twice is once."""

from datetime import timedelta

import pytest

from murakami.domain.cases.operations import receive, talk, work
from murakami.domain.cases.operations.transition import CaseChanged, CaseNotFound, NotPermitted, StepRefused
from murakami.domain.cases.rules import State
from murakami.foundation.accounts.rules import ANONYMOUS
from tests.domain.cases.cast import (
    CHECKLIST,
    DUE,
    NOW,
    decided,
    kinds_of,
    lock_of,
    photograph,
    proposed,
    receive_one,
    reload,
    start,
    tick,
)
from tests.foundation.accounts.people import make_unit

pytestmark = pytest.mark.django_db


def assign(case, actor, to, **how):
    return work.assign_case(receipt_number=case.receipt_number, actor=actor, assignee_id=to.account_id, at=NOW,
                            **{"lock": lock_of(case), **how})


def match(case, actor, number="0000000001", **how):
    return work.confirm_match(receipt_number=case.receipt_number, actor=actor, instance="me", name="葛󠄀城 花子",
                              register_number=number, at=NOW, **{"lock": lock_of(case), **how})


def transfer(case, actor, unit="hoken", reason="国保の手続です", **how):
    return work.transfer_case(receipt_number=case.receipt_number, actor=actor, unit=unit, reason=reason, at=NOW,
                              **{"lock": lock_of(case), **how})


def close(case, actor, **how):
    return work.close_case(receipt_number=case.receipt_number, actor=actor, checklist=CHECKLIST, at=NOW,
                           **{"lock": lock_of(case), **how})


STEPS = {
    "start": lambda case, actor: work.start_work(receipt_number=case.receipt_number, actor=actor, at=NOW, lock=lock_of(case)),
    "assign": lambda case, actor: assign(case, actor, actor), "tick": lambda case, actor: tick(case, actor, "earner"),
    "match": match, "transfer": transfer, "close": close,
    "undo": lambda case, actor: work.undo_match(receipt_number=case.receipt_number, actor=actor, instance="me", name="",
                                                at=NOW, lock=lock_of(case)),
    "message": lambda case, actor: talk.send_message(receipt_number=case.receipt_number, actor=actor, key="k", body="x", at=NOW),
    "settle": lambda case, actor: talk.settle_messages(receipt_number=case.receipt_number, actor=actor, at=NOW,
                                                       lock=lock_of(case)),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ["elsewhere", "administrator", "nobody"])
def test_work__is_not_found_by_whoever_does_not_work_in_the_unit(case, cast, step, who):
    actor = ANONYMOUS if who == "nobody" else getattr(cast, who)
    before = photograph(case)
    with pytest.raises(CaseNotFound):
        STEPS[step](case, actor)
    assert photograph(case) == before


def test_start_work__takes_the_case_in_hand(case, cast):
    start(case, cast.clerk)
    after = reload(case)
    assert (after.state, after.assignee_id, after.lock) == (State.UNDER_REVIEW, cast.clerk.account_id, 1)
    assert (after.entries.last().by_id, after.last_event.details) == (cast.clerk.account_id, {"step": "start"})


def test_start_work__twice_is_once(case, cast):
    start(case, cast.clerk)
    before = photograph(case)
    work.start_work(receipt_number=case.receipt_number, actor=cast.clerk, at=NOW, lock=0)
    assert photograph(case) == before


def test_start_work__by_somebody_else_at_the_same_time_is_told(case, cast):
    start(case, cast.clerk)
    before = photograph(case)
    with pytest.raises(CaseChanged):
        work.start_work(receipt_number=case.receipt_number, actor=cast.colleague, at=NOW, lock=0)
    with pytest.raises(StepRefused, match="step_not_allowed"):
        start(case, cast.colleague)
    assert photograph(case) == before


def test_start_work__of_a_declaration_leads_to_its_work(declaration, cast):
    assert start(declaration, cast.head).state == State.IN_WORK


def test_assign_case__gives_it_to_a_colleague(case, cast):
    assign(case, cast.clerk, cast.colleague)
    after = reload(case)
    assert (after.assignee_id, after.entries.last().text) == (cast.colleague.account_id, "職員 colleague")
    before = photograph(case)
    assign(case, cast.clerk, cast.colleague, lock=0)  # it is so already
    assert photograph(case) == before


@pytest.mark.parametrize("who", ["elsewhere", "administrator"])
def test_assign_case__only_to_who_works_there(case, cast, who):
    with pytest.raises(StepRefused, match="assignee_unknown"):
        assign(case, cast.clerk, getattr(cast, who))
    with pytest.raises(CaseChanged):
        assign(case, cast.clerk, cast.colleague, lock=7)


def test_assign_case__ends_with_the_case(case, cast):
    receive.receive_withdrawal(receipt_number=case.receipt_number, reason="", at=NOW)
    with pytest.raises(StepRefused, match="step_not_allowed"):
        assign(case, cast.clerk, cast.colleague)


def test_tick_checklist__keeps_exactly_what_is_ticked(case, cast):
    tick(case, cast.clerk, "earner", "not on the list")
    tick(case, cast.colleague, "earner", "account")
    assert {one.check_id: one.ticked_by_id for one in case.ticks.all()} == {
        "earner": cast.clerk.account_id, "account": cast.colleague.account_id}
    assert reload(case).last_event.details == {"done": 2, "whole": 2}
    tick(case, cast.clerk)
    assert not case.ticks.exists()


def test_tick_checklist__from_an_old_page_never_takes_a_colleagues_tick_away(case, cast):
    tick(case, cast.colleague, "account")
    with pytest.raises(CaseChanged):
        work.tick_checklist(receipt_number=case.receipt_number, actor=cast.clerk, ticked=frozenset({"earner"}),
                            checklist=CHECKLIST, at=NOW, lock=0)
    assert [one.check_id for one in case.ticks.all()] == ["account"]


def test_tick_checklist__is_over_once_the_head_has_it(case, cast):
    proposed(case, cast)
    with pytest.raises(StepRefused, match="step_not_allowed"):
        tick(case, cast.clerk)


def test_confirm_match__is_one_person_of_the_register(case, cast):
    match(case, cast.clerk)
    before = photograph(case)
    match(case, cast.clerk, lock=0)
    assert photograph(case) == before
    match(case, cast.colleague, number="0000000002")
    found = case.matches.get()
    assert (found.register_number, found.confirmed_by_id) == ("0000000002", cast.colleague.account_id)
    with pytest.raises(CaseChanged):
        match(case, cast.clerk, number="0000000003", lock=0)


def test_undo_match__takes_it_back(case, cast):
    match(case, cast.clerk)
    for _ in range(2):
        work.undo_match(receipt_number=case.receipt_number, actor=cast.clerk, instance="me", name="葛󠄀城 花子", at=NOW,
                        lock=1)
    assert not case.matches.exists()
    assert kinds_of(case)[-2:] == ["case.matched", "case.unmatched"]


def test_matches__stay_once_the_head_has_the_case(case, cast):
    match(case, cast.clerk)
    proposed(case, cast)
    with pytest.raises(StepRefused, match="step_not_allowed"):
        match(case, cast.clerk, number="0000000002")
    with pytest.raises(StepRefused, match="step_not_allowed"):
        work.undo_match(receipt_number=case.receipt_number, actor=cast.clerk, instance="me", name="", at=NOW,
                        lock=lock_of(case))
    assert case.matches.get().register_number == "0000000001"


def test_transfer_case__is_the_same_case_in_another_unit(case, cast):
    start(case, cast.clerk)
    transfer(case, cast.clerk)
    after = reload(case)
    assert (after.unit, after.state, after.assignee_id) == ("hoken", State.UNDER_REVIEW, None)
    assert (after.filed_at, after.due_on, after.receipt_number) == (NOW, DUE, case.receipt_number)
    assert (after.last_event.unit, after.last_event.details) == ("hoken", {"step": "transfer", "from_unit": "kodomo"})
    assert after.entries.last().text == "国保の手続です"
    with pytest.raises(CaseNotFound):
        tick(case, cast.clerk, "earner")
    tick(case, cast.elsewhere, "earner")


@pytest.mark.parametrize(("how", "refusal"), [
    ({"unit": "nowhere"}, "unit_unknown"), ({"unit": "kodomo"}, "same_unit"), ({"reason": " \n"}, "reason_missing"),
])
def test_transfer_case__refuses(case, cast, how, refusal):
    before = photograph(case)
    with pytest.raises(StepRefused, match=refusal):
        transfer(case, cast.clerk, **how)
    with pytest.raises(CaseChanged):
        transfer(case, cast.clerk, lock=5)
    assert photograph(case) == before


def test_transfer_case__waits_for_the_head_and_not_for_the_dead(case, cast):
    proposed(case, cast)
    with pytest.raises(StepRefused, match="step_not_allowed"):
        transfer(case, cast.clerk)
    make_unit("closed", "閉じた課").__class__.objects.filter(code="closed").update(is_open=False)
    with pytest.raises(StepRefused, match="unit_unknown"):
        transfer(receive_one(), cast.clerk, unit="closed")


def test_close_case__of_a_declaration_needs_every_check(declaration, cast):
    start(declaration, cast.clerk)
    with pytest.raises(StepRefused, match="checklist_open"):
        close(declaration, cast.clerk)
    tick(declaration, cast.clerk, *CHECKLIST)
    close(declaration, cast.clerk)
    after = reload(declaration)
    assert (after.state, after.ended_at, after.due_on) == (State.CLOSED, NOW, None)
    before = photograph(declaration)
    close(declaration, cast.clerk, lock=0)
    assert photograph(declaration) == before


def test_close_case__of_a_decision_waits_for_its_letter(case, cast):
    decided(case, cast)
    with pytest.raises(StepRefused, match="letter_not_out"):
        close(case, cast.clerk)
    with pytest.raises(CaseChanged):
        close(case, cast.clerk, lock=0)


@pytest.mark.parametrize("state", ["received", "under_review"])
def test_close_case__of_an_undecided_application_is_refused(case, cast, state):
    if state == "under_review":
        start(case, cast.clerk)
    with pytest.raises(StepRefused, match="step_not_allowed"):
        close(case, cast.clerk)


def test_send_message__answers_what_waited_and_is_sent_once(case, cast):
    receive.receive_message(receipt_number=case.receipt_number, key="m" * 32, body="いつですか", at=NOW)
    for _ in range(2):
        talk.send_message(receipt_number=case.receipt_number, actor=cast.clerk, key="n" * 32, body=" 来週です\n", at=NOW)
    assert not reload(case).waits_for_answer
    assert [one.body for one in case.messages.order_by("id")] == ["いつですか", "来週です"]
    with pytest.raises(StepRefused, match="body_missing"):
        talk.send_message(receipt_number=case.receipt_number, actor=cast.clerk, key="o" * 32, body=" \n", at=NOW)


def test_settle_messages__never_settles_what_has_not_been_read(case, cast):
    receive.receive_message(receipt_number=case.receipt_number, key="1" * 32, body="ありがとう", at=NOW)
    read = lock_of(case)
    receive.receive_message(receipt_number=case.receipt_number, key="2" * 32, body="ところで", at=NOW + timedelta(hours=1))
    with pytest.raises(CaseChanged):
        talk.settle_messages(receipt_number=case.receipt_number, actor=cast.clerk, at=NOW, lock=read)
    talk.settle_messages(receipt_number=case.receipt_number, actor=cast.clerk, at=NOW, lock=lock_of(case))
    before = photograph(case)
    talk.settle_messages(receipt_number=case.receipt_number, actor=cast.clerk, at=NOW, lock=0)
    assert photograph(case) == before
    assert not reload(case).waits_for_answer


def test_work__costs_a_bounded_number_of_statements(case, cast, sql_at_most):
    for most, step in ((5, STEPS["start"]), (8, STEPS["tick"]), (8, match), (7, STEPS["undo"]), (7, STEPS["message"])):
        with sql_at_most(most + 1):  # one reads the count for the test
            step(case, cast.clerk)
    with sql_at_most(7):
        assign(case, cast.clerk, cast.colleague)
    with sql_at_most(7):
        transfer(case, cast.clerk)


def test_staff_of__knows_no_resident():
    from murakami.domain.cases.operations.transition import staff_of

    with pytest.raises(NotPermitted):
        staff_of(ANONYMOUS)
