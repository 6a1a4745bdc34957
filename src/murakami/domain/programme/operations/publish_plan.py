"""Making plans public: what is planned and measured, without the name of any person."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from murakami.domain.programme.models import Initiative, Kpi, Year, YearPlan
from murakami.domain.programme.operations.plan_desk import InitiativeNotFound, NotTheirs, write_entries
from murakami.domain.programme.queries.plan import KpiReading, read_kpis
from murakami.domain.programme.queries.standing import standing_of
from murakami.domain.programme.rules.measures import plain_measure
from murakami.domain.programme.rules.rights import may_publish
from murakami.domain.publications.operations import publish_document
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan

INITIATIVE_PLAN: Final = "initiative-plan"


@transaction.atomic
def publish_plans(*, codes: Collection[str] | None = None, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Publish the plans of some initiatives, or of all current ones; says which are new or have changed.

    The publications are `initiative-plan` under the initiative's code. What an indicator measures is not copied into
    them: pages read it where the indicator is published, so that it is never older and never finer than there.
    SQL: 7, those of the bound figures, and 1 to 6 per plan.

    Raises NotTheirs, InitiativeNotFound.
    """
    today = day_in_japan(at)
    if not may_publish(actor, standing_of(actor, on=today)):
        raise NotTheirs("publish")
    wanted = Initiative.objects.filter(is_current=True) if codes is None else Initiative.objects.filter(code__in=codes)
    initiatives = list(wanted.order_by("code"))
    if codes is not None and len(initiatives) != len(set(codes)):
        raise InitiativeNotFound(", ".join(codes))
    documents = _documents(initiatives, at=at)
    new = [one for one in initiatives if publish_document(
        kind=INITIATIVE_PLAN, key=one.code, title=one.title, document=documents[one.pk], at=at)]
    write_entries(new, kind="plan.published", at=at, by=actor.account_id)
    return tuple(one.code for one in new)


def _documents(initiatives: list[Initiative], *, at: datetime) -> Mapping[int, dict[str, Any]]:
    units = {unit.code: unit.name for unit in list_units()}
    fiscal_years = list(Year.objects.order_by("fiscal_year").values_list("fiscal_year", flat=True))
    years: dict[int, list[YearPlan]] = {}
    for row in YearPlan.objects.filter(initiative__in=initiatives).order_by("fiscal_year"):
        years.setdefault(row.initiative_id, []).append(row)
    kpis: dict[int, list[KpiReading]] = {}
    for one in read_kpis(Kpi.objects.filter(initiative__in=initiatives, is_active=True).order_by("pk"),
                         fiscal_years=fiscal_years, today=day_in_japan(at)):
        kpis.setdefault(one.kpi.initiative_id, []).append(one)
    return {one.pk: plan_document(one, years.get(one.pk, []), kpis.get(one.pk, []), units=units, fiscal_years=fiscal_years)
            for one in initiatives}


def plan_document(one: Initiative, years: Collection[YearPlan], kpis: Collection[KpiReading], *, units: Mapping[str, str],
                  fiscal_years: Collection[int]) -> dict[str, Any]:
    """Write the public document of a plan; numbers as texts ("42.5", "" for none)."""
    return {
        "code": one.code, "title": one.title, "owner": units.get(one.owner_unit, ""), "purpose": one.purpose, "issue": one.issue,
        "related": [units[code] for code in one.related_units if code in units], "procedures": list(one.procedures),
        "is_assumed": one.is_assumed,
        "years": [{"year": row.fiscal_year, "plan": row.plan} for row in years if row.plan],
        "kpis": [_kpi(kpi, fiscal_years) for kpi in kpis]}


def _kpi(one: KpiReading, fiscal_years: Collection[int]) -> dict[str, Any]:
    kpi = one.kpi
    return {
        "key": kpi.key, "name": kpi.name, "definition": kpi.definition, "unit": kpi.unit, "direction": kpi.direction,
        "baseline": plain_measure(kpi.baseline), "baseline_on": kpi.baseline_on, "indicator": kpi.indicator,
        "is_assumed": kpi.is_assumed,
        "years": [_kpi_year(one, year) for year in fiscal_years]}


def _kpi_year(one: KpiReading, year: int) -> dict[str, Any]:
    recorded = one.years[year].result if year in one.years else None
    return {"year": year, "target": plain_measure(one.target(year)), "result": plain_measure(recorded),
            "is_measured": bool(one.kpi.indicator) and recorded is None}
