"""One indicator: its course, its divisions, and how it is and was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.indicators.queries.definitions import (
    Indicator,
    IndicatorUnknown,
    OldVersion,
    get_indicator,
    list_old_versions,
)
from murakami.domain.indicators.queries.figures import Overview, distribution_of, divide, frozen_years, overviews
from murakami.domain.indicators.rules.figures import Figure
from murakami.domain.indicators.rules.months import fiscal_year_of_month, month_of, months_of
from murakami.interfaces.components.figures import (
    cases_word,
    hidden_word,
    quarter_word,
    short_month,
    unit_word,
    year_word,
)
from murakami.interfaces.components.shapes import Bar, Column, FactRow, Tab
from murakami.interfaces.components.trend import Mark, draw_trend
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.indicators.dashboard import figure_words, month_marks, point_marks
from murakami.interfaces.office.indicators.words import (
    CADENCES,
    DIRECTIONS,
    Names,
    counted_word,
    dimension_word,
    formula_lines,
)

_YEARS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A period or a code with its figure."""

    label: str
    shown: str
    n: str


@dataclass(frozen=True, slots=True)
class Part:
    """A fiscal year divided by one dimension."""

    title: str
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    has_hidden: bool


@for_staff
@require_GET
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """Show an indicator over time and divided. SQL: 4 and the session's."""
    found = _find(key)
    month = month_of(now())
    year = fiscal_year_of_month(month)
    chosen = _chosen_year(request, newest=year)
    by = request.GET.get("by", "month")
    overview = overviews([found], since=months_of(year - _YEARS + 1)[0], until=month)[0]
    marks = _marks(overview, by, month=month)
    return show(
        request, "office/indicators/one.html", here="programme", indicator=found, written=found.written,
        owner=unit_names().get(found.written.owner, found.written.owner), by=by, marks=marks, trend=draw_trend(marks),
        tabs=_tabs(found, by=by, current="figures"), periods=_periods(key, by), freshness=counted_word(found.counted_at),
        parts=_parts(found, chosen, month=month), spread=_spread(found, chosen, month=month),
        chosen_name=year_word(chosen), years=[(one, year_word(one)) for one in range(year, year - _YEARS, -1)],
        chosen=chosen, unit=unit_word(found.written.unit), facts=_summary(found),
        hidden_word=hidden_word(), not_yet_owner=_not_yet_owner(found),
        columns=[Column(_("期間")), Column(_("値"), number=True), Column(_("注"))],
        part_columns=[Column(_("区分")), Column(_("値"), number=True), Column(_("件数"), number=True)])


@for_staff
@require_GET
def definition(request: HttpRequest, key: str) -> HttpResponse:
    """Show how an indicator is counted, and how it was before. SQL: 2, 2 for each old version, and the session's."""
    found = _find(key)
    return show(
        request, "office/indicators/definition.html", here="programme", indicator=found, written=found.written,
        tabs=_tabs(found, by="month", current="definition"), facts=_facts(found),
        old=[(one, _frozen(one)) for one in list_old_versions(key)],
        columns=[Column(_("年度")), Column(_("値"), number=True), Column(_("件数"), number=True)])


def _find(key: str) -> Indicator:
    try:
        return get_indicator(key)
    except IndicatorUnknown as error:
        raise Http404(key) from error


def _chosen_year(request: HttpRequest, *, newest: int) -> int:
    given = request.GET.get("year", "")
    offered = range(newest - _YEARS + 1, newest + 1)
    return int(given) if given in {str(year) for year in offered} else newest


