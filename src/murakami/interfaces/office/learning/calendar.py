"""A session to take away into one's own calendar."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.sessions import get_session
from murakami.interfaces.components.calendar_file import Appointment, calendar_answer
from murakami.interfaces.office.learning.door import for_learners
from murakami.interfaces.office.learning.words import course_title


@for_learners
@require_GET
def calendar(request: HttpRequest, session: str) -> HttpResponse:
    """Give a session as iCalendar; one that was called off says so. SQL: 2, and the session's."""
    found = get_session(session)
    title = course_title(found.course, current_catalogue())
    one = Appointment(
        key=f"session-{found.key}", title=title, begins=found.starts_at, ends=found.ends_at, place=found.place,
        text=found.call_off_reason or found.note, changed_at=found.called_off_at or found.opened_at,
        href=reverse("office:learning-session", args=[found.key]), is_called_off=found.called_off_at is not None)
    return calendar_answer(request, [one], title=title, name=f"session-{found.starts_at:%Y%m%d}")
