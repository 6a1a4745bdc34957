from datetime import date, timedelta
from itertools import combinations
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from murakami.kernel.ages import AgeDay
from murakami.kernel.conditions import (
    AgeAtLeast,
    AgeUnder,
    Answered,
    AtLeast,
    AtMost,
    Before,
    Includes,
    Is,
    OneOf,
    OnOrAfter,
    Truth,
    WithinDays,
)
from murakami.kernel.conditions.domains import Probe, value_classes
from murakami.kernel.conditions.predicates import truth_of_test
from murakami.kernel.facts import Fact

YEARS = st.integers(0, 14)
DAYS = st.one_of(st.just("today"), st.dates(date(2017, 1, 1), date(2035, 12, 31)))
AGE_DAYS = st.sampled_from(list(AgeDay))
DATE_TESTS = st.one_of(
    st.builds(Before, DAYS),
    st.builds(OnOrAfter, DAYS),
    st.builds(WithinDays, st.integers(0, 400)),
    st.builds(AgeUnder, YEARS, AGE_DAYS),
    st.builds(AgeAtLeast, YEARS, AGE_DAYS),
)
TODAYS = st.one_of(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.sampled_from([date(2028, 2, 29), date(2027, 3, 31)])
)


def probes(*tests, part=None):
    return [Probe(test, part) for test in tests]


def truths_of(value, tests, today):
    return tuple(truth_of_test(test)(value, today) for test in tests)


def classes(fact_type, options, tests, today=date(2026, 11, 23)):
    return {each.truths for each in value_classes(Fact("Person", "x", fact_type, options), probes(*tests), today)}


@settings(max_examples=50, deadline=None)
@given(st.lists(DATE_TESTS, min_size=1, max_size=4, unique=True), TODAYS)
def test_value_classes__hold_every_date_and_nothing_else(tests, today):
    found = classes("date", {"latest": "today", "earliest": "2018-01-01"}, tests, today)
    span = (today - date(2018, 1, 1)).days
    assert found == {truths_of(today - timedelta(days=days), tests, today) for days in range(span + 1)}


@given(
    st.lists(
        st.one_of(
            st.builds(AtLeast, st.integers(-5, 15)),
            st.builds(AtMost, st.integers(-5, 15)),
            st.builds(Is, st.integers(-5, 15)),
        ),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
def test_value_classes__hold_every_number_and_nothing_else(tests):
    found = classes("integer", {"min": "0", "max": "10"}, tests)
    assert found == {truths_of(number, tests, date(2026, 11, 23)) for number in range(11)}


@given(st.sets(st.sampled_from("abcde"), min_size=1), st.integers(1, 3), st.integers(3, 5))
def test_value_classes__hold_every_selection_and_nothing_else(tested, fewest, most):
    tests = [Includes(code) for code in sorted(tested)]
    found = classes("choices", {"choices": list("abcde"), "min": str(fewest), "max": str(most)}, tests)
    selections = [chosen for size in range(fewest, most + 1) for chosen in combinations("abcde", size)]
    assert found == {truths_of(chosen, tests, date(2026, 11, 23)) for chosen in selections}


def test_value_classes__weigh_choices_by_their_number():
    fact = Fact("Person", "works", "choice", {"choices": ["a", "b", "c", "d"]})
    weights = {
        each.truths: each.weight for each in value_classes(fact, probes(OneOf(("a", "b", "c"))), date(2026, 1, 1))
    }
    assert weights == {(Truth.TRUE,): 0.75, (Truth.FALSE,): 0.25}


def test_value_classes__have_no_third_choice_where_all_are_named():
    assert classes("choice", {"choices": ["a", "b"]}, [Is("a"), Is("b")]) == {
        (Truth.TRUE, Truth.FALSE),
        (Truth.FALSE, Truth.TRUE),
    }


def test_value_classes__take_a_blank_for_an_answer_where_that_is_tested():
    assert classes("yes_no", {}, [Is(True), Answered()]) == {
        (Truth.TRUE, Truth.TRUE),
        (Truth.FALSE, Truth.TRUE),
        (Truth.ABSENT, Truth.FALSE),
    }


def test_value_classes__cross_the_parts_of_a_whole_value():
    fact = Fact("Person", "account", "bank_account")
    tests = [Probe(Is(True), "registered"), Probe(OneOf(("2345",)), "bank_code")]
    found = value_classes(fact, tests, date(2026, 1, 1))
    assert {each.truths for each in found} == {
        (a, b) for a in (Truth.TRUE, Truth.FALSE) for b in (Truth.TRUE, Truth.FALSE)
    }
    account = SimpleNamespace(registered=True, bank_code="0001")
    seen = tuple(truth_of_test(probe.test, probe.part)(account, date(2026, 1, 1)) for probe in tests)
    assert seen == (Truth.TRUE, Truth.FALSE)


@pytest.mark.parametrize("fact_type", ["date", "text", "person_name"])
def test_value_classes__are_one_where_nothing_is_tested(fact_type):
    (only,) = value_classes(Fact("Person", "x", fact_type), [], date(2026, 1, 1))
    assert only.truths == ()
    assert only.weight == 1.0


@given(st.lists(DATE_TESTS, max_size=4))
def test_value_classes__weigh_one_together(tests):
    found = value_classes(Fact("Person", "x", "date"), probes(*tests), date(2026, 11, 23))
    assert abs(sum(each.weight for each in found) - 1) < 1e-9
