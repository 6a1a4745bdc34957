"""The pages around sign-in: the two ways, one's own ways, leaving, and refusals."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from murakami.foundation.accounts.guards import residents_only
from murakami.foundation.accounts.middleware import TIMED_OUT
from murakami.foundation.accounts.operations.passkeys import list_passkeys
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.ports import business_provider, card_provider
from murakami.foundation.accounts.queries import get_resident, list_sign_ins
from murakami.foundation.accounts.sessions import leave, list_open
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.interfaces.components.field_view import build_field_view, problems_of
from murakami.interfaces.portal.frame import site_of
from murakami.interfaces.portal.sign_in.offering import may_add
from murakami.interfaces.portal.sign_in.own_ways import card_rows, session_rows, sign_in_rows
from murakami.interfaces.portal.sign_in.refusals import CARD, refusal_of
from murakami.interfaces.portal.sign_in.state import wanted_path
from murakami.kernel.fields import FieldErrors, ParseContext, field_type


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Offer the ways in."""
    return show_sign_in(request)


@never_cache
@require_safe
@residents_only
def ways(request: HttpRequest) -> HttpResponse:
    """Show a resident how they sign in and what the card said. SQL: 6, two of them the session's."""
    actor = actor_of(request)
    assert actor.account_id is not None
    resident = get_resident(actor.account_id)
    return render(request, "portal/sign_in/ways.html", {
        "site": site_of(request), "resident": resident, "card_rows": card_rows(resident),
        "sign_ins": sign_in_rows(list_sign_ins(account_id=actor.account_id, limit=5)),
        "passkeys": list_passkeys(actor.account_id), "may_add": may_add(request),
        "open_sessions": session_rows(list_open(actor.account_id), here=request.session.session_key),
        "by_card": actor.assurance.reaches(Assurance.CARD_AUTH), "has_provider": card_provider() is not None})


@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then leave."""
    if request.method == "GET":
        return render(request, "portal/sign_in/sign_out.html", {"site": site_of(request)})
    leave(request)
    return render(request, "portal/sign_in/signed_out.html", {"site": site_of(request)})


def show_sign_in(request: HttpRequest, *, errors: FieldErrors | None = None, trouble: str = "", wanted: str = "",
                 email: str = "", status: int = 200) -> HttpResponse:
    """Draw the page with the ways in; `trouble` is a sentence about what just went wrong, `email` the address typed before."""
    field = build_field_view(
        key="email", field_type=field_type("email"), label=email_label(), errors=errors, about_reader=True,
        raw={"value": request.POST.get("email.value", email)}, hint=_("このメールアドレスに、6けたの確認コードを送ります。"))
    actor = actor_of(request)
    needs_card = (request.POST.get("level") or request.GET.get("level")) == Assurance.CARD_AUTH.value
    return render(request, "portal/sign_in/sign_in.html", {
        "site": site_of(request), "field": field, "problems": problems_of([field]), "trouble": trouble,
        "next": wanted or wanted_path(request), "level": Assurance.CARD_AUTH.value if needs_card else "",
        "needs_card": needs_card, "actor": actor, "has_provider": card_provider() is not None,
        "for_firms": business_provider() is not None and not needs_card,
        "timed_out": request.session.pop(TIMED_OUT, None) is not None,
    }, status=422 if errors else status)


def show_refusal(request: HttpRequest, code: str, *, by: str = CARD, wanted: str = "") -> HttpResponse:
    """Say why a sign-in by card or for a firm did not end well."""
    refusal = refusal_of(code, by=by)
    return render(request, "portal/sign_in/refused.html", {
        "site": site_of(request), "refusal": refusal, "next": wanted}, status=refusal.status)


def email_context(at: datetime) -> ParseContext:
    """What reading a typed address may know."""
    return ParseContext(today=timezone.localdate(at), label=email_label())


def email_label() -> str:
    """Name the field of the address."""
    return _("メールアドレス")
