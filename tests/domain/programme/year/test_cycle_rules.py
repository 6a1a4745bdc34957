"""The stages of an evaluation, without a database: every order of steps, and what each refuses."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from murakami.domain.programme.rules.cycle import (
    NEEDS_CAUSE,
    Course,
    Evaluation,
    Grade,
    Misplaced,
    Signed,
    Stage,
    Statement,
    YearState,
    evaluation_of,
    may_send_back,
    refusal_of_sending_back,
    refusal_of_signing,
    refusal_of_statement,
    stage_below,
)

B = Statement(grade=Grade.B, reason="理由", course=Course.CONTINUE)
C = Statement(grade=Grade.C, reason="理由", course=Course.REVISE, cause="原因", next_step="次")
GOING = {"year": YearState.EVALUATING}


@pytest.mark.parametrize(("said", "code"), [
    (B, None), (C, None), (replace(B, reason=" \n"), "reason_missing"), (replace(C, cause="　"), "cause_missing"),
    (replace(C, next_step=""), "next_step_missing"), (replace(C, grade=Grade.D, cause=""), "cause_missing"),
    (replace(B, grade=Grade.A), None),
])
def test_statement__says_what_its_grade_asks_for(said, code):
    assert refusal_of_statement(said) == code


@pytest.mark.parametrize(("year", "code"), [(YearState.OPEN, "not_evaluating"), (YearState.FROZEN, "frozen")])
def test_years_that_are_not_evaluated__take_nothing(year, code):
    assert refusal_of_signing(year=year, now=Evaluation(), stage=Stage.SELF, statement=B) == code
    assert refusal_of_sending_back(year=year, now=Evaluation(turn=Stage.GROUP), stage=Stage.GROUP, reason="x") == code


@pytest.mark.parametrize("stage", [Stage.GROUP, Stage.HEADQUARTERS])
def test_stages__wait_for_the_one_below(stage):
    assert refusal_of_signing(**GOING, now=Evaluation(), stage=stage, statement=B) == "not_their_turn"
    assert refusal_of_sending_back(**GOING, now=Evaluation(), stage=stage, reason="x") == "not_their_turn"


def test_sending_back__needs_a_reason_and_goes_one_stage_down():
    now = evaluation_of([Signed(Stage.SELF, B), Signed(Stage.GROUP, B)])
    assert refusal_of_sending_back(**GOING, now=now, stage=Stage.HEADQUARTERS, reason=" ") == "reason_missing"
    after = evaluation_of([Signed(Stage.SELF, B), Signed(Stage.GROUP, B), Signed(Stage.HEADQUARTERS, None, "もう一度")])
    assert (after.turn, set(after.standing), after.sent_back) == (Stage.GROUP, {Stage.SELF}, "もう一度")


def test_headquarters__may_take_up_again_what_they_decided():
    decided = evaluation_of([Signed(stage, B) for stage in Stage])
    assert decided.decided == B
    assert [stage for stage in Stage if may_send_back(decided, stage)] == [Stage.HEADQUARTERS]
    assert refusal_of_signing(**GOING, now=decided, stage=Stage.HEADQUARTERS, statement=B) == "not_their_turn"


@pytest.mark.parametrize("history", [
    [Signed(Stage.GROUP, B)], [Signed(Stage.SELF, None, "x")], [Signed(Stage.GROUP, None, "x")],
    [Signed(Stage.SELF, B), Signed(Stage.SELF, B)], [Signed(Stage.SELF, B), Signed(Stage.HEADQUARTERS, None, "x")],
])
def test_history__that_cannot_be_is_refused(history):
    with pytest.raises(Misplaced):
        evaluation_of(history)


statements = st.builds(
    Statement, grade=st.sampled_from(Grade), reason=st.sampled_from(["", " ", "理由"]), course=st.sampled_from(Course),
    cause=st.sampled_from(["", "原因"]), next_step=st.sampled_from(["", "次"]))


class Walk(RuleBasedStateMachine):
    """Everybody says and sends back at random; only what is not refused enters the history."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Signed] = []

    @rule(stage=st.sampled_from(Stage), said=statements)
    def sign(self, stage: Stage, said: Statement) -> None:
        now = evaluation_of(self.history)
        if refusal_of_signing(**GOING, now=now, stage=stage, statement=said) is None:
            assert now.turn is stage
            self.history.append(Signed(stage, said))

    @rule(stage=st.sampled_from(Stage), reason=st.sampled_from(["", "理由"]))
    def send_back(self, stage: Stage, reason: str) -> None:
        now = evaluation_of(self.history)
        if refusal_of_sending_back(**GOING, now=now, stage=stage, reason=reason) is None:
            self.history.append(Signed(stage, None, reason))
            assert evaluation_of(self.history).turn is stage_below(stage)

    @invariant()
    def what_stands_is_what_is_below_the_turn(self) -> None:
        now, order = evaluation_of(self.history), list(Stage)
        below = order if now.turn is None else order[:order.index(now.turn)]
        assert list(now.standing) == below
        assert (now.decided is not None) == (now.turn is None)

    @invariant()
    def bad_grades_say_why(self) -> None:
        said = [step.statement for step in self.history if step.statement]
        assert all(one.reason.strip() and (one.grade not in NEEDS_CAUSE or (one.cause and one.next_step)) for one in said)

    @invariant()
    def somebody_can_always_go_on(self) -> None:
        now = evaluation_of(self.history)
        assert now.turn is None or refusal_of_signing(**GOING, now=now, stage=now.turn, statement=C) is None


def test_evaluation__walked_at_random_never_contradicts_itself():
    run_state_machine_as_test(Walk, settings=settings(max_examples=150, stateful_step_count=30, deadline=None))
