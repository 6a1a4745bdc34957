"""Figures from states: statistics, rounding, targets, freshness, months; and what a formula may be."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from murakami.domain.indicators.rules.figures import Standing, compare, is_fresh, rounded, show_state
from murakami.domain.indicators.rules.formula import Formula, scale_of
from murakami.domain.indicators.rules.months import (
    first_day,
    fiscal_year_of_month,
    month_of_day,
    months_of,
    quarter_of_month,
)
from murakami.domain.indicators.rules.states import State, codes_over_months, figure_of, merge, over_months
from murakami.domain.indicators.rules.tables import Showing, dimension_cells, spread
from tests.domain.indicators.histories import definition

VALUES = st.lists(st.integers(0, 100_000), min_size=1, max_size=60)


def state_of(values: list[int]) -> State:
    return State(len(values), sum(values), {value: values.count(value) for value in values})


@given(values=VALUES)
def test_figure_of__median_is_the_median(values: list[int]):
    assert figure_of(state_of(values), "median") == Fraction(median(values))


@given(values=VALUES)
def test_figure_of__nine_tenths_do_not_exceed_p90_and_no_smaller_value_will_do(values: list[int]):
    found = figure_of(state_of(values), "p90")
    assert found is not None
    assert sum(value <= found for value in values) * 10 >= 9 * len(values)
    smaller = [value for value in values if value < found]
    assert len(smaller) * 10 < 9 * len(values)


@given(parts=st.lists(VALUES, min_size=1, max_size=6))
def test_merge__of_parts_is_the_state_of_the_whole_in_any_order(parts: list[list[int]]):
    whole = state_of([value for part in parts for value in part])
    assert merge(state_of(part) for part in parts) == whole == merge(state_of(part) for part in reversed(parts))


def test_over_months__adds_up_but_takes_a_level_as_it_stood_last():
    months = {24319: State(10, 2), 24320: State(12, 9)}
    assert over_months(months, "ratio") == State(22, 11)
    assert over_months(months, "level") == State(12, 9)


def test_codes_over_months__of_a_level_are_those_of_the_last_month():
    months = {24319: {"gone": State(5, 1), "kept": State(6, 2)}, 24320: {"kept": State(6, 5)}}
    assert codes_over_months(months, "level") == {"kept": State(6, 5)}
    assert codes_over_months(months, "ratio") == {"gone": State(5, 1), "kept": State(12, 7)}


@pytest.mark.parametrize(("state", "statistic", "unit", "decimals", "shown"), [
    (State(8, 5), "level", "percent", 1, "62.5"),
    (State(3, 1), "ratio", "percent", 1, "33.3"), (State(8, 1), "ratio", "percent", 0, "13"),
    (State(0, 0), "count", "cases", 0, "0"), (State(2, 2 * 1441, {1441: 2}), "median", "days", 1, "1.0"),
    (State(2, 90, {30: 1, 60: 1}), "mean", "hours", 2, "0.75"), (State(4, 1), "ratio", "times", 2, "0.25"),
    (State(3, 12, {5: 2, 2: 1}), "distribution", "points", 1, "4.0"),
])
def test_show_state__in_its_unit_rounded_half_up(state: State, statistic: str, unit: str, decimals: int, shown: str):
    assert str(show_state(state, statistic=statistic, unit=unit, decimals=decimals).value) == shown


def test_show_state__says_nothing_of_nothing():
    assert show_state(State(), statistic="median", unit="days", decimals=1).is_empty


def test_rounded__of_a_half_goes_up():
    assert rounded(Fraction(5, 100), Decimal(1), 1) == Decimal("0.1")


@pytest.mark.parametrize(("value", "target", "direction", "standing"), [
    ("50", "50", "up", Standing.REACHED), ("49.9", "50", "up", Standing.SHORT), ("15", "15", "down", Standing.REACHED),
    ("15.1", "15", "down", Standing.SHORT), ("15", None, "up", Standing.NO_TARGET), (None, "1", "up", Standing.NO_TARGET),
    ("1", "1", "none", Standing.NO_TARGET),
])
def test_compare__knows_which_way_is_better(value: str | None, target: str | None, direction: Any, standing: Standing):
    assert compare(Decimal(value) if value else None, Decimal(target) if target else None, direction) is standing


def test_is_fresh__by_cadence():
    at = datetime(2026, 11, 28, tzinfo=UTC)
    assert is_fresh(at - timedelta(days=1), cadence="daily", at=at)
    assert not is_fresh(at - timedelta(days=3), cadence="daily", at=at)
    assert not is_fresh(None, cadence="monthly", at=at)
    assert is_fresh(None, cadence="once", at=at)


def test_months__run_from_april_to_march():
    assert [first_day(month) for month in (months_of(2026)[0], months_of(2026)[-1])] == [date(2026, 4, 1), date(2027, 3, 1)]
    assert {fiscal_year_of_month(month) for month in months_of(2026)} == {2026}
    assert [quarter_of_month(month_of_day(date(2027, month, 1))) for month in (1, 3, 4)] == [(2026, 4), (2026, 4), (2027, 1)]


@pytest.mark.parametrize("written", [
    {}, {"count": {"kinds": ["case.received"]}, "mean": {"detail": "a", "events": {"kinds": ["case.received"]}}},
    {"count": {"kinds": []}}, {"count": {"kinds": ["Case Received"]}},
    {"ratio": {"of": {}, "to": {"count": {"kinds": ["case.received"]}}}},
])
def test_formula__is_exactly_one_thing(written: dict[str, Any]):
    with pytest.raises(ValidationError):
        Formula.model_validate(written)


def test_formula__names_the_details_it_looks_at():
    written = {"ratio": {"of": {"sum": {"detail": "kept", "events": {"kinds": ["case.received"], "where": {"by_card": ["no"]}}}},
                         "to": {"count": {"kinds": ["case.received"]}}}}
    assert Formula.model_validate(written).details == {"kept", "by_card"}
    assert scale_of("percent", "ratio") == 100


@pytest.mark.parametrize("changes", [{"series": [{"on": "2026-01-01", "value": "1"}]}, {"formula": None},
                                     {"dimensions": ["colour"]}, {"targets": {"years": {"R8": "1"}, "source": "x"}}])
def test_indicator__refuses_what_has_no_meaning(changes: dict[str, Any]):
    with pytest.raises(ValidationError):
        definition("filings", **changes)


def test_dimension_cells__hide_a_small_one_with_the_next():
    cells = dimension_cells({"a": State(n=40), "b": State(n=9), "c": State(n=2)}, Showing("count", "cases", 0, 5))
    assert [(cell.code, cell.figure.is_hidden) for cell in cells] == [("a", False), ("b", True), ("c", True)]


def test_spread__hides_a_rare_answer():
    state = State(30, 0, {5: 20, 4: 8, 1: 2})
    assert spread(state, Showing("distribution", "points", 1, 5)) == ((1, None), (4, None), (5, 20))
