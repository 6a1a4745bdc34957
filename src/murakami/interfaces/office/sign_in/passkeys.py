"""Passkeys of staff: a way in beside password and code, and one's own list of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from murakami.foundation.accounts.guards import staff_only
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations.passkeys import (
    add_passkey,
    begin_passkey,
    enter_by_passkey,
    list_passkeys,
    remove_passkey,
)
from murakami.foundation.accounts.passkeys import PasskeyRefused, ask_to_sign
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.sessions import enter
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.components.passkeys import answer_of, asked, device_of, origin_of, take_pending
from murakami.interfaces.office.frame import show
from murakami.interfaces.office.sign_in.proving import proved
from murakami.interfaces.office.sign_in.state import forget_first_step, wanted_path


@never_cache
@require_POST
@limited(Door.LOOKUPS)
def options(request: HttpRequest) -> HttpResponse:
    """Say what an authenticator is to be asked when somebody signs in with it, or proves again who they are."""
    return asked(request, *ask_to_sign(origin=origin_of(request), at=timezone.now()))


@never_cache
@require_POST
@limited(Door.LOOKUPS)
def come_in(request: HttpRequest) -> HttpResponse:
    """Open the session of whoever's passkey has signed."""
    at = timezone.now()
    try:
        account = enter_by_passkey(kind=AccountKind.STAFF, answer=answer_of(request), pending=take_pending(request), at=at)
    except PasskeyRefused:
        messages.error(request, _("パスキーを確かめられませんでした。職員番号とパスワードでサインインしてください。"))
        return redirect("office:sign-in")
    wanted = wanted_path(request)
    forget_first_step(request)
    enter(request, account=account, assurance=Assurance.ACCOUNT, at=at)
    return redirect(wanted)


@never_cache
@staff_only
@proved(reading=True)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """List one's own passkeys, and offer to add one. SQL: 1, and the session's."""
    return show(request, "office/sign_in/passkeys.html", here="own", passkeys=list_passkeys(actor_of(request).account_id or 0))


@never_cache
@require_POST
@staff_only
def own_options(request: HttpRequest) -> HttpResponse:
    """Say what an authenticator is to be asked when it makes a passkey."""
    account = Account.objects.select_related("staff").get(pk=actor_of(request).account_id or 0)
    try:
        return asked(request, *begin_passkey(account=account, shown=account.staff.name, origin=origin_of(request), at=timezone.now()))
    except PasskeyRefused:
        return HttpResponse(status=409)


@never_cache
@require_POST
@staff_only
@proved()
def add(request: HttpRequest) -> HttpResponse:
    """Keep a passkey that the reader's device has made."""
    try:
        add_passkey(account_id=actor_of(request).account_id or 0, answer=answer_of(request), pending=take_pending(request),
                    name=device_of(request) or _("パスキー"), at=timezone.now())
    except PasskeyRefused:
        messages.error(request, _("パスキーを加えられませんでした。もう一度試してください。"))
    else:
        messages.success(request, _("パスキーを加えました。次からは、パスワードの代わりに使えます。"))
    return redirect("office:own-passkeys")


@never_cache
@require_POST
@staff_only
@proved()
def remove(request: HttpRequest, passkey: int) -> HttpResponse:
    """Take one of one's own passkeys away."""
    if not remove_passkey(account_id=actor_of(request).account_id or 0, passkey_id=passkey):
        raise Http404("no such passkey of yours")
    messages.success(request, _("パスキーを消しました。"))
    return redirect("office:own-passkeys")
