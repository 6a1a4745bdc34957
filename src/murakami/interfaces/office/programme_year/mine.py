"""What waits for oneself, and one's personal link."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from murakami.domain.programme.operations.links import make_own_link, revoke_links
from murakami.domain.programme.queries.links import newest_link
from murakami.domain.programme.queries.waiting import read_waiting
from murakami.domain.programme.rules.cycle import Stage
from murakami.domain.programme.rules.reminders import Waiting, Waits
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.qr import draw_qr
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.programme_year.page import cycle_page, show_cycle
from murakami.interfaces.office.programme_year.words import STAGES, WAIT_TONES, WAITS
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import era_fiscal_year


@cycle_page
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, most pressing first, and the state of the personal link. SQL: 10."""
    return _page(request)


@cycle_page
@require_POST
def make_link(request: HttpRequest) -> HttpResponse:
    """Make a personal link and show it once; the ones before it open no more."""
    token = secrets.token_urlsafe(32)
    make_own_link(actor=actor_of(request), token=token, at=now())
    return _page(request, link=f"{settings.BASE_URL}{reverse('office:update', args=[token])}")


@cycle_page
@require_POST
def close_link(request: HttpRequest) -> HttpResponse:
    """Close every personal link of the reader."""
    revoke_links(account_id=actor_of(request).account_id or 0, at=now())
    messages.success(request, _("リンクを使えなくしました。"))
    return redirect("office:programme-mine")


def _page(request: HttpRequest, *, link: str = "") -> HttpResponse:
    at, account = now(), actor_of(request).account_id or 0
    waiting = read_waiting(today=day_in_japan(at)).get(account, ())
    return show_cycle(request, "mine.html", rows=[_row(one) for one in waiting], link=link, qr=draw_qr(link) if link else "",
                      opened=newest_link(account_id=account, at=at))


def _row(one: Waiting) -> dict[str, object]:
    what = STAGES[Stage(one.what)] if one.why is Waits.EVALUATION else one.what
    return {"one": one, "why": WAITS[one.why], "tone": WAIT_TONES[one.why], "what": what, "year": era_fiscal_year(one.fiscal_year),
            "href": _where(one)}


def _where(one: Waiting) -> str:
    if one.why is Waits.EVALUATION:
        return reverse("office:evaluation", args=[one.fiscal_year, one.code])
    return reverse("office:initiative", args=[one.code])
