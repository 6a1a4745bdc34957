"""Appointments as iCalendar, read back by the standard's own rules."""

from datetime import UTC, date, datetime

from django.test import RequestFactory
from icalendar import Calendar

from murakami.interfaces.components.calendar_file import Appointment, calendar_answer

AT = datetime(2026, 11, 28, 3, tzinfo=UTC)
WEEK = Appointment(key="hearing-2.0", title="意見募集：方針, 案; 第2.0版", begins=date(2026, 11, 28), ends=date(2026, 12, 27), changed_at=AT,
                   text="一行目\n二行目", href="/policy/hearings/2.0/")
HOUR = Appointment(key="session-1", title="研修", begins=datetime(2026, 12, 7, 4, 30, tzinfo=UTC), place="大会議室",
                   ends=datetime(2026, 12, 7, 6, 30, tzinfo=UTC), changed_at=AT, is_called_off=True)


def read(*appointments: Appointment) -> tuple[bytes, Calendar]:
    request = RequestFactory().get("/")
    answer = calendar_answer(request, appointments, title="予定", name="x")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="x.ics"'
    return answer.content, Calendar.from_ical(answer.content)


def test_calendar__days_end_after_their_last_and_keep_nobody_busy() -> None:
    written, calendar = read(WEEK)
    (event,) = calendar.walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 11, 28), date(2026, 12, 28))
    assert (str(event["summary"]), str(event["description"])) == (WEEK.title, WEEK.text)
    assert (str(event["transp"]), str(event["status"])) == ("TRANSPARENT", "CONFIRMED")
    assert (str(event["uid"]), str(event["url"])) == ("hearing-2.0@testserver", "http://testserver/policy/hearings/2.0/")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


def test_calendar__moments_are_in_utc_and_what_is_called_off_says_so() -> None:
    written, calendar = read(WEEK, HOUR)
    event = calendar.walk("VEVENT")[1]
    assert b"DTSTART:20261207T043000Z" in written
    assert (event.decoded("dtend"), str(event["location"]), str(event["status"])) == (HOUR.ends, "大会議室", "CANCELLED")
    assert "url" not in event


def test_calendar__of_nothing_is_a_calendar() -> None:
    assert not read()[1].walk("VEVENT")
