"""Writing a plan: what it writes, who may not, what is stale, what is frozen, what is sent twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from murakami.domain.programme.models import Initiative, Kpi, KpiYear, PlanEntry, Task, YearPlan
from murakami.domain.programme.operations.edit_initiative import edit_initiative, place_initiative
from murakami.domain.programme.operations.edit_year import YearText, write_year
from murakami.domain.programme.operations.kpis import Figures, KpiText, add_kpi, define_kpi, set_figures
from murakami.domain.programme.operations.notes import CheckText, add_observation, check_design, record_decision
from murakami.domain.programme.operations.plan_desk import (
    EditRefused,
    InitiativeNotFound,
    NotTheirs,
    PlanChanged,
    YearIsFrozen,
)
from murakami.domain.programme.operations.risks import RiskText, add_risk, change_risk
from murakami.domain.programme.operations.tasks import TaskText, add_task, change_task, move_task
from murakami.domain.programme.rules.status import Status, TaskState
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.models import Event
from tests.domain.programme.plan.cast import CODE, NOW, PAST, RUNNING, Cast

KPI = KpiText(name="新しい割合", definition="数える", unit="%", direction="up")
RISK = RiskText(text="遅れる", likelihood=2, impact=3)
Sql = Callable[[int], AbstractContextManager[object]]


def plan() -> Initiative:
    """The initiative as it stands."""
    return Initiative.objects.get(code=CODE)


WRITES: dict[str, tuple[Callable[..., Any], dict[str, Any], str]] = {
    "describe": (edit_initiative, {"purpose": "目的", "issue": "課題", "procedures": ["a"]}, "plan.described"),
    "year": (write_year, {"fiscal_year": RUNNING, "text": YearText(plan="計画", budget_yen=1)}, "plan.year_written"),
    "add task": (add_task, {"key": "n1", "text": TaskText(fiscal_year=RUNNING, title="する")}, "plan.task_added"),
    "change task": (change_task, {"key": "t1", "text": TaskText(fiscal_year=RUNNING, title="直す")}, "plan.task_changed"),
    "move task": (move_task, {"key": "t1", "state": TaskState.DOING}, "plan.task_doing"),
    "add risk": (add_risk, {"key": "r1", "text": RISK}, "plan.risk_added"),
    "decide": (record_decision, {"key": "d1", "decided_on": date(2026, 11, 1), "text": "決めた", "reason": "理由"}, "plan.decided"),
    "check": (check_design, {"checks": {1: CheckText("yes", "メモ")}}, "plan.checked"),
    "observe": (add_observation, {"step": "observe", "text": "見た"}, "plan.observed"),
    "add KPI": (add_kpi, {"key": "n2", "text": KPI}, "plan.kpi_added"),
    "define KPI": (define_kpi, {"key": "k1", "text": KPI}, "plan.kpi_defined"),
    "figures": (set_figures, {"key": "k1", "years": {RUNNING: Figures(Decimal(60), Decimal(55), "集計表")}}, "plan.kpi_measured"),
}
each_write = pytest.mark.parametrize(("write", "said", "kind"), WRITES.values(), ids=WRITES.keys())


def call(write: Callable[..., Any], said: dict[str, Any], *, actor: Actor, revision: int | None = None) -> Any:
    """Write as somebody from the page as it stands."""
    return write(code=CODE, actor=actor, at=NOW, revision=plan().revision if revision is None else revision, **said)


@each_write
@pytest.mark.parametrize("who", ["office", "owner", "related", "promoter"])
def test_write__is_of_those_whose_plan_it_is(
    cast: Cast, sql_at_most: Sql, write: Callable[..., Any], said: dict[str, Any], kind: str, who: str
) -> None:
    actor = getattr(cast, who)
    with sql_at_most(23):
        call(write, said, actor=actor)
    after = plan()
    assert (after.revision, after.updated_at) == (1, NOW)
    event = Event.objects.get(kind=kind)
    assert (event.subject_key, event.unit) == (f"initiative-{CODE}", "kodomo")
    assert PlanEntry.objects.get(kind=kind).by_id == actor.account_id


@each_write
@pytest.mark.parametrize("who", ["elsewhere", "administrator", "resident"])
def test_write__is_refused_to_others(
    cast: Cast, write: Callable[..., Any], said: dict[str, Any], kind: str, who: str
) -> None:
    with pytest.raises(NotTheirs):
        call(write, said, actor=getattr(cast, who))
    assert (plan().revision, Event.objects.count(), PlanEntry.objects.count()) == (0, 0, 0)


@each_write
def test_write__from_a_stale_page_is_refused(cast: Cast, write: Callable[..., Any], said: dict[str, Any], kind: str) -> None:
    edit_initiative(code=CODE, actor=cast.office, at=NOW, revision=0, purpose="先に書いた", issue="", procedures=[])
    with pytest.raises(PlanChanged):
        call(write, said, actor=cast.owner, revision=0)
    assert plan().revision == 1


@each_write
def test_write__knows_no_other_initiative(cast: Cast, write: Callable[..., Any], said: dict[str, Any], kind: str) -> None:
    with pytest.raises(InitiativeNotFound):
        write(code="9-9", actor=cast.office, at=NOW, revision=0, **said)


@pytest.mark.parametrize(("write", "said"), [
    (write_year, {"fiscal_year": PAST, "text": YearText(plan="書きかえ")}),
    (add_task, {"key": "n", "text": TaskText(fiscal_year=PAST, title="する")}),
    (change_task, {"key": "t0", "text": TaskText(fiscal_year=RUNNING, title="する")}),
    (change_task, {"key": "t1", "text": TaskText(fiscal_year=PAST, title="する")}),
    (move_task, {"key": "t0", "state": TaskState.DONE}),
    (set_figures, {"key": "k1", "years": {PAST: Figures(Decimal(51))}}),
])
def test_write__never_into_a_frozen_year(cast: Cast, write: Callable[..., Any], said: dict[str, Any]) -> None:
    with pytest.raises(YearIsFrozen):
        call(write, said, actor=cast.office)
    assert plan().revision == 0
    assert YearPlan.objects.get(fiscal_year=PAST).plan == "去年の計画"


@pytest.mark.parametrize(("write", "said", "code"), [
    (write_year, {"fiscal_year": RUNNING, "text": YearText(status=Status.STOPPED)}, "reason_missing"),
    (write_year, {"fiscal_year": RUNNING, "text": YearText(budget_yen=-1)}, "money_negative"),
    (add_task, {"key": "n", "text": TaskText(fiscal_year=RUNNING, title=" ")}, "title_missing"),
    (add_task, {"key": "n", "text": TaskText(fiscal_year=RUNNING, title="x", unit="mars")}, "unit_unknown"),
    (add_task, {"key": "n", "text": TaskText(fiscal_year=RUNNING, title="x", owner=10**6)}, "owner_unknown"),
    (change_task, {"key": "no", "text": TaskText(fiscal_year=RUNNING, title="x")}, "task_unknown"),
    (move_task, {"key": "t1", "state": TaskState.CARRIED}, "state_unknown"),
    (add_risk, {"key": "r", "text": RiskText(text="x", likelihood=4, impact=1)}, "grade_unknown"),
    (change_risk, {"key": "no", "text": RISK}, "risk_unknown"),
    (record_decision, {"key": "d", "decided_on": date(2026, 1, 1), "text": "x", "reason": ""}, "reason_missing"),
    (check_design, {"checks": {13: CheckText("yes")}}, "article_unknown"),
    (check_design, {"checks": {1: CheckText("maybe")}}, "answer_unknown"),
    (add_observation, {"step": "guess", "text": "x"}, "step_unknown"),
    (add_kpi, {"key": "n", "text": KpiText(name="申請の割合", definition="x", unit="%", direction="up")}, "name_taken"),
    (add_kpi, {"key": "n", "text": KpiText(name="x", definition="", unit="%", direction="up")}, "definition_missing"),
    (add_kpi, {"key": "n", "text": KpiText(name="x", definition="x", unit="%", direction="sideways")}, "direction_unknown"),
    (set_figures, {"key": "k1", "years": {RUNNING: Figures(result=Decimal(1))}}, "evidence_missing"),
    (set_figures, {"key": "k2", "years": {RUNNING: Figures(result=Decimal(1), evidence="手で")}}, "result_is_measured"),
])
def test_write__refuses_what_cannot_be(cast: Cast, write: Callable[..., Any], said: dict[str, Any], code: str) -> None:
    with pytest.raises(EditRefused) as refused:
        call(write, said, actor=cast.owner)
    assert refused.value.code == code
    assert plan().revision == 0


@pytest.mark.parametrize("name", ["add task", "move task", "add risk", "decide", "observe", "add KPI"])
def test_write__sent_twice_is_done_once(cast: Cast, name: str) -> None:
    write, said, kind = WRITES[name]
    call(write, said, actor=cast.owner, revision=0)
    call(write, said, actor=cast.owner, revision=0)
    assert (plan().revision, PlanEntry.objects.filter(kind=kind).count()) == (1, 1)


def test_place_initiative__is_the_offices(cast: Cast, sql_at_most: Sql) -> None:
    said = {"owner_unit": "hoken", "related_units": ["hoken", "kodomo"], "promoters": [cast.elsewhere.account_id]}
    for actor in (cast.owner, cast.promoter, cast.administrator):
        with pytest.raises(NotTheirs):
            call(place_initiative, said, actor=actor)
    with sql_at_most(12):
        call(place_initiative, said, actor=cast.office)
    after = plan()
    assert (after.owner_unit, after.related_units) == ("hoken", ["kodomo"])
    assert [one.pk for one in after.promoters.all()] == [cast.elsewhere.account_id]
    with pytest.raises(EditRefused, match="unit_unknown"):
        call(place_initiative, {**said, "owner_unit": "mars"}, actor=cast.office)
    with pytest.raises(EditRefused, match="promoter_unknown"):
        call(place_initiative, {**said, "promoters": [10**6]}, actor=cast.office)


def test_write_year__stores_the_computed_status_until_somebody_says_another(cast: Cast) -> None:
    call(write_year, {"fiscal_year": RUNNING, "text": YearText(plan="計画", result="した")}, actor=cast.owner)
    assert YearPlan.objects.get(fiscal_year=RUNNING).status == Status.ON_TRACK
    said = YearText(plan="計画", status=Status.STOPPED, reason="予算がない")
    call(write_year, {"fiscal_year": RUNNING, "text": said}, actor=cast.owner)
    call(move_task, {"key": "t1", "state": TaskState.DONE}, actor=cast.owner)
    assert YearPlan.objects.get(fiscal_year=RUNNING).status == Status.STOPPED
    call(write_year, {"fiscal_year": RUNNING, "text": YearText(plan="計画")}, actor=cast.owner)
    assert YearPlan.objects.get(fiscal_year=RUNNING).status == Status.DONE


def test_move_task__keeps_the_day_and_can_be_undone(cast: Cast) -> None:
    call(move_task, {"key": "t1", "state": TaskState.DONE}, actor=cast.owner)
    assert Task.objects.get(key="t1").done_on == date(2026, 11, 28)
    call(move_task, {"key": "t1", "state": TaskState.TODO}, actor=cast.owner)
    assert Task.objects.get(key="t1").done_on is None


def test_set_figures__leaves_what_was_measured(cast: Cast) -> None:
    measured = KpiYear.objects.create(kpi=Kpi.objects.get(key="k2"), fiscal_year=RUNNING, result=Decimal(30), evidence="指標")
    call(set_figures, {"key": "k2", "years": {RUNNING: Figures(Decimal(40))}}, actor=cast.owner)
    measured.refresh_from_db()
    assert (measured.target, measured.result, measured.evidence) == (Decimal(40), Decimal(30), "指標")


def test_define_kpi__confirms_what_was_supposed(cast: Cast) -> None:
    Kpi.objects.update(is_assumed=True)
    call(define_kpi, {"key": "k1", "text": KPI}, actor=cast.owner)
    assert not Kpi.objects.get(key="k1").is_assumed


def test_check_design__replaces_only_what_is_named(cast: Cast) -> None:
    call(check_design, {"checks": {1: CheckText("yes"), 2: CheckText("no", "まだ")}}, actor=cast.owner)
    call(check_design, {"checks": {2: CheckText("")}}, actor=cast.owner)
    assert list(plan().checks.values_list("article", "answer")) == [(1, "yes")]
