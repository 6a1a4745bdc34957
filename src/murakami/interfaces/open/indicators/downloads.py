"""Public indicators to take away: CSV for spreadsheets, JSON as published."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from murakami.domain.publications.queries import list_published
from murakami.interfaces.components.figures import hidden_word, unit_word
from murakami.interfaces.open.indicators.all_of_them import KIND
from murakami.interfaces.open.indicators.one import published_indicator
from murakami.kernel.json_values import canonical_json

_COLUMNS: Final = ("indicator", "name", "version", "period_type", "period", "dimension", "code", "value", "unit", "cases",
                   "note")


@require_safe
def indicator_csv(request: HttpRequest, key: str) -> HttpResponse:
    """Give every figure of an indicator as CSV: UTF-8 with BOM; codes as in the packs. SQL: 1."""
    return _csv(rows_of(published_indicator(key).document), key)


@require_safe
def all_csv(request: HttpRequest) -> HttpResponse:
    """Give every figure of every indicator as one CSV. SQL: 1."""
    return _csv((row for one in list_published(KIND) for row in rows_of(one.document)), "indicators")


@require_safe
def indicator_json(request: HttpRequest, key: str) -> HttpResponse:
    """Give an indicator as it was published. SQL: 1."""
    response = HttpResponse(canonical_json(published_indicator(key).document), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{key}.json"'
    return response


def rows_of(document: Mapping[str, Any]) -> Iterator[list[str]]:
    """Write the figures of a publication as rows of a table."""
    for one in document["months"]:
        yield _row(document, "month", one["month"], one)
    for one in document["years"]:
        yield _row(document, "fiscal_year", str(one["year"]), one)
    for division in document["dimensions"]:
        for cell in division["cells"]:
            yield _row(document, "fiscal_year", str(division["year"]), cell, place=(division["name"], cell["code"]))
    for point in document["points"]:
        yield [*_head(document), "day", point["on"], "", "", point["value"], unit_word(document["unit"]), "", point["note"]]


def _row(document: Mapping[str, Any], kind: str, period: str, figure: Mapping[str, Any], *,
         place: tuple[str, str] = ("", "")) -> list[str]:
    note = hidden_word() if figure["is_hidden"] else ""
    n = "" if figure["n"] is None else str(figure["n"])
    return [*_head(document), kind, period, *place, figure["value"] or "", unit_word(document["unit"]), n, note]


def _head(document: Mapping[str, Any]) -> list[str]:
    return [document["key"], document["name"]["ja"], str(document["version"])]


def _csv(rows: Iterable[list[str]], name: str) -> HttpResponse:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows(rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
