"""The plan of the city's pack: planted once, never over what somebody wrote."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest

from murakami.domain.programme.models import Body, Initiative, Kpi, PlanEntry, Task, Year, YearPlan
from murakami.domain.programme.operations.edit_initiative import edit_initiative
from murakami.domain.programme.queries.standing import standing_of
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from murakami.foundation.events.models import Event
from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import LoadOrder
from tests.foundation.accounts.people import make_staff
from tests.packs_loaded import PACKS, load_packs


@pytest.fixture
def loaded(db: None) -> None:
    """The packs of the repository are loaded."""
    load_packs()


def test_load_plan__plants_all_initiatives_with_owner_years_and_kpis(loaded: None, at: datetime) -> None:
    planted = Initiative.objects.exclude(owner_unit="")
    assert planted.count() == 24
    assert set(YearPlan.objects.filter(initiative__code="1-2").values_list("fiscal_year", flat=True)) == set(range(2022, 2027))
    assert set(Year.objects.values_list("fiscal_year", flat=True)) == set(range(2022, 2027))
    for code in ("2-1-1", "2-1-2", "2-1-4", "1-1", "1-2", "2-2-2", "2-3-1", "3-1-1", "3-1-2", "3-2-2"):
        assert 1 <= Kpi.objects.filter(initiative__code=code).count() <= 3, code
    assert all(planted.values_list("is_assumed", flat=True))
    assert Body.objects.get(kind="office").unit == "digital"
    clerk = Actor(kind=AccountKind.STAFF, account_id=make_staff("dx", digital=Role.CLERK).pk)
    assert standing_of(clerk, on=at.date()).office_units == {"digital"}
    assert Event.objects.filter(kind="plan.seeded").count() == PlanEntry.objects.count() == 24


def test_load_plan__leaves_alone_what_was_written(loaded: None, at: datetime) -> None:
    account = make_staff("dx", digital=Role.CLERK)
    actor = Actor(kind=AccountKind.STAFF, account_id=account.pk, roles={Role.CLERK: frozenset({"digital"})})
    before = Initiative.objects.get(code="2-1-1")
    edit_initiative(code="2-1-1", actor=actor, at=at, revision=before.revision, purpose="直した目的", issue="", procedures=[])
    Task.objects.filter(key="r8-inventory").update(title="直したタスク")
    report = load((PACKS / "standard", PACKS / "murakami"), order=LoadOrder(at=at))
    assert [change for change in report.changes if "plan" in change.what or "body" in change.what] == []
    after = Initiative.objects.get(code="2-1-1")
    assert (after.purpose, after.is_assumed, after.revision) == ("直した目的", False, before.revision + 1)
    assert Task.objects.get(key="r8-inventory").title == "直したタスク"


def test_load_plan__again_costs_little(loaded: None, sql_at_most: Callable[[int], AbstractContextManager[object]]) -> None:
    from murakami.domain.programme.operations.seed_plan import load_plan
    from murakami.foundation.packs.linting import lint
    library = lint((PACKS / "standard", PACKS / "murakami")).library
    with sql_at_most(4):
        assert list(load_plan(library, order=LoadOrder(at=datetime.fromisoformat("2026-11-28T09:00+09:00")))) == []
