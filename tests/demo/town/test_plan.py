"""The fictitious units have written into the plan, and everybody reads it."""

from datetime import date, datetime

import pytest
from tests.packs_loaded import load_packs

from murakami.demo.town.plan_days import publish_all_plans, write_the_year
from murakami.domain.programme.models import Initiative, Task
from murakami.domain.programme.queries.waiting import read_waiting
from murakami.domain.programme.rules.reminders import Waits
from murakami.domain.publications.queries import list_published
from murakami.foundation.accounts.operations.demo_staff import create_demo_staff
from murakami.foundation.events.models import Event

TODAY = date(2026, 11, 28)


@pytest.fixture
def staff(db: None, at: datetime) -> None:
    load_packs()
    create_demo_staff(demo=True, since=date(2025, 4, 1), at=at)


def test_write_the_year__most_months_of_most_initiatives_and_once(staff: None) -> None:
    assert write_the_year(seed=1, today=TODAY).endswith("updates of plans")
    updates = Event.objects.filter(kind="plan.updated")
    assert len({one.subject_key for one in updates}) == Initiative.objects.filter(is_current=True).count()
    assert {one.at.month for one in updates} >= {5, 6, 7, 8, 9, 10, 11}
    assert Task.objects.filter(state="doing").exists()
    why = {one.why for waiting in read_waiting(today=TODAY).values() for one in waiting}
    assert why >= {Waits.TASK_OVERDUE, Waits.TASK_SOON}
    assert "already" in write_the_year(seed=1, today=TODAY)


def test_publish_all_plans__shows_them_to_everybody(staff: None, at: datetime) -> None:
    publish_all_plans(at=at)
    plans = {one.head.key: one.document for one in list_published("initiative-plan")}
    assert {kpi["indicator"] for kpi in plans["1-1"]["kpis"]} == {"staff-ready", "promoter-units"}
