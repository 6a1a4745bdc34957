"""Writing down by day from where cases came: what indicators divide by district and age group is counted from it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Min

from murakami.domain.cases.models import CaseRevision
from murakami.domain.cases.origins import Origin, count_origins, origin_of
from murakami.foundation.events.models import Event
from murakami.foundation.events.operations import NewEvent, append_many
from murakami.kernel.dates import JAPAN, day_in_japan
from murakami.kernel.document import Document

KIND: Final = "cases.arrived"
_RECEIVED: Final = "case.received"


def note_origins(*, district_of: Callable[[str], str], draw_key: Callable[[], str], at: datetime) -> int:
    """Write down, for every day that is over and not yet noted, how many cases came from each district and age group.

    Events of a case never say that: with the procedure and the minute beside it, a village would know who it was. These
    name no procedure, and stand for whole days. Each day is a transaction of its own: what dies goes on at the next run.
    `draw_key` gives a fresh random key. Says how many were written. SQL: 1 or 2, 1 a day, and 2 more a day with cases.
    """
    since, until = _first_day(), day_in_japan(at)
    days = [] if since is None else [since + timedelta(days=number) for number in range((until - since).days)]
    return sum(len(append_many(_events(day, district_of, draw_key))) for day in days)


def _first_day() -> date | None:
    """The day after the last that was noted, or the day of the first case."""
    noted = Event.objects.filter(kind=KIND).order_by("-at").values_list("at", flat=True).first()
    if noted is not None:
        return day_in_japan(noted) + timedelta(days=1)
    first = Event.objects.filter(kind=_RECEIVED).aggregate(at=Min("at"))["at"]
    return None if first is None else day_in_japan(first)


def _events(day: date, district_of: Callable[[str], str], draw_key: Callable[[], str]) -> Iterator[NewEvent]:
    noon = datetime.combine(day, time(12), JAPAN)
    found = count_origins(_origins(day, district_of))
    for origin, arrived in sorted(found.items(), key=lambda item: (item[0].district, item[0].age_group)):
        yield NewEvent(kind=KIND, subject_key=draw_key(), at=noon, details={
            "district": origin.district or None, "age_group": origin.age_group or None, "cases": arrived.cases,
            "online": arrived.online})


def _origins(day: date, district_of: Callable[[str], str]) -> Iterator[tuple[Origin, str]]:
    begin = datetime.combine(day, time(), JAPAN)
    rows = CaseRevision.objects.filter(
        number=0, case__entries__event__kind=_RECEIVED, case__entries__event__at__gte=begin,
        case__entries__event__at__lt=begin + timedelta(days=1))
    for channel, document, alarm in rows.values_list("case__channel", "document", "case__alarm").iterator(500):
        yield origin_of(Document.from_json(document), district_of=_nowhere if alarm else district_of, on=day), channel


def _nowhere(_postal_code: str) -> str:
    """Say of somebody protected no district: a village is small."""
    return ""
