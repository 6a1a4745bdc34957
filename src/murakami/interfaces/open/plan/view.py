"""What is published of a plan, ready to be shown: purpose, years, KPIs with their lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from murakami.interfaces.components.target_chart import TargetChart, YearMark, draw_targets
from murakami.interfaces.open.policy.words import year_words
from murakami.kernel.fiscal_years import short_fiscal_year


@dataclass(frozen=True, slots=True)
class KpiView:
    """A KPI: its words, its lines, and its years (year, target, result)."""

    key: str
    name: str
    definition: str
    better: str
    baseline: str
    is_measured: bool
    is_assumed: bool
    chart: TargetChart | None
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan of an initiative as the public reads it."""

    purpose: str
    issue: str
    owner: str
    related: tuple[str, ...]
    years: tuple[tuple[str, str], ...]
    kpis: tuple[KpiView, ...]


def plan_view(document: Mapping[str, Any] | None) -> PlanView | None:
    """Lay a published plan out; None where nothing is published. No SQL."""
    if document is None:
        return None
    years = tuple((year_words(one["year"]), one["plan"]) for one in document["years"])
    return PlanView(document["purpose"], document["issue"], document["owner"], tuple(document["related"]), years,
                    tuple(_kpi(one) for one in document["kpis"]))


def _kpi(one: Mapping[str, Any]) -> KpiView:
    unit = one["unit"]
    rows = tuple((year_words(year["year"]), _shown(year["target"], unit), _shown(year["result"], unit)) for year in one["years"])
    baseline = _shown(one["baseline"], unit)
    return KpiView(
        key=one["key"], name=one["name"], definition=one["definition"], is_measured=bool(one["indicator"]),
        better=_("増えるほどよい") if one["direction"] == "up" else _("減るほどよい"), is_assumed=one["is_assumed"],
        baseline=f"{baseline}（{one['baseline_on']}）" if baseline and one["baseline_on"] else baseline,
        chart=draw_targets([_mark(year) for year in one["years"]]), rows=rows)


def _mark(year: Mapping[str, Any]) -> YearMark:
    return YearMark(short_fiscal_year(year["year"]), _number(year["target"]), _number(year["result"]),
                    _shown(year["target"], ""), _shown(year["result"], ""))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _shown(text: str, unit: str) -> str:
    return f"{Decimal(text):,f}{unit}" if text else ""
