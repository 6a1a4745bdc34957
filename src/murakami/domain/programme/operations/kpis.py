"""What success is measured by: definitions, targets, results. A KPI bound to an indicator takes no typed result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from murakami.domain.programme.models import Initiative, Kpi, KpiYear
from murakami.domain.programme.operations.plan_desk import (
    EditRefused,
    keep,
    open_plan,
    permitted,
    refuse_frozen,
)
from murakami.domain.programme.operations.refresh import refresh_status
from murakami.domain.programme.rules.status import Direction
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiText:
    """How a KPI is defined; `indicator` binds it to a figure that is measured, "" leaves it to be typed."""

    name: str
    definition: str
    unit: str
    direction: str
    baseline: Decimal | None = None
    baseline_on: str = ""
    indicator: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Figures:
    """Target and result of a year; a result says on what evidence."""

    target: Decimal | None = None
    result: Decimal | None = None
    evidence: str = ""


@transaction.atomic
def add_kpi(*, code: str, actor: Actor, at: datetime, revision: int, key: str, text: KpiText) -> Kpi:
    """Define a KPI; the same key is defined once.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, EditRefused(`name_missing` | `definition_missing` |
    `unit_missing` | `direction_unknown` | `name_taken`). SQL: at most 13.
    """
    known = permitted(code=code, actor=actor, at=at).kpis.filter(key=key).first()
    if known is not None:
        return known
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    return _define(Kpi(initiative=initiative, key=key), text, kind="plan.kpi_added", actor=actor, at=at)


@transaction.atomic
def define_kpi(*, code: str, actor: Actor, at: datetime, revision: int, key: str, text: KpiText) -> Kpi:
    """Change the definition of a KPI; whoever does has confirmed it.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, EditRefused(`kpi_unknown` and as `add_kpi`). SQL: 10.
    """
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    return _define(_kpi(initiative, key), text, kind="plan.kpi_defined", actor=actor, at=at)


@transaction.atomic
def set_figures(*, code: str, actor: Actor, at: datetime, revision: int, key: str, years: Mapping[int, Figures]) -> Kpi:
    """Write targets and results of a KPI by fiscal year; a year left empty has neither. What stands so is not written.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, YearIsFrozen (only where a frozen year would change),
    EditRefused(`kpi_unknown` | `result_is_measured` | `evidence_missing`). SQL: at most 14 + 5 per changed year.
    """
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    kpi = _kpi(initiative, key)
    stored = {year.fiscal_year: figures_of(year) for year in kpi.years.all()}
    wanted = {year: taken_figures(said, kpi=kpi, before=stored.get(year, Figures())) for year, said in years.items()}
    changed = {year: said for year, said in wanted.items() if stored.get(year, Figures()) != said}
    if not changed:
        return kpi
    refuse_frozen(*changed)
    for year, said in changed.items():
        KpiYear.objects.update_or_create(kpi=kpi, fiscal_year=year, defaults={
            "target": said.target, "result": said.result, "evidence": said.evidence.strip()})
    for year in changed:
        refresh_status(initiative, fiscal_year=year, today=day_in_japan(at))
    keep(initiative, kind="plan.kpi_measured", actor=actor, at=at, text=kpi.name, details={"years": len(changed)})
    return kpi


def taken_figures(said: Figures, *, kpi: Kpi, before: Figures) -> Figures:
    """Take what was said of a year; the result of a bound KPI stays what was measured.

    Raises EditRefused(`result_is_measured` | `evidence_missing`).
    """
    if kpi.indicator and said.result not in {None, before.result}:
        raise EditRefused("result_is_measured")
    if said.result is not None and not said.evidence.strip():
        raise EditRefused("evidence_missing")
    return Figures(said.target, before.result, before.evidence) if kpi.indicator else said


def figures_of(year: KpiYear) -> Figures:
    """Read what a year of a KPI says now."""
    return Figures(year.target, year.result, year.evidence)


def _kpi(initiative: Initiative, key: str) -> Kpi:
    kpi = initiative.kpis.filter(key=key).first()
    if kpi is None:
        raise EditRefused("kpi_unknown")
    kpi.initiative = initiative
    return kpi


def _define(kpi: Kpi, text: KpiText, *, kind: str, actor: Actor, at: datetime) -> Kpi:
    refusal = refusal_of_kpi(text)
    if refusal:
        raise EditRefused(refusal)
    if kpi.initiative.kpis.filter(name=text.name.strip()).exclude(pk=kpi.pk).exists():
        raise EditRefused("name_taken")
    kpi.name, kpi.definition, kpi.unit = text.name.strip(), text.definition.strip(), text.unit.strip()
    kpi.direction, kpi.indicator, kpi.is_active = text.direction, text.indicator.strip(), text.is_active
    kpi.baseline, kpi.baseline_on, kpi.is_assumed = text.baseline, text.baseline_on.strip(), False
    kpi.save()
    keep(kpi.initiative, kind=kind, actor=actor, at=at, text=kpi.name)
    return kpi


def refusal_of_kpi(text: KpiText) -> str | None:
    """Give the stable code of why a KPI cannot be defined so, or None."""
    if text.direction not in set(Direction):
        return "direction_unknown"
    blank = [code for code, said in (("name_missing", text.name), ("definition_missing", text.definition),
                                     ("unit_missing", text.unit)) if not said.strip()]
    return blank[0] if blank else None
