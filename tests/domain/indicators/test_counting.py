"""Incremental equals recomputed, over random histories with events entered late and committed late."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from murakami.domain.indicators.models import IndicatorVersion, Partial, Progress
from murakami.domain.indicators.operations.counting import OvertakenByAnother, _Turn, recompute, update_indicators
from murakami.domain.indicators.rules.months import month_of
from murakami.foundation.events.models import Event
from tests.domain.indicators.histories import (
    BEGIN,
    FORMULAS,
    Happening,
    counted,
    definition,
    histories,
    keep,
    record,
    runs,
)

pytestmark = pytest.mark.django_db
QUIET = settings(max_examples=60, deadline=None,
                 suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def in_turn(history: list[Happening], moments: list[datetime]) -> None:
    """Let events become visible and the update run, as time goes on."""
    waiting = sorted(history, key=lambda one: one.visible_at)
    for moment in moments:
        record(one.event for one in waiting if one.visible_at <= moment)
        waiting = [one for one in waiting if one.visible_at > moment]
        update_indicators(at=moment)
    assert not waiting


@QUIET
@given(data=st.data(), history=histories())
def test_update__gives_what_counting_everything_again_gives(data: st.DataObject, history: list[Happening]):
    with transaction.atomic():
        for key in FORMULAS:
            keep(definition(key))
        in_turn(history, runs(data.draw, history))
        incremental = counted()
        recompute(at=BEGIN + timedelta(days=400))
        assert incremental == counted()
        transaction.set_rollback(True)


@QUIET
@given(history=histories())
def test_recompute__counts_what_somebody_would_count_by_hand(history: list[Happening]):
    events = [one.event for one in history]
    with transaction.atomic():
        for key in FORMULAS:
            keep(definition(key))
        record(events)
        recompute(at=BEGIN)
        table = counted()
        transaction.set_rollback(True)
    received = Counter(month_of(event.at) for event in events if event.kind == "case.received")
    assert {month: n for (key, month, dimension, _), (n, _, _) in table.items()
            if key == "filings" and dimension == ""} == received
    online = Counter(month_of(one.at) for one in events if one.kind == "case.received" and one.channel == "online")
    for (key, month, dimension, _), (n, total, _) in table.items():
        if key == "online" and dimension == "":
            assert (n, total) == (received[month], online[month])
    _check_days(events, table)


def _check_days(events: list[Event], table: dict[Any, Any]) -> None:
    """The median by the plainest way: sort each subject's story and look."""
    found: dict[int, list[int]] = {}
    for subject in {event.subject_key for event in events}:
        story = sorted((one for one in events if one.subject_key == subject), key=lambda one: (one.at, one.id))
        begun = next((one for one in story if one.kind == "case.received"), None)
        after = story[story.index(begun) + 1:] if begun else []
        ended = next((one for one in after if one.kind in {"case.decided", "case.closed"}), None)
        if begun and ended:
            found.setdefault(month_of(ended.at), []).append(int((ended.at - begun.at).total_seconds() // 60))
    counted_days = {month: values for (key, month, dimension, _), (_, _, values) in table.items()
                    if key == "days" and dimension == ""}
    assert set(counted_days) == set(found)
    for month, values in counted_days.items():
        spread = [int(value) for value, times in values.items() for _ in range(times)]
        assert median(spread) == median(found[month])


@QUIET
@given(history=histories())
def test_recompute__dimensions_add_up_to_the_whole(history: list[Happening]):
    with transaction.atomic():
        keep(definition("filings"))
        record(one.event for one in history)
        recompute(at=BEGIN)
        table = counted()
        transaction.set_rollback(True)
    for dimension in ("unit", "procedure", "channel", "detail.district"):
        parts: Counter[int] = Counter()
        for (_, month, name, _), (n, _, _) in table.items():
            if name == dimension:
                parts[month] += n
        assert parts == {month: n for (_, month, name, _), (n, _, _) in table.items() if name == ""}


def one_event(number: int, **changes: Any) -> Event:
    given = {"kind": "case.received", "subject_key": f"s{number}", "at": datetime(2026, 5, 3, tzinfo=UTC),
             "procedure": "a", "unit": "u", "channel": "online", "details": {}}
    return Event(id=number, **{**given, **changes})


def test_update__counts_an_event_that_was_committed_late():
    keep(definition("filings"))
    record([one_event(1), one_event(3)])
    update_indicators(at=BEGIN)
    record([one_event(2), one_event(4)])
    update_indicators(at=BEGIN + timedelta(minutes=59))
    assert Partial.objects.get(dimension="").n == 4


def test_update__reads_only_what_is_new_once_it_has_settled():
    keep(definition("filings"))
    record([one_event(1)])
    for hour in range(4):
        update_indicators(at=BEGIN + timedelta(hours=2 * hour))
    assert Progress.objects.get().settled_id == 1
    assert update_indicators(at=BEGIN + timedelta(days=1)) == 0
    record([one_event(2, at=datetime(2026, 6, 3, tzinfo=UTC))])
    assert update_indicators(at=BEGIN + timedelta(days=2)) == 1


def test_update__counts_a_new_indicator_from_the_whole_book():
    keep(definition("filings"))
    record([one_event(1)])
    for hour in range(4):
        update_indicators(at=BEGIN + timedelta(hours=2 * hour))
    new = keep(definition("online"))
    update_indicators(at=BEGIN + timedelta(days=1))
    assert Partial.objects.filter(version=new, dimension="").count() == 1


def test_update__leaves_a_frozen_version_as_it_stood():
    old = keep(definition("filings"))
    record([one_event(1)])
    update_indicators(at=BEGIN)
    IndicatorVersion.objects.update(frozen_at=BEGIN)
    keep(definition("filings", version="2"))
    record([one_event(2)])
    recompute(at=BEGIN + timedelta(hours=2))
    assert [row.n for row in Partial.objects.filter(dimension="").order_by("version__number")] == [1, 2]
    assert Partial.objects.filter(version=old).exists()


def test_update__stops_where_another_run_has_overtaken_it():
    Progress.objects.create(pk=1, turn=7)
    with pytest.raises(OvertakenByAnother):
        _Turn(6).take()


def test_update__puts_the_last_minute_of_a_month_in_japan_into_that_month():
    keep(definition("filings"))
    record([one_event(1, at=datetime(2026, 3, 31, 14, 59, tzinfo=UTC)),
            one_event(2, at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC))])
    update_indicators(at=BEGIN)
    assert sorted(Partial.objects.filter(dimension="").values_list("month", "n")) == [
        (2026 * 12 + 2, 1), (2026 * 12 + 3, 1)]


def test_recompute__costs_the_same_whatever_was_recorded(sql_at_most: Any):
    for key in FORMULAS:
        keep(definition(key))
    record([one_event(number) for number in range(1, 200)])
    with sql_at_most(9 + 8 + 6):
        recompute(at=BEGIN)
