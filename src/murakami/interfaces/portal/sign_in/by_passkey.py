"""Coming back with a passkey: added by a resident who is signed in, good for the level `account`."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from murakami.foundation.accounts.guards import residents_only
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations.passkeys import (
    add_passkey,
    begin_passkey,
    decline_passkey,
    enter_by_passkey,
    remove_passkey,
)
from murakami.foundation.accounts.passkeys import PasskeyRefused, ask_to_sign
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import get_resident
from murakami.foundation.accounts.sessions import end_sessions, enter
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.components.passkeys import answer_of, asked, device_of, origin_of, take_pending
from murakami.interfaces.portal.sign_in.offering import forget_offer, mail_added, may_add
from murakami.interfaces.portal.sign_in.state import path_after, wanted_path


@never_cache
@require_POST
@limited(Door.LOOKUPS)
def options(request: HttpRequest) -> HttpResponse:
    """Say what an authenticator is to be asked when somebody signs in with it."""
    return asked(request, *ask_to_sign(origin=origin_of(request), at=timezone.now()))


@never_cache
@require_POST
@limited(Door.LOOKUPS)
def come_in(request: HttpRequest) -> HttpResponse:
    """Open the session of whoever's passkey has signed."""
    at = timezone.now()
    try:
        account = enter_by_passkey(kind=AccountKind.RESIDENT, answer=answer_of(request), pending=take_pending(request), at=at)
    except PasskeyRefused:
        messages.error(request, _("パスキーを確かめられませんでした。メールかカードでサインインしてください。"))
        return redirect("portal:sign-in")
    wanted = wanted_path(request)
    enter(request, account=account, assurance=Assurance.ACCOUNT, at=at)
    return redirect(path_after(wanted))


@never_cache
@require_POST
@residents_only
def own_options(request: HttpRequest) -> HttpResponse:
    """Say what an authenticator is to be asked when it makes a passkey, soon after signing in."""
    if not may_add(request):
        return HttpResponse(status=409)
    account = Account.objects.select_related("resident").get(pk=actor_of(request).account_id or 0)
    shown = account.resident.email or _("マイページ")
    try:
        return asked(request, *begin_passkey(account=account, shown=shown, origin=origin_of(request), at=timezone.now()))
    except PasskeyRefused:
        return HttpResponse(status=409)


@never_cache
@require_POST
@residents_only
def add(request: HttpRequest) -> HttpResponse:
    """Keep a passkey that the reader's device has made, and tell its owner by mail."""
    account_id, device = actor_of(request).account_id or 0, device_of(request) or _("パスキー")
    try:
        _keep(request, account_id=account_id, device=device)
    except PasskeyRefused:
        messages.error(request, _("パスキーを加えられませんでした。もう一度試してください。"))
    else:
        messages.success(request, _("パスキーを加えました。次からは、このパスキーでサインインできます。"))
    return redirect(wanted_path(request) or "portal:sign-in-ways")


def _keep(request: HttpRequest, *, account_id: int, device: str) -> None:
    if not may_add(request):
        raise PasskeyRefused("not fresh")
    add_passkey(account_id=account_id, answer=answer_of(request), pending=take_pending(request), name=device, at=timezone.now())
    forget_offer(request)
    if address := get_resident(account_id).email:
        mail_added(address, device=device)


@never_cache
@require_POST
@residents_only
def not_now(request: HttpRequest) -> HttpResponse:
    """Offer no passkey any more; the page of the ways in still has it."""
    decline_passkey(account_id=actor_of(request).account_id or 0, at=timezone.now())
    forget_offer(request)
    return redirect("portal:my")


@never_cache
@require_POST
@residents_only
def remove(request: HttpRequest, passkey: int) -> HttpResponse:
    """Take one of one's own passkeys away."""
    if not remove_passkey(account_id=actor_of(request).account_id or 0, passkey_id=passkey):
        raise Http404("no such passkey of yours")
    messages.success(request, _("パスキーを消しました。"))
    return redirect("portal:sign-in-ways")


@never_cache
@require_POST
@residents_only
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign the reader out everywhere else."""
    end_sessions(actor_of(request).account_id or 0, but=request.session.session_key or "")
    messages.success(request, _("ほかの端末のサインインを終わらせました。"))
    return redirect("portal:sign-in-ways")
