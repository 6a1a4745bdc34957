"""Which KPIs are bound to an indicator, and what they aim at: for pages that show the indicator itself."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from murakami.domain.programme.models import Kpi, KpiYear


@dataclass(frozen=True, slots=True)
class BoundTarget:
    """A KPI that is never typed, because an indicator gives its results; `target` is None where none is set."""

    indicator: str
    initiative: str
    kpi: str
    target: Decimal | None
    is_assumed: bool


def read_bound_targets(indicators: Collection[str], *, fiscal_year: int) -> dict[str, tuple[BoundTarget, ...]]:
    """Read the KPIs bound to indicators with their targets of a fiscal year, by indicator. SQL: 2."""
    kpis = Kpi.objects.filter(indicator__in=indicators, is_active=True).select_related("initiative").order_by(
        "initiative__code", "key")
    targets = dict(KpiYear.objects.filter(kpi__indicator__in=indicators, fiscal_year=fiscal_year)
                   .values_list("kpi_id", "target"))
    found: dict[str, list[BoundTarget]] = {}
    for kpi in kpis:
        found.setdefault(kpi.indicator, []).append(BoundTarget(
            kpi.indicator, kpi.initiative.code, kpi.name, targets.get(kpi.pk), kpi.is_assumed))
    return {key: tuple(bound) for key, bound in found.items()}
