"""The board of all initiatives."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.programme.queries.board import Board, BoardLine, BoardWish, read_board
from murakami.domain.programme.queries.headings import heading_of, read_headings
from murakami.domain.programme.rules.measures import show_measure
from murakami.domain.programme.rules.rights import is_dx_office
from murakami.domain.programme.rules.status import Status
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Column, Tab
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.programme.words import STATUS_TONES, STATUSES
from murakami.kernel.fiscal_years import era_fiscal_year, fiscal_year_of


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the board as the page shows it."""

    line: BoardLine
    owner: str
    status: str
    tone: str
    kpi: str
    newest: str
    target: str
    reached: bool | None


@dataclass(frozen=True, slots=True)
class Group:
    """The initiatives below one heading of the policy."""

    title: str
    rows: tuple[Row, ...]


@for_staff
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show every initiative with how it goes. SQL: 8, those of the bound figures, and the session's."""
    actor, today = actor_of(request), timezone.localdate(now())
    year, names = fiscal_year_of(today), unit_names()
    wish = BoardWish(unit=request.GET.get("unit", "")[:50],
                     status=state if (state := request.GET.get("status", "")) in set(Status) else "",
                     mine=request.GET.get("mine", "") == "1")
    found = read_board(actor=actor, fiscal_year=year, today=today, wish=wish)
    return show(
        request, "office/programme/board.html", here="programme", wish=wish, board=found, year_name=era_fiscal_year(year),
        groups=_groups(found, year=year, names=names), columns=_columns(), tabs=_tabs(found, wish),
        units=[(code, names.get(code, code)) for code in found.units], statuses=list(STATUSES.items()),
        counts=[(words, found.counts[status]) for status, words in STATUSES.items() if found.counts.get(status)],
        is_filtered=bool(wish.unit or wish.status), runs=is_dx_office(actor, found.standing),
        has_office=bool(found.standing.office_units))


def _groups(found: Board, *, year: int, names: dict[str, str]) -> list[Group]:
    headings = read_headings()
    by_heading: dict[str, list[Row]] = {}
    for line in found.lines:
        by_heading.setdefault(heading_of(line.initiative.code), []).append(_row(line, year=year, names=names))
    return [Group(_title(code, headings), tuple(rows)) for code, rows in by_heading.items()]


def _title(code: str, headings: Mapping[str, str]) -> str:
    parts = code.split("-")
    named = [headings.get("-".join(parts[:depth]), "") for depth in range(1, len(parts) + 1)]
    return f"{code}　{'　'.join(filter(None, named))}" if any(named) else _("重点項目 {code}").format(code=code)


def _row(line: BoardLine, *, year: int, names: dict[str, str]) -> Row:
    kpi, owner = line.kpi, line.initiative.owner_unit
    unit, newest = kpi.kpi.unit if kpi else "", kpi.newest(year) if kpi else None
    return Row(line=line, owner=names.get(owner, owner), status=str(STATUSES[line.status]), tone=STATUS_TONES[line.status],
               kpi=kpi.kpi.name if kpi else "", newest=show_measure(newest.result, unit) if newest else "",
               target=show_measure(kpi.target(year), unit) if kpi else "", reached=kpi.reaches(year) if kpi else None)


def _columns() -> list[Column]:
    return [Column(label=label) for label in (_("取組"), _("主管課"), _("状態"), _("主なKPI"))] + [
        Column(label=_("最新"), number=True), Column(label=_("目標"), number=True), Column(label=_("残りタスク"), number=True),
        Column(label=_("更新"))]


def _tabs(found: Board, wish: BoardWish) -> list[Tab]:
    kept = {name: value for name, value in (("unit", wish.unit), ("status", wish.status)) if value}
    address = reverse("office:programme")
    return [Tab(label=_("すべて"), href=f"{address}?{urlencode(kept)}", current=not wish.mine, count=found.whole),
            Tab(label=_("自分の取組"), href=f"{address}?{urlencode({**kept, 'mine': '1'})}", current=wish.mine,
                count=found.mine)]
