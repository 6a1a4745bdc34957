"""How a year goes, case by case; numbers of KPIs as people write them."""

from datetime import date
from decimal import Decimal

import pytest

from murakami.domain.programme.models import Kpi, Task, YearPlan
from murakami.domain.programme.rules.measures import parse_measure, plain_measure, show_measure
from murakami.domain.programme.rules.status import (
    Direction,
    KpiFact,
    Status,
    TaskFact,
    TaskState,
    YearFigure,
    computed_status,
    is_behind,
    status_of,
)

TODAY = date(2026, 11, 28)
TODO, DOING, DONE, DROPPED = TaskState.TODO, TaskState.DOING, TaskState.DONE, TaskState.DROPPED
YESTERDAY, TOMORROW = date(2026, 11, 27), date(2026, 11, 29)


def kpi(direction: Direction = Direction.UP, **years: tuple[int | None, int | None]) -> KpiFact:
    """A KPI: `y2025=(target, result)`."""
    def number(value: int | None) -> Decimal | None:
        return None if value is None else Decimal(value)
    return KpiFact(direction, tuple(YearFigure(int(name[1:]), number(t), number(r)) for name, (t, r) in years.items()))


@pytest.mark.parametrize(("tasks", "kpis", "has_result", "expected"), [
    ([], [], False, Status.NOT_STARTED),
    ([TaskFact(TODO)], [], False, Status.NOT_STARTED),
    ([TaskFact(TODO, TOMORROW)], [], False, Status.NOT_STARTED),
    ([TaskFact(TODO, TODAY)], [], False, Status.NOT_STARTED),  # the last day is still in time
    ([TaskFact(TODO, YESTERDAY)], [], False, Status.LATE),
    ([TaskFact(DOING, YESTERDAY), TaskFact(DONE)], [], True, Status.LATE),
    ([TaskFact(DONE, YESTERDAY)], [], False, Status.DONE),
    ([TaskFact(DONE), TaskFact(DROPPED)], [], False, Status.DONE),
    ([TaskFact(DROPPED)], [], False, Status.NOT_STARTED),
    ([TaskFact(DONE), TaskFact(TODO)], [], False, Status.ON_TRACK),
    ([TaskFact(DOING)], [], False, Status.ON_TRACK),
    ([], [], True, Status.ON_TRACK),
    ([], [kpi(y2026=(50, 10))], False, Status.ON_TRACK),  # the year's own target has not fallen due
    ([], [kpi(y2025=(40, None), y2026=(50, 39))], False, Status.LATE),
    ([TaskFact(DONE)], [kpi(y2025=(40, 39))], False, Status.LATE),
])
def test_computed_status__case_by_case(tasks: list[TaskFact], kpis: list[KpiFact], has_result: bool, expected: Status) -> None:
    assert computed_status(fiscal_year=2026, tasks=tasks, kpis=kpis, has_result=has_result, today=TODAY) is expected


@pytest.mark.parametrize(("measured", "expected"), [
    (kpi(y2025=(40, 40)), False),
    (kpi(y2025=(40, 39)), True),
    (kpi(Direction.DOWN, y2025=(40, 41)), True),
    (kpi(Direction.DOWN, y2025=(40, 39)), False),
    (kpi(y2024=(30, 35), y2025=(40, None)), True),  # the newest result against the nearest target that fell due
    (kpi(y2024=(30, 35), y2025=(None, None)), False),
    (kpi(y2025=(40, None)), False),
    (kpi(y2025=(None, 1)), False),
    (kpi(y2025=(40, 39), y2027=(1, 99)), True),  # later years do not count
])
def test_is_behind__knows_the_direction_and_the_nearest_target(measured: KpiFact, expected: bool) -> None:
    assert is_behind(measured, fiscal_year=2026, today=TODAY) is expected


def test_status_of__takes_a_said_status_only_with_its_reason() -> None:
    def said(reason: str) -> Status:
        return status_of(fiscal_year=2026, said=Status.STOPPED, reason=reason, tasks=[], kpis=[], has_result=False, today=TODAY)
    assert said("休止を決めた") is Status.STOPPED
    assert said(" ") is Status.NOT_STARTED


def test_words__are_the_models() -> None:
    assert [one.value for one in Status] == YearPlan.Status.values
    assert [one.value for one in TaskState] == Task.State.values
    assert [one.value for one in Direction] == Kpi.Direction.values


@pytest.mark.parametrize(("text", "expected"), [
    ("12", "12"), ("１２．５", "12.5"), ("1,234.5", "1234.5"), ("80%", "80"), ("−3", "-3"), ("0.0001", "0.0001"), ("007", "7"),
    ("", None), ("約12", None), ("1,23", None), ("0.00001", None), ("1e5", None), ("9" * 15, None), ("NaN", None), ("12件", None),
])
def test_parse_measure__reads_numbers_as_people_write_them(text: str, expected: str | None) -> None:
    assert parse_measure(text) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(("number", "shown", "plain"), [
    ("1234.5000", "1,234.5件", "1234.5"), ("0.0000", "0件", "0"), ("100", "100件", "100"), ("-0.5", "-0.5件", "-0.5"),
])
def test_show_measure__drops_what_says_nothing(number: str, shown: str, plain: str) -> None:
    assert (show_measure(Decimal(number), "件"), plain_measure(Decimal(number))) == (shown, plain)
    assert show_measure(None, "件") == plain_measure(None) == ""
