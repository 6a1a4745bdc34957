"""All indicators that are public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.publications.queries import list_published
from murakami.interfaces.components.figures import year_word
from murakami.interfaces.components.trend import Trend, draw_trend
from murakami.interfaces.open.frame import show
from murakami.interfaces.open.indicators.words import Names, figure_words, mark_of, point_marks, said

KIND: Final = "indicator"


@dataclass(frozen=True, slots=True)
class Tile:
    """An indicator in the list: its newest figure with the time it is of."""

    name: str
    href: str
    value: str
    when: str
    is_missing: bool
    trend: Trend


@dataclass(frozen=True, slots=True)
class Waiting:
    """An indicator that has no figure yet."""

    name: str
    href: str
    owner: str
    planned_by: str


@require_safe
def show_indicators(request: HttpRequest) -> HttpResponse:
    """Show every public indicator. SQL: 2."""
    documents = sorted((one.document for one in list_published(KIND)), key=lambda one: (one["order"], one["key"]))
    names = Names()
    waiting = [(one.get("national"), _waiting(one, names)) for one in documents if one.get("not_yet")]
    return show(request, "indicators/all.html", {
        "counted": [_counted(one) for one in documents if one["until"]],
        "imported": [_imported(one) for one in documents if one["points"]],
        "planned": [one for national, one in waiting if not national],
        "national": [one for national, one in waiting if national]})


def newest(figures: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Take the newest figure of a course."""
    return figures[-1] if figures else None


def _counted(document: Mapping[str, Any]) -> Tile:
    year, unit = newest(document["years"]), document["unit"]
    marks = [mark_of(one["month"], one, unit) for one in document["months"][-13:]]
    value = figure_words(year, unit) if year else _("まだ値がありません")
    return Tile(said(document["name"]), _address(document), value, year_word(year["year"]) if year else "",
                is_missing=year is None or year["value"] is None, trend=draw_trend(marks))


def _imported(document: Mapping[str, Any]) -> Tile:
    marks = point_marks(document)
    known = next((mark for mark in reversed(marks) if not mark.note), marks[-1])
    return Tile(said(document["name"]), _address(document), known.shown, known.label, is_missing=False,
                trend=draw_trend(marks))


def _waiting(document: Mapping[str, Any], names: Names) -> Waiting:
    not_yet = document["not_yet"]
    return Waiting(said(document["name"]), _address(document), names.of("unit", not_yet["owner"]), not_yet["planned_by"])


def _address(document: Mapping[str, Any]) -> str:
    return reverse("open:indicator", args=[document["key"]])
