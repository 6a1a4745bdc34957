"""The fictitious town has evaluated its last year, and everybody reads it."""

from datetime import date, datetime

import pytest
from tests.packs_loaded import load_packs

from murakami.demo.town.body_days import fill_bodies
from murakami.demo.town.evaluation_days import evaluate_last_year, write_last_year
from murakami.demo.town.plan_days import publish_all_plans, write_the_year
from murakami.domain.programme.models import EvaluationStep, Initiative, Meeting, Year
from murakami.domain.publications.queries import find_published, list_published
from murakami.foundation.accounts.operations.demo_staff import create_demo_staff

TODAY = date(2026, 11, 28)


@pytest.fixture
def staff(db: None, at: datetime) -> None:
    load_packs()
    create_demo_staff(demo=True, since=date(2025, 4, 1), at=at)
    fill_bodies(today=TODAY, at=at)


def evaluate(today: date = TODAY) -> str:
    write_last_year(seed=1, today=today)
    return evaluate_last_year(seed=1, today=today)


def test_fill_bodies__seats_everybody_once_and_plans_a_meeting(staff: None, at: datetime) -> None:
    assert Meeting.objects.get().items.count() == 3
    assert "already" in fill_bodies(today=TODAY, at=at)


def test_evaluate_last_year__is_frozen_and_public_with_every_initiative(staff: None, at: datetime) -> None:
    assert evaluate() == "the last year evaluated"
    assert Year.objects.get(fiscal_year=2025).state == "frozen"
    published = find_published("policy-year", "2025")
    assert published is not None
    told = published.document["initiatives"]
    assert len(told) == Initiative.objects.filter(is_current=True).count()
    assert {one["grade"] for one in told} >= {"B", "C", "D"}
    assert {one["evaluations"][-1]["signed_as"] for one in told} == {"村上市DX推進本部　本部長（市長）"}
    assert EvaluationStep.objects.filter(at__date__gt=TODAY).count() == 0
    assert evaluate() == "no year to evaluate"


def test_evaluate_last_year__leaves_every_plan_a_kpi_with_a_line(staff: None, at: datetime) -> None:
    evaluate()
    publish_all_plans(at=at)
    for plan in list_published("initiative-plan"):
        assert any(year["target"] for kpi in plan.document["kpis"] for year in kpi["years"]), plan.head.key


def test_write_last_year__comes_before_what_is_written_this_year(staff: None) -> None:
    assert write_last_year(seed=1, today=TODAY) == "24 results of the last year"
    assert write_the_year(seed=1, today=TODAY).endswith("updates of plans")
    assert "no year" in write_last_year(seed=1, today=TODAY)
    assert min(Initiative.objects.filter(is_current=True).values_list("updated_at", flat=True)).month > 4


def test_evaluate_last_year__early_in_a_year_signs_nothing_ahead_of_time(staff: None) -> None:
    assert evaluate(date(2026, 4, 6)) == "the last year evaluated"
    assert EvaluationStep.objects.filter(at__date__gt=date(2026, 4, 6)).count() == 0