def _marks(overview: Overview, by: str, *, month: int) -> list[Mark]:
    unit = overview.written.unit
    if overview.points:
        return point_marks(overview)
    if by == "year":
        return [_mark(year_word(year), figure, unit) for year, figure in sorted(overview.years.items())]
    if by == "quarter":
        return [_mark(quarter_word(*quarter), figure, unit) for quarter, figure in sorted(overview.quarters.items())]
    first = min(overview.months, default=month)
    marks = month_marks(overview.months, range(max(first, month - 23), month + 1), unit)
    running = short_month(month // 12, month % 12 + 1)
    return [Mark(mark.label, mark.shown, mark.value, _("途中") if mark.label == running else "") for mark in marks]


def _mark(label: str, figure: Figure, unit: str) -> Mark:
    return Mark(label, figure_words(figure, unit), figure.value)


def _parts(found: Indicator, year: int, *, month: int) -> list[Part]:
    if not found.written.formula:
        return []
    names = Names()
    return [_part(one.dimension, [(names.of(one.dimension, cell.code), cell.figure) for cell in one.cells], found)
            for one in divide(found, fiscal_year=year, until=month)]


def _part(dimension: str, cells: Sequence[tuple[str, Figure]], found: Indicator) -> Part:
    unit = found.written.unit
    lines = tuple(Line(name, figure_words(figure, unit), "—" if figure.is_hidden else cases_word(figure.n))
                  for name, figure in cells)
    bars = tuple(Bar(name, float(figure.value or 0), figure_words(figure, unit)) for name, figure in cells
                 if figure.value is not None)
    return Part(dimension_word(dimension), lines, bars, any(figure.is_hidden for _, figure in cells))


def _spread(found: Indicator, year: int, *, month: int) -> list[Bar]:
    if found.written.statistic != "distribution":
        return []
    return [Bar(f"{value} {unit_word(found.written.unit)}", float(times or 0),
                hidden_word() if times is None else cases_word(times))
            for value, times in distribution_of(found, fiscal_year=year, until=month)]


def _tabs(found: Indicator, *, by: str, current: str) -> list[Tab]:
    return [Tab(_("値"), reverse("office:indicator", args=[found.key]), current=current == "figures"),
            Tab(_("数え方と版"), reverse("office:indicator-definition", args=[found.key]), current=current == "definition")]


def _periods(key: str, by: str) -> list[tuple[str, str, bool]]:
    here = reverse("office:indicator", args=[key])
    return [(_("月"), here, by not in {"quarter", "year"}), (_("四半期"), f"{here}?by=quarter", by == "quarter"),
            (_("年度"), f"{here}?by=year", by == "year")]


def _not_yet_owner(found: Indicator) -> str:
    not_yet = found.written.not_yet
    return unit_names().get(not_yet.owner, not_yet.owner) if not_yet else ""


def _summary(found: Indicator) -> list[FactRow]:
    written = found.written
    return [FactRow(_("受け持つ課"), unit_names().get(written.owner, written.owner)),
            FactRow(_("新しくなる間隔"), str(CADENCES[written.cadence])),
            FactRow(_("よい向き"), str(DIRECTIONS[written.direction])),
            FactRow(_("出典"), written.source.title, note=written.source.note or "")]


def _facts(found: Indicator) -> list[FactRow]:
    written = found.written
    hidden = [FactRow(_("少ない件数"), _("{n}件より少ない値は見せません。引き算で分かるときは、ほかの値も隠します。").format(
        n=written.suppress_below))] if written.formula else []
    return [FactRow(_("何を表すか"), written.meaning.ja), FactRow(_("単位"), unit_word(written.unit) or _("はい・いいえ")),
            *(FactRow(label, said) for label, said in formula_lines(written)),
            FactRow(_("分け方"), "、".join(dimension_word(name) for name in written.dimensions) or _("分けない")), *hidden,
            FactRow(_("版"), _("第{n}版（{day}から）").format(n=found.number, day=f"{timezone.localtime(found.loaded_at):%Y-%m-%d}"),
                    note=written.changed or ""),
            *_summary(found)]


def _frozen(old: OldVersion) -> list[Line]:
    unit = old.written.unit
    figures: Mapping[int, Figure] = frozen_years(old.id)
    return [Line(year_word(year), figure_words(figure, unit), "—" if figure.is_hidden else cases_word(figure.n))
            for year, figure in sorted(figures.items())]
