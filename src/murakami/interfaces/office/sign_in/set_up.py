"""The first sign-in: one's own password and authenticator, then the recovery codes, shown once."""

import segno
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from murakami.foundation.accounts.guards import staff_only
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations import staff_sign_in
from murakami.foundation.accounts.operations.lockouts import LockedOut
from murakami.foundation.accounts.second_factor import enrolment_uri
from murakami.foundation.accounts.sessions import enter
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.interfaces.components.credentials import Credential
from murakami.interfaces.office.frame import show
from murakami.interfaces.office.sign_in.frame import code_field, locked_words, show_outside
from murakami.interfaces.office.sign_in.state import (
    account_after_first_step,
    forget_first_step,
    forget_recovery_codes,
    keep_recovery_codes,
    kept_recovery_codes,
    path_after,
    secret_of_set_up,
)


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Let somebody new choose a password and connect an authenticator; then they are in."""
    at = timezone.now()
    account = account_after_first_step(request, at=at)
    if account is None or account.staff.set_up_at is not None:
        forget_first_step(request)
        return redirect("office:sign-in")
    if request.method == "GET":
        return _show(request, account)
    password = request.POST.get("password", "")
    wrong = password_problem(password, again=request.POST.get("again", ""), account=account)
    if wrong:
        return _show(request, account, password_error=wrong)
    try:
        codes = staff_sign_in.set_up(account=account, password=password, secret=secret_of_set_up(request),
                                     code=request.POST.get("code", "")[:100], at=at)
    except staff_sign_in.SignInWrong:
        return _show(request, account, code_error=_("確認コードが違います。認証アプリに出ている数字を入れてください。"))
    except LockedOut as locked:
        forget_first_step(request)
        return show_outside(request, "office/sign_in/code.html", trouble=locked_words(locked.until), status=429)
    wanted = path_after(request)
    forget_first_step(request)
    enter(request, account=account, assurance=Assurance.ACCOUNT, at=at)
    keep_recovery_codes(request, codes, wanted=wanted)
    return redirect("office:recovery-codes")


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show fresh recovery codes until their owner has written them down."""
    kept = kept_recovery_codes(request)
    if kept is None:
        return redirect("office:own-account")
    codes, wanted = kept
    if request.method == "GET":
        return show(request, "office/sign_in/recovery_codes.html", here="own", codes=codes)
    forget_recovery_codes(request)
    return redirect(wanted)


def password_problem(password: str, *, again: str, account: Account) -> str:
    """Say what is wrong with a new password; empty when it will do."""
    if password != again:
        return _("2つのパスワードが同じではありません。同じものを入れてください。")
    try:
        validate_password(password, user=account)
    except ValidationError:
        return _("12文字以上の、推測されにくいパスワードにしてください。数字だけのものや、よく使われるものは使えません。")
    return ""


def password_fields(*, error: str = "") -> tuple[Credential, ...]:
    """The inputs of a new password."""
    return (
        Credential(name="password", label=_("新しいパスワード"), autocomplete="new-password", type="password", error=error,
                   hint=_("12文字以上。ほかで使っていないものにしてください。")),
        Credential(name="again", label=_("新しいパスワード（もう一度）"), autocomplete="new-password", type="password"),
    )


def _show(request: HttpRequest, account: Account, *, password_error: str = "", code_error: str = "") -> HttpResponse:
    secret = secret_of_set_up(request)
    uri = enrolment_uri(secret=secret, login_name=account.login_name or "", issuer=_("むらかみ 業務"))
    new_password, code = password_fields(error=password_error), code_field(error=code_error, recovery=False)
    return show_outside(
        request, "office/sign_in/set_up.html", fields=(*new_password, code), password_fields=new_password, code_field=code,
        name=account.staff.name, qr=_drawn(uri), secret=" ".join(secret[i:i + 4] for i in range(0, len(secret), 4)),
        status=422 if password_error or code_error else 200)


def _drawn(uri: str) -> SafeString:
    return mark_safe(segno.make(uri, error="m").svg_inline(scale=5, border=4, svgclass="qr", lineclass=None))  # noqa: S308 - drawn by us
