"""The dashboard: every indicator with its figure, its course, its target and how fresh it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.indicators.queries.definitions import list_indicators, target_of
from murakami.domain.indicators.queries.figures import Overview, overviews
from murakami.domain.indicators.rules.figures import Figure, Standing, compare, is_fresh
from murakami.domain.indicators.rules.months import fiscal_year_of_month, month_of, months_of
from murakami.domain.programme.queries.bound_targets import BoundTarget, read_bound_targets
from murakami.interfaces.components.figures import hidden_word, short_month, show_figure, year_word
from murakami.interfaces.components.shapes import Column, Tone
from murakami.interfaces.components.trend import Mark, Trend, draw_trend
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.indicators.words import counted_word

_MONTHS = 13


@dataclass(frozen=True, slots=True)
class Aim:
    """A target with where it comes from and how the figure stands to it."""

    shown: str
    origin: str
    word: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Tile:
    """An indicator on the dashboard."""

    href: str
    name: str
    value: str
    unit_note: str
    base: str  # out of how many; empty where the value says it itself
    is_hidden: bool
    aims: tuple[Aim, ...]
    trend: Trend
    freshness: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An indicator of a service that does not exist yet."""

    href: str
    number: int | None
    name: str
    owner: str
    planned_by: str
    why: str


@for_staff
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show every indicator. SQL: 5 and the session's, however many there are."""
    at = now()
    month = month_of(at)
    year, indicators = fiscal_year_of_month(month), list_indicators()
    found = overviews(indicators, since=min(month - _MONTHS + 1, months_of(year)[0]), until=month)
    bound = read_bound_targets([one.key for one in indicators], fiscal_year=year)
    names = unit_names()
    waiting = [_waiting(one, names) for one in found if one.written.not_yet]
    return show(
        request, "office/indicators/dashboard.html", here="programme", year_name=year_word(year),
        counted=[_tile(one, bound.get(one.indicator.key, ()), year=year, month=month, at=at) for one in found
                 if one.written.formula],
        imported=[_series(one, at=at) for one in found if one.written.series],
        planned=[one for one in waiting if one.number is None], national=[one for one in waiting if one.number],
        columns=[Column(_("番号"), number=True), Column(_("指標")), Column(_("受け持つ課")), Column(_("いつまでに")),
                 Column(_("なぜまだないか"))])


def figure_words(figure: Figure, unit: str) -> str:
    """Write a figure, or say why there is none."""
    if figure.is_hidden:
        return hidden_word()
    return show_figure(figure.value, unit) or _("まだありません")


def month_marks(figures: Mapping[int, Figure], months: Sequence[int], unit: str) -> list[Mark]:
    """List months as marks of a course; a month without cases breaks the line."""
    return [Mark(short_month(month // 12, month % 12 + 1), figure_words(figure, unit), figure.value)
            for month in months for figure in (figures.get(month, Figure(None, 0)),)]


def point_marks(overview: Overview) -> list[Mark]:
    """List the points of an imported series as marks of a course."""
    written = overview.written
    return [Mark(f"{point.on:%Y-%m-%d}", show_figure(f"{point.value:.{written.decimals}f}", written.unit), point.value,
                 _("推計") if point.is_projected else "") for point in overview.points]


def _tile(overview: Overview, bound: Sequence[BoundTarget], *, year: int, month: int, at: datetime) -> Tile:
    written, counted_at = overview.written, overview.indicator.counted_at
    figure = overview.years.get(year, Figure(None, 0))
    aims = tuple(_aims(overview, bound, figure, year))
    marks = month_marks(overview.months, range(month - _MONTHS + 1, month + 1), written.unit)
    stale = not is_fresh(counted_at, cadence=written.cadence, at=at)
    return Tile(href=reverse("office:indicator", args=[overview.indicator.key]), name=written.name.ja,
                value=figure_words(figure, written.unit), unit_note="", base=_base(figure, written.statistic),
                is_hidden=figure.is_hidden, aims=aims,
                trend=draw_trend(marks, target=_only_target(overview, bound, year)), freshness=counted_word(counted_at),
                is_stale=stale)


def _base(figure: Figure, statistic: str) -> str:
    return "" if statistic == "count" or not figure.n else f"{figure.n:,}"


def _aims(overview: Overview, bound: Sequence[BoundTarget], figure: Figure, year: int) -> list[Aim]:
    written, own = overview.written, target_of(overview.written, year)
    found = [(own, written.targets.source)] if written.targets and own is not None else []
    found += [(one.target, _("取組 {code}のKPI{assumed}").format(code=one.initiative, assumed=_("（仮）") if one.is_assumed else ""))
              for one in bound if one.target is not None]
    return [_aim(target, origin, figure.value, overview) for target, origin in found if target is not None]


def _aim(target: Decimal, origin: str, value: Decimal | None, overview: Overview) -> Aim:
    standing = compare(value, target, overview.written.direction)
    word, tone = {Standing.REACHED: (_("達している"), "good"), Standing.SHORT: (_("届いていない"), "warn"),
                  Standing.NO_TARGET: ("", "plain")}[standing]
    return Aim(show_figure(target.normalize() if target % 1 else target.quantize(Decimal(1)), overview.written.unit),
               origin, word, tone)  # type: ignore[arg-type]


def _only_target(overview: Overview, bound: Sequence[BoundTarget], year: int) -> Decimal | None:
    own = target_of(overview.written, year)
    return own if own is not None else next((one.target for one in bound if one.target is not None), None)


def _series(overview: Overview, *, at: datetime) -> Tile:
    written = overview.written
    known = [point for point in overview.points if not point.is_projected] or list(overview.points)
    last = known[-1]
    return Tile(href=reverse("office:indicator", args=[overview.indicator.key]), name=written.name.ja,
                value=show_figure(f"{last.value:.{written.decimals}f}", written.unit), unit_note=f"{last.on:%Y-%m-%d}",
                base="", is_hidden=False, aims=(), trend=draw_trend(point_marks(overview)),
                freshness=written.source.title, is_stale=False)


def _waiting(overview: Overview, names: Mapping[str, str]) -> Waiting:
    written, not_yet = overview.written, overview.written.not_yet
    assert not_yet is not None
    return Waiting(href=reverse("office:indicator", args=[overview.indicator.key]), number=written.national,
                   name=written.name.ja, owner=names.get(not_yet.owner, not_yet.owner), planned_by=not_yet.planned_by,
                   why=not_yet.why)
