"""A town whose indicators are counted: the packs, and events of some months."""

from datetime import UTC, datetime, timedelta

from murakami.domain.indicators.operations.counting import update_indicators
from murakami.domain.indicators.operations.publishing import publish_indicators
from murakami.foundation.events.models import Event


def count_a_town(at: datetime) -> None:
    """Write two hundred cases over eight months, count them and publish."""
    Event.objects.bulk_create([event for number in range(200) for event in _story(number)])
    update_indicators(at=at)
    publish_indicators(at=at)


def _story(number: int) -> list[Event]:
    begin = datetime(2026, 4, 3, tzinfo=UTC) + timedelta(days=number, hours=number % 7)
    unit, procedure = ("kodomo", "child-allowance-claim") if number % 20 else ("hoken", "pregnancy-notification")
    common = {"subject_key": f"case{number}", "procedure": procedure, "unit": unit, "channel": "online"}
    rows = [("case.received", 0, {"items": 20, "kept": 9, "electronic": True, "by_card": number % 2 == 0}),
            ("case.under_review", 5, {"step": "start"}), ("case.decided", 24 * 9, {"in_time": number % 10 > 0}),
            ("intake.satisfaction", 0, {"score": 1 + number % 5})]
    return [Event(kind=kind, at=begin + timedelta(hours=hours), details=details, **common)
            for kind, hours, details in rows]
