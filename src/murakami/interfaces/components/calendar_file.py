"""Appointments to take away into the calendar that somebody has anyway. Source: RFC 5545 (iCalendar)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event

_PRODUCT: Final = "-//Smart Murakami//NONSGML//JA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Something with a time: two aware moments, or two dates, of which the second is the last day.

    `key` is unique here and stays when anything else changes; `changed_at` says when that was.
    """

    key: str
    title: str
    begins: date
    ends: date
    changed_at: datetime
    place: str = ""
    text: str = ""
    href: str = ""
    is_called_off: bool = False


def calendar_answer(request: HttpRequest, appointments: Iterable[Appointment], *, title: str, name: str) -> HttpResponse:
    """Answer with a calendar of appointments as the file `name`.ics."""
    calendar = Calendar()
    for property_name, value in (("prodid", _PRODUCT), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", title)):
        calendar.add(property_name, value)
    for one in appointments:
        calendar.add_component(_event(request, one))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _event(request: HttpRequest, one: Appointment) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@{request.get_host().partition(':')[0]}")
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    event.add("summary", one.title)
    event.add("dtstart", _moment(one.begins))
    event.add("dtend", _moment(one.ends) if isinstance(one.ends, datetime) else one.ends + timedelta(days=1))
    event.add("status", "CANCELLED" if one.is_called_off else "CONFIRMED")
    event.add("transp", "OPAQUE" if isinstance(one.begins, datetime) else "TRANSPARENT")  # a span of days is no busy time
    for name, value in (("location", one.place), ("description", one.text),
                        ("url", request.build_absolute_uri(one.href) if one.href else "")):
        if value:
            event.add(name, value)
    return event


def _moment(at: date) -> date:
    return at.astimezone(UTC) if isinstance(at, datetime) else at
