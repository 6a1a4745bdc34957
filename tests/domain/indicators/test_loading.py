"""Indicators of packs: versions that freeze, refusals that name the mend, the city's own packs."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from murakami.domain.indicators.loading import counts_of, load_indicators
from murakami.domain.indicators.models import IndicatorVersion, Partial, SeriesPoint
from murakami.domain.indicators.operations.counting import update_indicators
from murakami.domain.indicators.queries.definitions import list_indicators, list_old_versions
from murakami.domain.indicators.queries.figures import frozen_years
from murakami.foundation.packs.registry import LoadConflict, LoadOrder
from tests.domain.indicators.histories import BEGIN, definition, record
from tests.domain.indicators.test_counting import one_event
from tests.packs_loaded import LOADED_AT, load_packs

pytestmark = pytest.mark.django_db


class OneFile:
    """A library that holds the given indicators and no town."""

    def __init__(self, *written: Any) -> None:
        self._written = written

    def entries(self, part: Any) -> list[Any]:
        if part.directory != "indicators":
            return []
        return [type("Entry", (), {"model": one}) for one in self._written]


def load(*written: Any, at: Any = BEGIN) -> list[str]:
    changes = load_indicators(OneFile(*written), order=LoadOrder(at=at))  # type: ignore[arg-type]
    return [f"{change.kind.value} {change.name} {' '.join(change.details)}".strip() for change in changes]


def test_load__twice_changes_nothing():
    assert load(definition("filings")) == ["added filings"]
    assert load(definition("filings")) == []


def test_load__a_new_version_freezes_the_old_one_with_its_figures():
    load(definition("filings"))
    record([one_event(number) for number in range(1, 10)])
    update_indicators(at=BEGIN)
    changed = definition("filings", version="2", changed="窓口も数える", formula={
        "count": {"kinds": ["case.received"], "channels": ["counter"]}})
    assert load(changed, at=BEGIN + timedelta(days=1)) == ["changed filings v1 → v2"]
    update_indicators(at=BEGIN + timedelta(days=1))
    (old,) = list_old_versions("filings")
    assert (old.number, old.frozen_at) == (1, BEGIN + timedelta(days=1))
    assert frozen_years(old.id)[2026].n == 9
    assert not Partial.objects.filter(version__number=2).exists()


def test_load__another_formula_under_the_same_number_is_refused():
    load(definition("filings"))
    with pytest.raises(LoadConflict) as refused:
        load(definition("filings", formula={"count": {"kinds": ["case.closed"]}}))
    assert "version: 2" in refused.value.mend.ja


def test_load__other_words_are_no_new_version():
    load(definition("filings"))
    assert load(definition("filings", source={"title": "別の出典"})) == ["changed filings"]
    assert IndicatorVersion.objects.count() == 1


def test_load__other_dimensions_are_counted_again():
    load(definition("filings"))
    update_indicators(at=BEGIN)
    load(definition("filings", dimensions=["unit"]), at=BEGIN + timedelta(days=1))
    assert IndicatorVersion.objects.get().counted_at is None


def test_load__what_packs_no_longer_hold_is_withdrawn_and_comes_back():
    load(definition("filings"))
    assert load() == ["withdrawn filings"]
    assert list_indicators() == ()
    assert load(definition("filings")) == ["changed filings"]
    assert len(list_indicators()) == 1


def test_load__series_are_imported():
    load(definition("population", formula=None, series=[{"on": "2022-01-01", "value": "57111"}]))
    assert SeriesPoint.objects.get().value == 57111


def test_packs__hold_live_indicators_the_policy_s_figures_and_the_national_ones():
    load_packs()
    found = {one.key: one for one in list_indicators()}
    assert sum(one.written.formula is not None for one in found.values()) >= 8
    assert [(str(point.value.normalize()), point.is_projected) for point in
            SeriesPoint.objects.filter(version__key="working-age-share").order_by("on")] == [("51.17", False), ("44.46", True)]
    assert [int(point.value) for point in SeriesPoint.objects.filter(version__key="population").order_by("on")] == [57111, 36568]
    assert SeriesPoint.objects.get(version__key="area").value == Decimal("1174.17")
    assert sorted(one.written.national for one in found.values() if one.written.national) == list(range(1, 16))
    assert found["online-rate"].written.owner == "digital"
    assert all(one.loaded_at == LOADED_AT for one in found.values())


def test_counts_of__stays_what_the_first_release_wrote():
    assert counts_of(definition("filings")) == "6727dad38518cd66096eaa4238921e5e3413cc1b87e32b8eeb1603931e8efa46"
