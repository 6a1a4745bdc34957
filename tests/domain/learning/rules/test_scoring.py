"""Marking a check, and the order of its choices."""

from hypothesis import given
from hypothesis import strategies as st

from murakami.domain.learning.catalogue import Question
from murakami.domain.learning.rules.scoring import choice_order, score

CODES = st.sampled_from("abcd")


@st.composite
def questions(draw):
    choices = sorted(draw(st.sets(CODES, min_size=2)))
    right = draw(st.sets(st.sampled_from(choices), min_size=1, max_size=len(choices) - 1))
    return Question("?", {code: code.upper() for code in choices}, frozenset(right), "!")


SHEETS = st.lists(questions(), min_size=1, max_size=6)


def test_score__a_question_is_right_when_exactly_the_right_ones_are_chosen():
    asked = Question("?", {"a": "A", "b": "B", "c": "C"}, frozenset("ab"), "!")
    for chosen, right in (("ab", True), ("a", False), ("abc", False), ("", False), ("c", False)):
        assert score([asked], answers=[frozenset(chosen)], pass_mark=1).passed is right


@given(SHEETS, st.data())
def test_score__counts_each_question_for_itself(asked, data):
    answers = [data.draw(st.frozensets(CODES)) for _ in asked]
    pass_mark = data.draw(st.integers(1, len(asked)))
    result = score(asked, answers=answers, pass_mark=pass_mark)
    assert result.marks == tuple(given == one.right for one, given in zip(asked, answers, strict=True))
    assert result.right == sum(result.marks)
    assert result.passed is (result.right >= pass_mark)


@given(SHEETS)
def test_score__everything_right_passes_and_nothing_answered_fails(asked):
    assert score(asked, answers=[one.right for one in asked], pass_mark=len(asked)).passed
    assert score(asked, answers=[], pass_mark=1).right == 0


@given(questions(), st.text(max_size=8), st.integers(0, 9))
def test_choice_order__is_the_same_choices_and_the_same_order_for_the_same_sheet(asked, seed, place):
    order = choice_order(asked, seed=seed, place=place)
    assert sorted(order) == sorted(asked.choices)
    assert order == choice_order(asked, seed=seed, place=place)


def test_choice_order__differs_between_sheets():
    asked = Question("?", {code: code for code in "abcd"}, frozenset("a"), "!")
    assert len({choice_order(asked, seed=str(seed), place=0) for seed in range(40)}) > 10
