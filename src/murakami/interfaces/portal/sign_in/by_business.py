"""Sign-in for a firm: leave for the provider of business accounts, come back, be believed or be told why not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from murakami.foundation.accounts.operations.firms import PlaceEnded, enter_by_business_id
from murakami.foundation.accounts.ports import SignInRefused, business_provider
from murakami.foundation.accounts.sessions import enter
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.portal.sign_in.pages import show_refusal
from murakami.interfaces.portal.sign_in.refusals import BUSINESS
from murakami.interfaces.portal.sign_in.state import (
    BUSINESS_SIGN_INS,
    keep_sign_in,
    path_after,
    return_address,
    take_sign_in,
    wanted_path,
)


@require_POST
@limited(Door.CARD_SIGN_INS)
def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider."""
    provider = business_provider()
    if provider is None:
        return show_refusal(request, "provider", by=BUSINESS, wanted=wanted_path(request))
    address, pending = provider.start(redirect_uri=return_address(request, "portal:sign-in-business-back"), at=timezone.now())
    keep_sign_in(request, pending, where=BUSINESS_SIGN_INS, wanted=wanted_path(request))
    return redirect(address)


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take the browser back from the provider; whoever else was signed in here is not any more. SQL: 16, most the session's."""
    provider, taken, at = business_provider(), take_sign_in(request, where=BUSINESS_SIGN_INS), timezone.now()
    if provider is None or taken is None:
        return show_refusal(request, "stale", by=BUSINESS)
    pending, wanted, _current = taken
    try:
        identity = provider.finish(pending=pending, returned=request.GET.dict(), at=at)
        account = enter_by_business_id(identity=identity, at=at)
    except SignInRefused as refusal:
        return show_refusal(request, refusal.code, by=BUSINESS, wanted=wanted)
    except PlaceEnded:
        return show_refusal(request, "place_ended", by=BUSINESS)
    enter(request, account=account, assurance=Assurance.ACCOUNT, at=at)
    messages.success(request, _("{firm}の{name}さんとしてサインインしました。").format(
        firm=identity.firm.name, name=identity.name))
    return redirect(path_after(wanted))
