"""Rolling a frozen year forward: the next year's plans, targets and carried tasks, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from murakami.domain.programme.models import Initiative, KpiYear, Task, Year, YearPlan
from murakami.domain.programme.operations.cycle import (
    CycleRefused,
    lock_year,
    refuse_stale_year,
    require_office,
    write_year,
)
from murakami.domain.programme.operations.plan_desk import write_entries
from murakami.domain.programme.queries.rolling import Leaving, read_leaving
from murakami.domain.programme.rules.rolling import NewYear, reasons_missing, roll
from murakami.foundation.accounts.rules import Actor


@dataclass(frozen=True, slots=True)
class Rolled:
    """What the next year began with; `is_new` False: it had been rolled before and nothing was done."""

    year: Year
    plans: int = 0
    targets: int = 0
    carried: int = 0
    dropped: int = 0
    is_new: bool = True


class ReasonsMissing(CycleRefused):
    """Some unfinished tasks go over or are dropped without a reason; `keys` names them."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__("reasons_missing")
        self.keys = keys


@transaction.atomic
def roll_forward(*, fiscal_year: int, reasons: Mapping[str, str], dropped: frozenset[str], keys: Mapping[str, str],
                 actor: Actor, revision: int, at: datetime) -> Rolled:
    """Begin the next year with what the frozen one decided. Rolling twice is rolling once.

    `reasons` says by task why it goes over or, for those of `dropped`, why it does not; `keys` gives each carried task the
    key of its successor.

    Raises:
        YearNotFound, YearChanged, CycleNotPermitted, ReasonsMissing.
        CycleRefused: `not_frozen`, `next_year_frozen`.
    SQL: 20, whatever the number of initiatives and tasks.
    """
    require_office(actor, at=at)
    year = lock_year(fiscal_year)
    if year.rolled_at is not None:
        return Rolled(year, is_new=False)
    if year.state != Year.State.FROZEN:
        raise CycleRefused("not_frozen")
    refuse_stale_year(year, revision=revision)
    following = Year.objects.select_for_update().get_or_create(fiscal_year=fiscal_year + 1)[0]
    if following.state == Year.State.FROZEN:
        raise CycleRefused("next_year_frozen")
    leaving = read_leaving(fiscal_year)
    rolled = [roll(one.old, reasons=reasons, dropped=dropped) for one in leaving]
    if missing := reasons_missing(rolled):
        raise ReasonsMissing(missing)
    result = _write(year, leaving, rolled, keys=keys, actor=actor, at=at)
    write_year(year, kind="programme.year_rolled", at=at, rolled_at=at,
               details={"carried": result.carried, "dropped": result.dropped})
    return result


def _write(year: Year, leaving: list[Leaving], rolled: list[NewYear], *, keys: Mapping[str, str], actor: Actor,
           at: datetime) -> Rolled:
    following, by_code = year.fiscal_year + 1, {one.code: one for one in rolled}
    plans = _write_plans(leaving, by_code, following)
    targets = {kpi: value for one in rolled for kpi, value in one.targets.items()}
    _write_targets(leaving, targets, following)
    carried, dropped = _write_tasks(leaving, by_code, keys=keys, fiscal_year=following)
    touched = [one.initiative for one in leaving]
    Initiative.objects.filter(pk__in=[one.pk for one in touched]).update(revision=F("revision") + 1, updated_at=at)
    write_entries(touched, kind="plan.rolled", at=at, by=actor.account_id, details={"year": following})
    return Rolled(year, plans=plans, targets=len(targets), carried=carried, dropped=dropped)


def _write_plans(leaving: list[Leaving], rolled: Mapping[str, NewYear], fiscal_year: int) -> int:
    written = [YearPlan(initiative=one.initiative, fiscal_year=fiscal_year, plan=plan) for one in leaving
               if (plan := rolled[one.old.code].plan) is not None]
    YearPlan.objects.bulk_create(written, update_conflicts=True, unique_fields=["initiative", "fiscal_year"],
                                 update_fields=["plan"])
    return len(written)


def _write_targets(leaving: list[Leaving], targets: Mapping[str, Decimal], fiscal_year: int) -> None:
    kpis = {key: pk for one in leaving for key, pk in one.kpis.items()}
    KpiYear.objects.bulk_create(
        [KpiYear(kpi_id=kpis[key], fiscal_year=fiscal_year, target=value) for key, value in targets.items()],
        update_conflicts=True, unique_fields=["kpi", "fiscal_year"], update_fields=["target"])


def _write_tasks(leaving: list[Leaving], rolled: Mapping[str, NewYear], *, keys: Mapping[str, str],
                 fiscal_year: int) -> tuple[int, int]:
    tasks = {task.key: task for one in leaving for task in one.tasks}
    fates = [fate for one in rolled.values() for fate in one.fates]
    carried = [fate for fate in fates if fate.carried]
    dropped = [fate for fate in fates if not fate.carried]
    Task.objects.bulk_create([
        Task(initiative_id=old.initiative_id, fiscal_year=fiscal_year, key=keys[fate.key], title=old.title, unit=old.unit,
             owner_id=old.owner_id, state=old.state, carried_from=old, carry_reason=fate.reason)
        for fate in carried for old in (tasks[fate.key],)])
    for state, gone in ((Task.State.CARRIED, carried), (Task.State.DROPPED, dropped)):
        for fate in gone:
            tasks[fate.key].state, tasks[fate.key].carry_reason = state, fate.reason
    Task.objects.bulk_update([tasks[fate.key] for fate in fates], ["state", "carry_reason"])
    return len(carried), len(dropped)
