"""Hearings to take away: from the first to the last day on which comments are taken, as iCalendar."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.publications.queries import Published, list_published
from murakami.interfaces.components.calendar_file import Appointment, calendar_answer
from murakami.interfaces.open.frame import site_of
from murakami.interfaces.open.hearings.reading import POLICY_HEARING, Hearing, get_published


@require_safe
def all_hearings(request: HttpRequest) -> HttpResponse:
    """Give every hearing, to subscribe to. SQL: 2."""
    return _calendar(request, list_published(POLICY_HEARING), name="hearings")


@require_safe
def one_hearing(request: HttpRequest, edition: str) -> HttpResponse:
    """Give the hearing on an edition. SQL: 2."""
    return _calendar(request, (get_published(edition),), name=f"hearing-{edition}")


def _calendar(request: HttpRequest, found: tuple[Published, ...], *, name: str) -> HttpResponse:
    title = f"{site_of(request).brand}｜{_('意見募集（パブリックコメント）')}"
    return calendar_answer(request, [_appointment(one) for one in found], title=title, name=name)


def _appointment(one: Published) -> Appointment:
    hearing = Hearing(one.document, timezone.localdate())
    return Appointment(
        key=f"hearing-{one.head.key}", title=_("意見募集：{title}").format(title=one.head.title), begins=hearing.opens_on,
        ends=hearing.closes_on, changed_at=one.head.published_at, text=one.document["announcement"],
        href=reverse("open:hearing", args=[one.head.key]))
