"""One public indicator: its course, its divisions, where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.publications.queries import Published, find_published
from murakami.interfaces.components.figures import cases_word, hidden_word, show_figure, unit_word, year_word
from murakami.interfaces.components.shapes import Bar, Column, FactRow
from murakami.interfaces.components.trend import draw_trend
from murakami.interfaces.open.frame import address_of, show
from murakami.interfaces.open.indicators.all_of_them import KIND
from murakami.interfaces.open.indicators.words import (
    Names,
    cadence_word,
    dimension_word,
    figure_words,
    mark_of,
    point_marks,
    said,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A fiscal year divided by one dimension: name, figure, number of cases; no lines where every one would be hidden."""

    title: str
    lines: tuple[tuple[str, str, str], ...]
    has_hidden: bool


@require_safe
def show_indicator(request: HttpRequest, key: str) -> HttpResponse:
    """Show an indicator over time and divided. SQL: 2."""
    document = published_indicator(key).document
    names, unit = Names(), document["unit"]
    months = point_marks(document) or [mark_of(one["month"], one, unit) for one in document["months"][-24:]]
    years = [mark_of(year_word(one["year"]), one, unit, _("途中") if one["is_running"] else "") for one in document["years"]]
    not_yet = document.get("not_yet")
    return show(request, "indicators/one.html", {
        "document": document, "name": said(document["name"]), "meaning": said(document["meaning"]), "marks": months,
        "trend": draw_trend(months), "years": years, "parts": [_part(one, names, unit) for one in document["dimensions"]],
        "spread": [_bar(one, unit) for one in document["spread"]], "facts": _facts(document, names),
        "not_yet_owner": names.of("unit", not_yet["owner"]) if not_yet else "",
        "columns": [Column(_("期間")), Column(_("値"), number=True), Column(_("注"))],
        "part_columns": [Column(_("区分")), Column(_("値"), number=True), Column(_("件数"), number=True)],
        "initiatives": [(code, address_of("open:policy-initiative", code)) for code in document["initiatives"]],
        "all_href": reverse("open:indicators")})


def published_indicator(key: str) -> Published:
    """Find an indicator among the publications; Http404 where there is none. SQL: 1."""
    found = find_published(KIND, key)
    if found is None:
        raise Http404(key)
    return found


def _part(division: Mapping[str, Any], names: Names, unit: str) -> Part:
    lines = tuple((names.of(division["name"], cell["code"]), figure_words(cell, unit),
                   "—" if cell["is_hidden"] else cases_word(cell["n"])) for cell in division["cells"])
    title = f"{dimension_word(division['name'])} {year_word(division['year'], short=True)}"
    hidden = [cell["is_hidden"] for cell in division["cells"]]
    return Part(title, () if all(hidden) else lines, any(hidden))


def _bar(row: Mapping[str, Any], unit: str) -> Bar:
    times = row["times"]
    return Bar(f"{row['value']} {unit_word(unit)}", float(times or 0), hidden_word() if times is None else cases_word(times))


def _facts(document: Mapping[str, Any], names: Names) -> list[FactRow]:
    targets = document["targets"]
    aims = [FactRow(_("目標"), show_figure(targets["now"], document["unit"]), note=targets["source"])] if targets else []
    until = [FactRow(_("どの月まで"), document["until"])] if document["until"] else []
    return [FactRow(_("受け持つ課"), names.of("unit", document["owner"])), *aims, *until,
            FactRow(_("新しくなる間隔"), cadence_word(document["cadence"])),
            FactRow(_("数え方の版"), _("第{n}版").format(n=document["version"]), note=document.get("changed") or ""),
            FactRow(_("出典"), document["source"]["title"], note=document["source"]["note"] or "")]
