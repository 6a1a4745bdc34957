"""Random histories of cases for the tests: events out of order, batches, late commits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from murakami.domain.indicators.formats import IndicatorFile
from murakami.domain.indicators.loading import counts_of, document_of
from murakami.domain.indicators.models import IndicatorVersion, Partial
from murakami.foundation.events.models import Event

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = {"ja": "指標", "easy": "指標", "en": "Indicator"}
FORMULAS: dict[str, dict[str, Any]] = {
    "filings": {"count": {"kinds": ["case.received"]}},
    "cases-asked": {"count": {"kinds": ["case.correction_requested"], "once": "yes"}},
    "online": {"ratio": {"of": {"count": {"kinds": ["case.received"], "channels": ["online"]}},
                         "to": {"count": {"kinds": ["case.received"]}}}},
    "typed": {"ratio": {"of": {"sum": {"detail": "kept", "events": {"kinds": ["case.received"]}}},
                        "to": {"sum": {"detail": "items", "events": {"kinds": ["case.received"]}}}}},
    "days": {"time": {"from": {"kinds": ["case.received"]}, "until": {"kinds": ["case.decided", "case.closed"]},
                      "statistic": "median"}},
    "late": {"within": {"from": {"kinds": ["case.received"]}, "until": {"kinds": ["case.decided"]}, "hours": "240"}},
    "score": {"mean": {"detail": "items", "events": {"kinds": ["case.received"], "where": {"electronic": ["yes"]}}}},
    "level": {"level": {"of": "kept", "to": "items", "events": {"kinds": ["case.assigned"]}}},
    "scores": {"distribution": {"detail": "items", "events": {"kinds": ["case.received"]}}},
}
KINDS = ("case.received", "case.correction_requested", "case.decided", "case.closed", "case.assigned")


def definition(key: str, **changes: Any) -> IndicatorFile:
    """An indicator as a pack would write it."""
    given = {"indicator": key, "name": WORDS, "meaning": WORDS, "unit": "days", "decimals": "1", "direction": "down",
             "version": "1", "order": "1", "owner": "digital", "cadence": "daily", "source": {"title": "試験"},
             "dimensions": ["unit", "procedure", "channel", "detail.district"]}
    return IndicatorFile.model_validate({**given, "formula": FORMULAS.get(key), **changes})


def keep(written: IndicatorFile, at: datetime = BEGIN) -> IndicatorVersion:
    """Put a definition into the table, as the loader does."""
    return IndicatorVersion.objects.create(key=written.indicator, number=written.version, document=document_of(written),
                                           counts=counts_of(written), order=written.order, loaded_at=at)


@dataclass(frozen=True)
class Happening:
    """An event with the minute in which it becomes visible to others; its number was drawn up to an hour before."""

    event: Event
    visible_at: datetime


@st.composite
def histories(draw: st.DrawFn) -> list[Happening]:
    """Some dozen events of few subjects over half a year, numbered as recorded, some entered late, some visible late."""
    found = []
    recorded = BEGIN + timedelta(days=190)
    for number in range(1, draw(st.integers(1, 40)) + 1):
        recorded += timedelta(minutes=draw(st.integers(0, 90)))
        at = BEGIN + timedelta(hours=draw(st.integers(0, 180 * 24)))
        details: dict[str, Any] = {"items": draw(st.integers(0, 9)), "kept": draw(st.integers(0, 9)),
                                   "electronic": draw(st.booleans())}
        if draw(st.booleans()):
            details["district"] = draw(st.sampled_from(["sanpoku", "asahi"]))
        event = Event(id=number, kind=draw(st.sampled_from(KINDS)), subject_key=f"s{draw(st.integers(1, 6))}", at=at,
                      procedure=draw(st.sampled_from(["a", "b"])), unit=draw(st.sampled_from(["u", "v"])),
                      channel=draw(st.sampled_from(["online", "counter"])), details=details)
        found.append(Happening(event, recorded + timedelta(minutes=draw(st.sampled_from([0, 0, 0, 7, 59])))))
    return found


def runs(draw: Any, history: Sequence[Happening]) -> list[datetime]:
    """Moments at which the update runs; the last is after everything."""
    end = max(one.visible_at for one in history)
    gaps = draw(st.lists(st.integers(1, 300), max_size=12))
    at, found = BEGIN + timedelta(days=190), []
    for gap in gaps:
        at += timedelta(minutes=gap)
        found.append(at)
    return [*(one for one in found if one < end), end]


def counted() -> dict[tuple[str, int, str, str], tuple[int, int, Any]]:
    """Everything that is in the table of partial states."""
    return {(row.version.key, row.month, row.dimension, row.code): (row.n, row.total, row.values)
            for row in Partial.objects.select_related("version")}


def record(events: Iterable[Event]) -> None:
    """Write events with the numbers they have."""
    Event.objects.bulk_create(list(events))
