"""Sign-in by card: leave for the provider, come back, be believed or be told why not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from murakami.foundation.accounts.card import CardIdentity
from murakami.foundation.accounts.operations.residents import LinkRefused, enter_by_card
from murakami.foundation.accounts.ports import SignInRefused, card_provider
from murakami.foundation.accounts.sessions import enter
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.portal.sign_in.offering import mail_card_linked, note_offer
from murakami.interfaces.portal.sign_in.pages import show_refusal
from murakami.interfaces.portal.sign_in.state import (
    CARD_SIGN_INS,
    current_resident,
    keep_sign_in,
    own_address,
    path_after,
    return_address,
    take_sign_in,
    wanted_path,
)


@require_POST
@limited(Door.CARD_SIGN_INS)
def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider."""
    provider = card_provider()
    if provider is None:
        return show_refusal(request, "provider", wanted=wanted_path(request))
    address, pending = provider.start(redirect_uri=return_address(request, "portal:sign-in-card-back"), at=timezone.now())
    keep_sign_in(request, pending, where=CARD_SIGN_INS, wanted=wanted_path(request))
    return redirect(address)


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take the browser back from the provider. SQL: 12, most of them the session's."""
    provider, taken, at = card_provider(), take_sign_in(request, where=CARD_SIGN_INS), timezone.now()
    if provider is None or taken is None:
        return show_refusal(request, "stale")
    pending, wanted, current = taken
    former = own_address(request, without_card=True)
    if current != current_resident(request):
        return show_refusal(request, "stale", wanted=wanted)
    try:
        identity = provider.finish(pending=pending, returned=request.GET.dict(), at=at)
        account = enter_by_card(identity=identity, current=current, at=at)
    except (SignInRefused, LinkRefused) as refusal:
        return show_refusal(request, refusal.code, wanted=wanted)
    enter(request, account=account, assurance=identity.assurance, at=at)
    note_offer(request, account_id=account.pk)
    if former:
        mail_card_linked(former)
    messages.success(request, _welcome(identity))
    return redirect(path_after(wanted))


def _welcome(identity: CardIdentity) -> str:
    if identity.revocation_checked:
        return _("マイナンバーカードでサインインしました。")
    return _("マイナンバーカードでサインインしました。カードが止められていないかは、まだ確かめていません（失効未確認）。")
