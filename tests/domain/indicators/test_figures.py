"""Figures as they leave the room: read by KPIs, divided, published; each at a fixed cost."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from murakami.domain.indicators.operations.counting import update_indicators
from murakami.domain.indicators.operations.publishing import KIND, publish_indicators
from murakami.domain.indicators.queries.definitions import get_indicator, list_indicators
from murakami.domain.indicators.queries.figures import divide, overviews, read_value, read_values
from murakami.domain.indicators.rules.figures import Standing
from murakami.domain.indicators.rules.months import month_of_day
from murakami.domain.publications.models import Publication
from tests.domain.indicators.histories import BEGIN, definition, keep, record
from tests.domain.indicators.test_counting import one_event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
NOVEMBER = month_of_day(TODAY)


@pytest.fixture
def counted() -> None:
    """Twelve filings in May, eight online; six in November."""
    keep(definition("online", unit="percent", direction="up", targets={"years": {"2025": "60"}, "source": "試験"}))
    record([one_event(number, channel="online" if number <= 8 else "counter") for number in range(1, 13)])
    record([one_event(number, at=datetime(2026, 11, 3, tzinfo=UTC)) for number in range(20, 26)])
    update_indicators(at=NOW)


def test_read_value__gives_the_fiscal_year_so_far(counted: None, sql_at_most: Callable):
    with sql_at_most(3):
        found = read_value("online", 2026, today=TODAY)
    assert found is not None
    assert (found.value, found.n, found.is_final, found.is_hidden) == (Decimal("77.8"), 18, False, False)


def test_read_value__is_final_once_the_year_is_over_and_counted(counted: None):
    update_indicators(at=datetime(2027, 4, 2, tzinfo=UTC))
    found = read_value("online", 2026, today=date(2027, 4, 2))
    assert found is not None
    assert found.is_final


def test_read_value__of_an_unknown_indicator_is_none():
    assert read_value("nothing", 2026, today=TODAY) is None


def test_read_values__of_an_imported_series_takes_the_last_point_of_the_year():
    from murakami.domain.indicators.models import SeriesPoint

    row = keep(definition("population", formula=None, series=[{"on": "2022-01-01", "value": "57111"}]))
    SeriesPoint.objects.create(version=row, on=date(2022, 1, 1), value=57111)
    found = read_values(list_indicators(), [2021, 2022], today=TODAY)
    assert [found["population", year].value for year in (2021, 2022)] == [Decimal(57111), None]


def test_overviews__compares_with_the_newest_target(counted: None):
    overview = overviews(list_indicators(), since=NOVEMBER - 12, until=NOVEMBER)[0]
    assert overview.standing(2026) is Standing.REACHED


def test_divide__hides_what_is_small(counted: None):
    (by_channel,) = [one for one in divide(get_indicator("online"), fiscal_year=2026, until=NOVEMBER)
                     if one.dimension == "channel"]
    assert [(cell.code, cell.figure.is_hidden) for cell in by_channel.cells] == [("counter", True), ("online", True)]


def test_publish__whole_months_only_and_nothing_twice(counted: None):
    assert publish_indicators(at=NOW) == 1
    document = Publication.objects.get(kind=KIND).document
    assert [one["month"] for one in document["months"]] == ["2026-05"]
    assert document["years"] == [{"year": 2026, "value": "66.7", "n": 12, "is_hidden": False, "is_running": True}]
    assert document["until"] == "2026-10"
    record([one_event(40, at=NOW - timedelta(hours=1))])
    update_indicators(at=NOW + timedelta(hours=1))
    assert publish_indicators(at=NOW + timedelta(hours=1)) == 0


def test_publish__holds_no_hidden_figure(counted: None):
    publish_indicators(at=NOW)
    document = Publication.objects.get(kind=KIND).document
    (by_channel,) = [one for one in document["dimensions"] if one["name"] == "channel"]
    assert [(one["value"], one["n"], one["is_hidden"]) for one in by_channel["cells"]] == [(None, None, True)] * 2


def test_publish__withdraws_what_packs_no_longer_hold(counted: None):
    from murakami.domain.indicators.models import IndicatorVersion

    publish_indicators(at=NOW)
    IndicatorVersion.objects.update(withdrawn_at=BEGIN)
    assert publish_indicators(at=NOW) == 1
    assert Publication.objects.get(kind=KIND).withdrawn_at == NOW


def test_publish__costs_a_bounded_number_of_statements(counted: None, sql_at_most: Callable):
    publish_indicators(at=NOW)
    with sql_at_most(3 + 4):
        publish_indicators(at=NOW)


@pytest.fixture
def standing() -> None:
    """Two units over two months: a year and a quarter show the newest, of what the last month has."""
    keep(definition("level", unit="percent", direction="up", dimensions=["unit"]))
    noted = [("u", 4, 8, 4), ("u", 5, 8, 6), ("v", 4, 10, 9), ("u", 5, 8, 7)]
    record([one_event(number, kind="case.assigned", subject_key=unit, unit=unit, at=datetime(2026, month, number, tzinfo=UTC),
                      details={"items": people, "kept": ready})
            for number, (unit, month, people, ready) in enumerate(noted, start=1)])
    update_indicators(at=NOW)


def test_level__of_a_year_is_that_of_its_last_month(standing: None):
    overview = overviews(list_indicators(), since=NOVEMBER - 12, until=NOVEMBER)[0]
    assert [(figure.value, figure.n) for figure in overview.months.values()] == [(Decimal("72.2"), 18), (Decimal("87.5"), 8)]
    assert [figure.value for figure in overview.quarters.values()] == [Decimal("87.5")]
    assert overview.years[2026].value == Decimal("87.5")


def test_level__divides_as_its_last_month_does(standing: None):
    (by_unit,) = divide(get_indicator("level"), fiscal_year=2026, until=NOVEMBER)
    assert [(cell.code, cell.figure.value) for cell in by_unit.cells] == [("u", Decimal("87.5"))]
