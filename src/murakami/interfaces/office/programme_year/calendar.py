"""A meeting to take away into one's own calendar."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from murakami.interfaces.components.calendar_file import Appointment, calendar_answer
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.programme_year.meetings import open_meeting
from murakami.interfaces.office.programme_year.page import cycle_page


@cycle_page
@require_GET
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Give a meeting as iCalendar: the whole day, for the plan knows no hour. SQL: 1, and the session's."""
    found = open_meeting(key)
    one = Appointment(key=f"meeting-{found.key}", title=found.title, begins=found.held_on, ends=found.held_on,
                      place=found.place, text=found.body.name, changed_at=now(),
                      href=reverse("office:meeting", args=[found.key]))
    return calendar_answer(request, [one], title=found.title, name=f"meeting-{found.held_on:%Y%m%d}")
