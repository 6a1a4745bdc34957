"""What waits for whom: gathered by person, falling back to whoever answers for it."""

from datetime import date, timedelta

import pytest

from murakami.domain.programme.models import Initiative, KpiYear, Task
from murakami.domain.programme.queries.waiting import read_waiting
from murakami.domain.programme.rules.cycle import Stage
from murakami.domain.programme.rules.reminders import SOON, STALE, People, Waits, Work, gather
from murakami.domain.programme.rules.rights import Ownership
from tests.domain.programme.year.cast import FRONT, MOOD, NOW, evaluating, make_initiatives, sign

TODAY = date(2026, 11, 28)
PEOPLE = People(heads={"kodomo": frozenset({1})}, office=frozenset({9}), group=frozenset({3}), headquarters=frozenset())
WORK = Work(code="2-1-2", title="窓口", fiscal_year=2026, ownership=Ownership(owner_unit="kodomo"), is_running=True,
            updated_on=TODAY)


def told(**changes):
    work = Work(**{name: changes.get(name, getattr(WORK, name)) for name in WORK.__slots__})
    return {account: [one.why for one in waits] for account, waits in gather([work], PEOPLE, today=TODAY).items()}


@pytest.mark.parametrize(("changes", "expected"), [
    ({}, {}),
    ({"tasks": (("機器", TODAY - timedelta(days=1), None),)}, {1: [Waits.TASK_OVERDUE]}),
    ({"tasks": (("機器", TODAY, None),)}, {1: [Waits.TASK_SOON]}),
    ({"tasks": (("機器", TODAY + SOON, 7),)}, {7: [Waits.TASK_SOON]}),
    ({"tasks": (("機器", TODAY + SOON + timedelta(days=1), None),)}, {}),
    ({"kpis": ("件数",)}, {1: [Waits.KPI_RESULT]}),
    ({"updated_on": TODAY - STALE}, {}),
    ({"updated_on": TODAY - STALE - timedelta(days=1)}, {1: [Waits.NOT_UPDATED]}),
    ({"updated_on": None}, {1: [Waits.NOT_UPDATED]}),
    ({"updated_on": None, "is_running": False}, {}),
    ({"turn": Stage.SELF}, {1: [Waits.EVALUATION]}),
    ({"turn": Stage.GROUP}, {3: [Waits.EVALUATION]}),
    ({"turn": Stage.HEADQUARTERS}, {9: [Waits.EVALUATION]}),  # a body without people: the DX office
    ({"kpis": ("件数",), "ownership": Ownership(owner_unit="kodomo", promoters=frozenset({5, 6}))},
     {5: [Waits.KPI_RESULT], 6: [Waits.KPI_RESULT]}),
    ({"kpis": ("件数",), "ownership": Ownership()}, {9: [Waits.KPI_RESULT]}),
    ({"kpis": ("件数",), "tasks": (("機器", TODAY - timedelta(days=1), None),), "updated_on": None},
     {1: [Waits.TASK_OVERDUE, Waits.KPI_RESULT, Waits.NOT_UPDATED]}),
])
def test_gather__tells_the_right_person_of_everything_at_once(changes, expected):
    assert told(**changes) == expected


@pytest.mark.django_db
def test_read_waiting__reads_the_running_year_and_those_evaluated(town, sql_at_most):
    make_initiatives()
    evaluating(town)
    KpiYear.objects.update(result=None, evidence="")
    sign(town.office_head, Stage.SELF, code=MOOD)
    with sql_at_most(9):
        waiting = read_waiting(today=NOW.date())
    assert {account: [(one.why, one.code) for one in waits] for account, waits in waiting.items()} == {
        town.owner.account_id: [(Waits.TASK_OVERDUE, FRONT), (Waits.TASK_OVERDUE, FRONT), (Waits.EVALUATION, FRONT),
                                (Waits.KPI_RESULT, FRONT)],
        town.group.account_id: [(Waits.EVALUATION, MOOD)]}


@pytest.mark.django_db
def test_read_waiting__forgets_years_that_are_neither_running_nor_evaluated(town):
    make_initiatives(year=2024)
    assert read_waiting(today=NOW.date()) == {}


@pytest.mark.django_db
def test_read_waiting__costs_the_same_with_more_of_everything(town, sql_at_most):
    make_initiatives()
    evaluating(town)
    for number in range(20):
        Task.objects.create(initiative=Initiative.objects.get(code=FRONT), fiscal_year=2025, key=f"more-{number}",
                            title="x", due_on=date(2026, 1, 5))
    with sql_at_most(9):
        read_waiting(today=NOW.date())
