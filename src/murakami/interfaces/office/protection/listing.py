"""The list of protections, and the page of one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from murakami.domain.register.protections import ProtectionPage, list_protections
from murakami.domain.register.rules import refusal_of_ending, refusal_of_renewal
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.frame import now, show
from murakami.interfaces.office.protection.door import for_protectors, open_protection
from murakami.interfaces.office.protection.words import GROUNDS, REFUSALS, last_day, standing_words
from murakami.kernel.eras import format_era_date


@for_protectors
@require_GET
def protections(request: HttpRequest) -> HttpResponse:
    """List the protections by number; names stand on their pages, which leave a look. SQL: 2 and the session's."""
    today, ended = timezone.localdate(now()), request.GET.get("ended") == "1"
    rows = [{"row": row, "number": number, "ground": GROUNDS[row.ground], "last": last_day(row),
             "standing": standing_words(row, today=today)} for row, number in list_protections(ended=ended)]
    return show(request, "office/protection/list.html", here="protections", rows=rows, ended=ended)


@for_protectors
@require_GET
def protection(request: HttpRequest, protection: str) -> HttpResponse:
    """Show one protection. SQL: 5 and the session's."""
    return one_page(request, open_protection(request, protection))


def one_page(request: HttpRequest, page: ProtectionPage) -> HttpResponse:
    """Render a protection with what this reader may do."""
    row, today = page.protection, timezone.localdate(now())
    blocked = refusal_of_ending(actor=actor_of(request), asked_by=row.end_asked_by_id, asked_as_head=row.end_asked_as_head,
                                units=settings.PROTECTION_UNITS)
    return show(
        request, "office/protection/one.html", here="protections", page=page, row=row, ground=GROUNDS[row.ground],
        since=format_era_date(row.since), last=last_day(row), standing=standing_words(row, today=today),
        may_renew=row.ended_at is None and refusal_of_renewal(until=row.until, today=today) is None,
        blocked=REFUSALS[blocked] if row.end_asked_at and blocked else "")
