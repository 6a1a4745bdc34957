"""The hearings that were announced."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from murakami.domain.publications.queries import list_published
from murakami.interfaces.open.frame import show
from murakami.interfaces.open.hearings.reading import POLICY_HEARING, Hearing
from murakami.interfaces.open.hearings.words import PHASES, day_words


@require_safe
def show_hearings(request: HttpRequest) -> HttpResponse:
    """List every hearing, the newest first. SQL: 1."""
    today = timezone.localdate()
    found = sorted((Hearing(one.document, today) for one in list_published(POLICY_HEARING)),
                   key=lambda one: one.opens_on, reverse=True)
    return show(request, "hearings/hearings.html", {"rows": [
        (one.document, PHASES[one.phase], day_words(one.opens_on), day_words(one.closes_on)) for one in found]})
