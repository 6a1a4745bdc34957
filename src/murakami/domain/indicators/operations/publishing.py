"""Makes indicators public: whole months only, small cells hidden, one publication each."""

from datetime import datetime
from typing import Any, Final

from murakami.domain.indicators.models import IndicatorVersion
from murakami.domain.indicators.queries.definitions import Indicator, list_indicators, list_old_versions, target_of
from murakami.domain.indicators.queries.figures import Overview, distribution_of, divide, overviews
from murakami.domain.indicators.rules.figures import Figure
from murakami.domain.indicators.rules.months import first_day, fiscal_year_of_month, month_of, months_of
from murakami.domain.publications.operations import publish_document, withdraw_document

KIND: Final = "indicator"
YEARS: Final = 5


def publish_indicators(*, at: datetime) -> int:
    """Publish every indicator as it stood at the end of the last whole month; says how many changed.

    A month that still runs is not published: two nights side by side would show what one case changed.
    SQL: 3, and per indicator 1 to 4 reading and 1 to 6 writing.
    """
    until = month_of(at) - 1
    indicators = list_indicators()
    since = months_of(fiscal_year_of_month(until) - YEARS + 1)[0]
    changed = sum(
        publish_document(kind=KIND, key=one.indicator.key, title=one.written.name.ja, at=at,
                         document=public_document(one, until=until))
        for one in overviews(indicators, since=since, until=until))
    gone = IndicatorVersion.objects.filter(withdrawn_at__isnull=False, frozen_at=None).values_list("key", flat=True)
    return changed + sum(withdraw_document(kind=KIND, key=key, at=at) for key in gone)


def public_document(overview: Overview, *, until: int) -> dict[str, Any]:
    """Write an indicator as it is published; figures are text, exactly as they are shown. SQL: 1 to 3."""
    written, year = overview.written, fiscal_year_of_month(until)
    counted = written.formula is not None
    return {
        "key": overview.indicator.key, "version": overview.indicator.number, "order": written.order,
        **written.model_dump(mode="json", include={
            "name", "meaning", "unit", "decimals", "direction", "cadence", "initiatives", "national", "owner", "source",
            "suppress_below", "changed", "not_yet"}),
        "statistic": written.statistic, "targets": _targets(overview, year),
        "until": first_day(until).isoformat()[:7] if counted else "",
        "months": [{"month": first_day(month).isoformat()[:7], **_figure(figure)}
                   for month, figure in sorted(overview.months.items())],
        "years": [{"year": one, **_figure(figure), "is_running": months_of(one)[-1] > until}
                  for one, figure in sorted(overview.years.items())],
        "dimensions": _dimensions(overview.indicator, year=year, until=until) if counted else [],
        "spread": _spread(overview.indicator, year=year, until=until) if written.statistic == "distribution" else [],
        "points": [{"on": point.on.isoformat(), "value": f"{point.value:.{written.decimals}f}",
                    "is_projected": point.is_projected, "note": point.note} for point in overview.points],
        "older": [{"version": old.number, "until": old.frozen_at.date().isoformat(), "changed": old.written.changed or ""}
                  for old in list_old_versions(overview.indicator.key)],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    value = None if figure.value is None else str(figure.value)
    return {"value": value, "n": None if figure.is_hidden else figure.n, "is_hidden": figure.is_hidden}


def _targets(overview: Overview, year: int) -> dict[str, Any] | None:
    targets = overview.written.targets
    if targets is None:
        return None
    now = target_of(overview.written, year)
    return {"years": {known: str(value) for known, value in sorted(targets.years.items())}, "source": targets.source,
            "now": None if now is None else str(now), "standing": overview.standing(year).value}


def _dimensions(indicator: Indicator, *, year: int, until: int) -> list[dict[str, Any]]:
    return [{"name": one.dimension, "year": year,
             "cells": [{"code": cell.code, **_figure(cell.figure)} for cell in one.cells]}
            for one in divide(indicator, fiscal_year=year, until=until)]


def _spread(indicator: Indicator, *, year: int, until: int) -> list[dict[str, int | None]]:
    return [{"value": value, "times": times}
            for value, times in distribution_of(indicator, fiscal_year=year, until=until)]

