"""What is published of a plan, ready to be shown: purpose, years, KPIs with their lines, measured or written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from murakami.interfaces.components.figures import hidden_word, year_word
from murakami.interfaces.components.target_chart import TargetChart, YearMark, draw_targets
from murakami.interfaces.open.frame import address_of, lang
from murakami.interfaces.open.policy.words import year_words
from murakami.kernel.fiscal_years import short_fiscal_year
from murakami.kernel.languages import EN


@dataclass(frozen=True, slots=True)
class KpiView:
    """A KPI: its words, its lines, and its years (year, target, result); `href` leads to what measures it."""

    key: str
    name: str
    definition: str
    better: str
    baseline: str
    is_measured: bool
    href: str
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


@dataclass(frozen=True, slots=True)
class Result:
    """What a KPI came to in a year; `value` is "" where there is nothing to draw."""

    value: str
    shown: str
    is_running: bool = False


def plan_view(document: Mapping[str, Any] | None, indicators: Mapping[str, Mapping[str, Any]]) -> PlanView | None:
    """Lay a published plan out with the published indicators by key; None where nothing is published. No SQL."""
    if document is None:
        return None
    years = tuple((year_words(one["year"]), one["plan"]) for one in document["years"])
    return PlanView(document["purpose"], document["issue"], document["owner"], tuple(document["related"]), years,
                    tuple(_kpi(one, indicators.get(one["indicator"])) for one in document["kpis"]))


def _kpi(one: Mapping[str, Any], indicator: Mapping[str, Any] | None) -> KpiView:
    unit = one["unit"]
    results = {year["year"]: _result(year, unit, indicator) for year in one["years"]}
    rows = tuple((year_word(year["year"], short=True), _shown(year["target"], unit), results[year["year"]].shown) for year in one["years"])
    return KpiView(
        key=one["key"], name=one["name"], definition=one["definition"], is_measured=bool(one["indicator"]),
        href=address_of("open:indicator", one["indicator"]) if indicator else "",
        better=_("増えるほどよい") if one["direction"] == "up" else _("減るほどよい"), is_assumed=one["is_assumed"],
        baseline=_baseline(one, results),
        chart=draw_targets([_mark(year, results[year["year"]]) for year in one["years"]]), rows=rows)


def _baseline(one: Mapping[str, Any], results: Mapping[int, Result]) -> str:
    """Say where the KPI begins: what was written, else the first year that is over and has a result."""
    shown = _shown(one["baseline"], one["unit"])
    if shown:
        return f"{shown}（{one['baseline_on']}）" if one["baseline_on"] else shown
    first = next(((year, result) for year, result in results.items() if result.value and not result.is_running), None)
    return "" if first is None else _("{value}（{year}のはじめての実績）").format(
        value=first[1].shown, year=year_word(first[0], short=True))


def _result(year: Mapping[str, Any], unit: str, indicator: Mapping[str, Any] | None) -> Result:
    if not year.get("is_measured") or indicator is None:
        return Result(year["result"], _shown(year["result"], unit))
    figure = next((one for one in indicator["years"] if one["year"] == year["year"]), None)
    if figure is None or figure["value"] is None:
        return Result("", hidden_word() if figure and figure["is_hidden"] else "")
    so_far = _("（{month}まで）").format(month=_month(indicator["until"])) if figure["is_running"] else ""
    value = f"{Decimal(figure['value']).normalize():f}"
    return Result(value, _shown(value, unit) + so_far, is_running=figure["is_running"])


def _month(until: str) -> str:
    """Name a month of a fiscal year that is named beside it."""
    return until if lang() == EN else f"{int(until[5:])}月"


def _mark(year: Mapping[str, Any], result: Result) -> YearMark:
    return YearMark(short_fiscal_year(year["year"]), _number(year["target"]), _number(result.value),
                    _shown(year["target"], ""), _shown(result.value, ""))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _shown(text: str, unit: str) -> str:
    return f"{Decimal(text):,f}{unit}" if text else ""
