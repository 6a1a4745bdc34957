"""Freezing a year into its document, publishing it, and correcting it without changing what was frozen."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from murakami.domain.programme.models import Decision, FrozenCorrection, KpiYear, Task, Year
from murakami.domain.programme.operations.cycle import (
    CycleRefused,
    lock_year,
    refuse_stale_year,
    require_office,
    write_year,
)
from murakami.domain.programme.operations.refresh import refresh_statuses
from murakami.domain.programme.queries.cycle import InitiativeYear, is_measured, read_year, standing_steps
from murakami.domain.programme.rules.cycle import Stage
from murakami.domain.programme.rules.freezing import refusal_of_correction
from murakami.domain.programme.rules.measures import plain_measure
from murakami.domain.programme.rules.year_document import current_words, said_in, with_corrections, year_document
from murakami.domain.publications.operations import publish_document
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import JAPAN, day_in_japan
from murakami.kernel.fiscal_years import first_day_of, last_day_of, show_fiscal_year
from murakami.kernel.json_values import sha256_of

POLICY_YEAR: Final = "policy-year"


@transaction.atomic
def freeze_year(*, fiscal_year: int, actor: Actor, revision: int, at: datetime) -> Year:
    """Freeze a year whose every initiative was decided, and publish it. Afterwards the database refuses any change.

    What indicators measure on this day is recorded as the result of the KPIs that are bound to them, and how each
    initiative goes is computed once more: a day can make a task overdue without any write.

    Raises:
        YearNotFound, YearChanged, CycleNotPermitted.
        CycleRefused: `not_evaluating`, `nothing_planned`, `not_complete` (see `missing_before_freezing`).
    SQL: 25.
    """
    require_office(actor, at=at)
    year = lock_year(fiscal_year)
    if year.state == Year.State.FROZEN:
        return year
    if year.state == Year.State.OPEN:
        raise CycleRefused("not_evaluating")
    refuse_stale_year(year, revision=revision)
    lines = read_year(fiscal_year, today=day_in_japan(at))
    if not lines:
        raise CycleRefused("nothing_planned")
    if any(line.missing for line in lines):
        raise CycleRefused("not_complete")
    KpiYear.objects.bulk_update([one for line in lines for one in line.kpis if is_measured(one)], ["result", "evidence"])
    refresh_statuses((line.plan for line in lines), fiscal_year=fiscal_year, today=day_in_japan(at))
    document = year_document(fiscal_year=fiscal_year, frozen_at=at.astimezone(JAPAN).isoformat(),
                             initiatives=_initiatives(lines, fiscal_year=fiscal_year))
    write_year(year, kind="programme.year_frozen", at=at, state=Year.State.FROZEN, document=document,
               sha256=sha256_of(document), frozen_at=at, details={"initiatives": len(lines)})
    publish_year(year, at=at)
    return year


@transaction.atomic
def correct_frozen_year(*, fiscal_year: int, code: str, field: str, after: str, reason: str, actor: Actor,
                        revision: int, at: datetime) -> FrozenCorrection:
    """Record that something in a frozen year was wrong: the old words stay, the new ones and the reason stand beside.

    Raises:
        YearNotFound, YearChanged, CycleNotPermitted.
        CycleRefused: `not_frozen`, `initiative_unknown`, `field_unknown`, `reason_missing`, `nothing_changed`,
            `not_an_amount`.
    SQL: 14.
    """
    account = require_office(actor, at=at)
    year = lock_year(fiscal_year)
    if year.document is None:
        raise CycleRefused("not_frozen")
    refuse_stale_year(year, revision=revision)
    if said_in(year.document, code=code, field=field) is None:
        raise CycleRefused("field_unknown")
    before = current_words(year.document, corrections_of(year), code=code, field=field) or ""
    if refusal := refusal_of_correction(field=field, before=before, after=after, reason=reason):
        raise CycleRefused(refusal)
    made = FrozenCorrection.objects.create(year=year, initiative=code, field=field, before=before, after=after.strip(),
                                           reason=reason.strip(), by_id=account, at=at)
    write_year(year, kind="programme.year_corrected", at=at)
    publish_year(year, at=at)
    return made


def publish_year(year: Year, *, at: datetime) -> bool:
    """Publish a frozen year with its corrections as `policy-year`; says whether anything is new. SQL: 6."""
    document = with_corrections({**(year.document or {}), "digest": year.sha256}, corrections_of(year))
    return publish_document(kind=POLICY_YEAR, key=str(year.fiscal_year), title=f"{show_fiscal_year(year.fiscal_year)}の評価",
                            document=document, at=at)


def corrections_of(year: Year) -> list[dict[str, str]]:
    """List a year's corrections as they are published, oldest first, without who wrote them. SQL: 1."""
    return [{"initiative": one.initiative, "field": one.field, "before": one.before, "after": one.after,
             "reason": one.reason, "at": one.at.astimezone(JAPAN).isoformat()} for one in year.corrections.order_by("id")]


