"""The plan's KPIs read what the indicators show."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

from murakami.domain.indicators.models import IndicatorVersion, SeriesPoint
from murakami.domain.programme.live import live_figures
from murakami.domain.programme.models import Kpi
from murakami.flows.programme.measured import measured_figures
from tests.packs_loaded import load_packs

TODAY = date(2026, 11, 28)


def test_measured_figures__are_bound_and_leave_out_what_is_unknown(
    db: None, sql_at_most: Callable[[int], AbstractContextManager[object]]
) -> None:
    load_packs()
    SeriesPoint.objects.create(version=IndicatorVersion.objects.get(key="open-datasets", frozen_at=None), on=date(2026, 6, 1),
                               value=Decimal(12))
    with sql_at_most(3):
        found = measured_figures({"open-datasets", "online-rate", "no-such"}, [2025, 2026], today=TODAY)
    assert found["open-datasets", 2026].value == Decimal(12)
    assert found["open-datasets", 2025].value is None
    assert found["online-rate", 2026].value is None  # nobody has filed yet
    assert {key for key, _ in found} == {"open-datasets", "online-rate"}
    assert live_figures({"open-datasets"}, [2026], today=TODAY)["open-datasets", 2026].value == Decimal(12)


def test_plan__binds_only_to_indicators_that_there_are(db: None) -> None:
    load_packs()
    bound = set(Kpi.objects.exclude(indicator="").values_list("indicator", flat=True))
    assert len(bound) >= 8
    assert {"1-1", "1-2", "2-1-1", "2-1-2", "2-1-4"} <= set(Kpi.objects.exclude(indicator="").values_list(
        "initiative__code", flat=True))
    assert bound <= set(IndicatorVersion.objects.filter(frozen_at=None, withdrawn_at=None).values_list("key", flat=True))
