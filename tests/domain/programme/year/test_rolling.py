"""Rolling: the next year equals what a hand would have written, nothing is carried without its reason, once is once."""

from decimal import Decimal

import pytest

from murakami.domain.programme.models import Edition, KpiYear, PeriodEvaluation, Task, Year, YearPlan
from murakami.domain.programme.operations.cycle import CycleNotPermitted, CycleRefused, YearChanged
from murakami.domain.programme.operations.cycle_period import NothingToEvaluate, evaluate_period
from murakami.domain.programme.operations.cycle_rolling import ReasonsMissing, roll_forward
from murakami.domain.programme.rules.cycle import Grade
from tests.domain.programme.year.cast import (
    BAD,
    FRONT,
    MOOD,
    NOW,
    YEAR,
    decide_all,
    evaluating,
    freeze,
    frozen,
    make_initiatives,
    revision_of,
)

pytestmark = pytest.mark.django_db
KEYS = {f"task-{number}": f"next-{number}" for number in range(3)}
WHY = {"task-0": "納期が遅れた", "task-1": "案内は新しい様式のあとにする"}


def roll(who, *, reasons=None, dropped=frozenset(), revision=None):
    return roll_forward(fiscal_year=YEAR, reasons=WHY if reasons is None else reasons, dropped=dropped, keys=KEYS, actor=who,
                        revision=revision_of() if revision is None else revision, at=NOW)


def test_roll__makes_the_next_year_as_a_hand_would(town):
    frozen(town, said=BAD)
    result = roll(town.office, dropped=frozenset({"task-1"}))
    assert (result.plans, result.targets, result.carried, result.dropped) == (2, 1, 1, 1)
    following = YearPlan.objects.filter(fiscal_year=YEAR + 1)
    assert dict(following.values_list("initiative__code", "plan")) == {FRONT: "【見直し】調達を先に行う", MOOD: "【継続】研修を開く"}
    assert list(KpiYear.objects.filter(fiscal_year=YEAR + 1).values_list("target", "result")) == [(Decimal(12), None)]
    carried = Task.objects.get(fiscal_year=YEAR + 1)
    assert (carried.key, carried.title, carried.state, carried.carried_from.key, carried.carry_reason) == (
        "next-0", "機器を入れる", "doing", "task-0", "納期が遅れた")
    assert dict(Task.objects.filter(fiscal_year=YEAR).values_list("key", "state")) == {
        "task-0": "carried", "task-1": "dropped", "task-2": "done"}
    assert Year.objects.get(fiscal_year=YEAR + 1).state == Year.State.OPEN


def test_roll__keeps_what_the_next_year_already_says(town):
    frozen(town)
    front = YearPlan.objects.get(initiative__code=FRONT).initiative
    YearPlan.objects.create(initiative=front, fiscal_year=YEAR + 1, plan="もう書いた", budget_yen=5)
    KpiYear.objects.create(kpi=front.kpis.get(), fiscal_year=YEAR + 1, target=9)
    assert roll(town.office).plans == 1
    kept = YearPlan.objects.get(initiative=front, fiscal_year=YEAR + 1)
    assert (kept.plan, kept.budget_yen) == ("もう書いた", 5)
    assert KpiYear.objects.get(fiscal_year=YEAR + 1).target == 9


def test_roll__twice_is_once(town):
    frozen(town)
    roll(town.office)
    assert not roll(town.office, revision=0).is_new
    assert Task.objects.filter(fiscal_year=YEAR + 1).count() == 2


def test_roll__asks_why_of_every_task(town):
    frozen(town)
    with pytest.raises(ReasonsMissing) as refused:
        roll(town.office, reasons={"task-0": "納期"})
    assert refused.value.keys == ("task-1",)
    assert not Task.objects.filter(fiscal_year=YEAR + 1).exists()


def test_roll__is_of_a_frozen_year_from_a_fresh_page_by_the_office(town):
    make_initiatives()
    evaluating(town)
    with pytest.raises(CycleRefused, match="not_frozen"):
        roll(town.office)
    decide_all(town)
    freeze(town)
    with pytest.raises(YearChanged):
        roll(town.office, revision=0)
    for who in ("owner", "group", "headquarters", "elsewhere"):
        with pytest.raises(CycleNotPermitted):
            roll(getattr(town, who))
    assert not YearPlan.objects.filter(fiscal_year=YEAR + 1).exists()


def test_roll__costs_the_same_whatever_there_is(town, sql_at_most):
    frozen(town)
    revision = revision_of()
    with sql_at_most(24):
        roll(town.office, revision=revision)


@pytest.fixture
def edition(town):
    return Edition.objects.create(code="2.3", state="adopted", origin="pack", document={}, sha256="0" * 64, changed_at=NOW,
                                  adopted_at=NOW)


def test_period__is_evaluated_by_the_office_and_written_over(town, edition):
    make_initiatives()
    for achieved in ("窓口をまとめた", "窓口をまとめ、待ち時間が減った"):
        evaluate_period(edition="2.3", code=FRONT, grade=Grade.B, achieved=achieved, left="支所", actor=town.office, at=NOW)
    assert PeriodEvaluation.objects.get().achieved == "窓口をまとめ、待ち時間が減った"


def test_period__refuses_others_and_the_unknown(town, edition):
    make_initiatives()
    said = {"grade": Grade.B, "left": "", "at": NOW}
    with pytest.raises(CycleNotPermitted):
        evaluate_period(edition="2.3", code=FRONT, achieved="x", actor=town.owner, **said)
    with pytest.raises(CycleRefused, match="achieved_missing"):
        evaluate_period(edition="2.3", code=FRONT, achieved=" ", actor=town.office, **said)
    for wrong in ({"edition": "9", "code": FRONT}, {"edition": "2.3", "code": "9-9"}):
        with pytest.raises(NothingToEvaluate):
            evaluate_period(achieved="x", actor=town.office, **wrong, **said)
    assert not PeriodEvaluation.objects.exists()
