"""Approving a proposal (決裁): the letter is read before it leaves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.flows.agency import work
from murakami.flows.agency.letters import draft_letter
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.loose_ends import loose_ends_of
from murakami.interfaces.office.views.opened import REFUSED, lock_of, open_case, refusal_text, show_case, turned_away


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show what will be decided and told, and approve it."""
    reading = open_case(request, receipt)
    if request.method != "POST":
        return turned_away(request, reading, step="approve") or _page(request, reading)
    try:
        work.approve_decision(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    except REFUSED as error:
        messages.error(request, refusal_text(error))
        return redirect("office:case", receipt)
    messages.success(request, _("決裁しました。通知書を作っています。"))
    return redirect("office:case", receipt)


def _page(request: HttpRequest, reading: CaseReading) -> HttpResponse:
    decision = reading.page.standing_decision
    draft = draft_letter(decision, on=timezone.localdate(now())) if decision else None
    return show_case(request, reading, "office/approval.html", draft=draft, loose_ends=loose_ends_of(reading))