def _initiatives(lines: tuple[InitiativeYear, ...], *, fiscal_year: int) -> list[dict[str, Any]]:
    units = {unit.code: unit.name for unit in list_units()}
    decisions: dict[int, list[dict[str, str]]] = {}
    for one in Decision.objects.filter(decided_on__range=(first_day_of(fiscal_year), last_day_of(fiscal_year))).select_related(
            "item__meeting__body").order_by("decided_on", "id"):
        decisions.setdefault(one.initiative_id, []).append(_decision(one))
    return [_initiative(line, units=units, decisions=decisions.get(line.plan.initiative_id, [])) for line in lines]


def _initiative(line: InitiativeYear, *, units: Mapping[str, str], decisions: list[dict[str, str]]) -> dict[str, Any]:
    plan, initiative, standing = line.plan, line.plan.initiative, standing_steps(line.steps)
    decided = standing[Stage.HEADQUARTERS]
    return {
        "code": initiative.code, "title": initiative.title, "purpose": initiative.purpose, "issue": initiative.issue,
        "owner_unit": units.get(initiative.owner_unit, initiative.owner_unit),
        "related_units": [units.get(code, code) for code in initiative.related_units],
        "plan": plan.plan, "result": plan.result, "status": plan.status, "status_reason": plan.status_reason,
        "budget_yen": plan.budget_yen, "settlement_yen": plan.settlement_yen,
        "kpis": [_kpi(one) for one in line.kpis], "tasks": [_task(one) for one in line.tasks], "decisions": decisions,
        "evaluations": [{"stage": stage.value, "grade": step.grade, "reason": step.reason, "cause": step.cause,
                         "next_step": step.next_step, "course": step.course, "signed_as": step.signed_as,
                         "at": step.at.astimezone(JAPAN).isoformat(), "sha256": step.sha256}
                        for stage, step in sorted(standing.items(), key=lambda pair: list(Stage).index(pair[0]))],
        "grade": decided.grade, "course": decided.course}


def _kpi(one: KpiYear) -> dict[str, str | None]:
    kpi = one.kpi
    return {"name": kpi.name, "definition": kpi.definition, "unit": kpi.unit, "direction": kpi.direction,
            "indicator": kpi.indicator, "baseline": _measure(kpi.baseline), "baseline_on": kpi.baseline_on,
            "target": _measure(one.target), "result": _measure(one.result), "evidence": one.evidence}


def _task(one: Task) -> dict[str, str | None]:
    return {"title": one.title, "unit": one.unit, "state": one.state, "due_on": _day(one.due_on),
            "done_on": _day(one.done_on), "carry_reason": one.carry_reason}


def _decision(one: Decision) -> dict[str, str]:
    return {"decided_on": one.decided_on.isoformat(), "text": one.text, "reason": one.reason,
            "body": one.item.meeting.body.name if one.item else ""}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _measure(value: Decimal | None) -> str | None:
    return None if value is None else plain_measure(value)
