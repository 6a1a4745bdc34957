"""Sign-in by e-mail: a code goes out, the right code comes back."""

from datetime import datetime
from smtplib import SMTPException

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from murakami.foundation.accounts.operations.email_codes import (
    CodeRefused,
    clean_address,
    issue_code,
    redeem_code,
)
from murakami.foundation.accounts.operations.lockouts import LockedOut
from murakami.foundation.accounts.operations.residents import LinkRefused, enter_by_email
from murakami.foundation.accounts.sessions import enter
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.foundation.limits.addresses import place_of
from murakami.interfaces.components.code_mail import code_minutes, mail_code
from murakami.interfaces.components.credentials import Credential
from murakami.interfaces.components.told_mail import mail_address_changed
from murakami.interfaces.portal.frame import site_of
from murakami.interfaces.portal.sign_in.offering import may_add, note_offer
from murakami.interfaces.portal.sign_in.pages import email_context, show_refusal, show_sign_in
from murakami.interfaces.portal.sign_in.state import (
    current_resident,
    forget_code,
    keep_code,
    kept_code,
    own_address,
    path_after,
    wanted_path,
)
from murakami.kernel.fields import FieldErrors


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Send a code to the typed address."""
    at = timezone.now()
    try:
        email = clean_address(request.POST.get("email.value", ""), context=email_context(at))
        if _needs_proof(request, email):
            return show_refusal(request, "not_fresh", wanted=wanted_path(request) or reverse("portal:sign-in-ways"))
        sent = issue_code(email=email, place=place_of(request), at=at)
        mail_code(sent)
    except FieldErrors as errors:
        return show_sign_in(request, errors=errors)
    except LockedOut as locked:
        return show_sign_in(request, trouble=_locked_words(locked.until), status=429)
    except (SMTPException, OSError):
        return show_sign_in(request, trouble=_("いま、メールを送れません。少し待ってから、もう一度試してください。"), status=503)
    keep_code(request, key=sent.key, email=email, wanted=wanted_path(request))
    return redirect("portal:sign-in-code")


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and take it."""
    waiting = kept_code(request)
    if waiting is None:
        return redirect("portal:sign-in")
    if request.method == "GET":
        return _show_code(request, waiting)
    at, former = timezone.now(), own_address(request)
    try:
        email = redeem_code(key=waiting["key"], code=request.POST.get("code", ""), at=at)
        account = enter_by_email(email=email, current=current_resident(request), is_fresh=may_add(request), at=at)
    except CodeRefused as refusal:
        return _refused(request, waiting, refusal)
    except LinkRefused as refusal:
        forget_code(request)
        return show_refusal(request, refusal.code, wanted=waiting["next"])
    forget_code(request)
    enter(request, account=account, assurance=Assurance.ACCOUNT, at=at)
    note_offer(request, account_id=account.pk)
    if former and former != email:
        mail_address_changed(former)
    messages.success(request, _("メールでサインインしました。"))
    return redirect(path_after(waiting["next"]))


def _needs_proof(request: HttpRequest, email: str) -> bool:
    """Say whether another address would take the place of one's own, and who wants that is to prove it first."""
    return current_resident(request) is not None and email != own_address(request) and not may_add(request)


def _refused(request: HttpRequest, waiting: dict[str, str], refusal: CodeRefused) -> HttpResponse:
    if refusal.code == "wrong":
        error = _("確認コードが違います。メールの6けたの数字を、もう一度入れてください（あと{count}回）。")
        return _show_code(request, waiting, error=error.format(count=refusal.attempts_left))
    forget_code(request)
    trouble = (_("確認コードの期限が切れました。もう一度、確認コードを送ってください。") if refusal.code == "expired"
               else _("確認コードを間違えた回数が多すぎます。もう一度、確認コードを送ってください。"))
    return show_sign_in(request, trouble=trouble, wanted=waiting["next"], email=waiting["email"])


def _show_code(request: HttpRequest, waiting: dict[str, str], *, error: str = "") -> HttpResponse:
    field = Credential(
        name="code", label=_("確認コード"), autocomplete="one-time-code", inputmode="numeric", width="8", error=error,
        hint=_("メールに書いてある6けたの数字です。"))
    return render(request, "portal/sign_in/code.html", {
        "site": site_of(request), "field": field, "problems": field.problems, "email": waiting["email"],
        "minutes": code_minutes()}, status=422 if error else 200)


def _locked_words(until: datetime) -> str:
    words = _("短い間に何度も確認コードを送りました。{time}を過ぎてから、もう一度試してください。")
    return words.format(time=timezone.localtime(until).strftime("%H:%M"))

