"""One's own account: password, recovery codes, latest sign-ins, leaving."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.guards import staff_only
from murakami.foundation.accounts.models import Account, SignInRecord
from murakami.foundation.accounts.operations.lockouts import LockedOut
from murakami.foundation.accounts.operations.staff import change_password
from murakami.foundation.accounts.operations.staff_sign_in import SignInWrong, check_second_step
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import list_sign_ins
from murakami.foundation.accounts.sessions import enter, leave
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.office.frame import show
from murakami.interfaces.office.sign_in.frame import code_field, locked_words, show_outside
from murakami.interfaces.office.sign_in.set_up import password_fields, password_problem
from murakami.interfaces.office.sign_in.state import keep_recovery_codes

_FEW_CODES = 3


@never_cache
@require_safe
@staff_only
def own_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account. SQL: 5, two of them the session's."""
    return _show(request)


@never_cache
@sensitive_post_parameters("password", "again")
@require_POST
@staff_only
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; the other sessions of this account end, this one goes on."""
    account, at, chosen = _own(request), timezone.now(), request.POST.get("password", "")
    wrong = password_problem(chosen, again=request.POST.get("again", ""), account=account)
    if wrong:
        return _show(request, password_error=wrong)
    refused = _refused_code(request, account, name="code")
    if refused:
        return _show(request, password_code_error=refused)
    change_password(account=account, password=chosen)
    enter(request, account=account, assurance=Assurance.ACCOUNT, at=at)
    messages.success(request, _("パスワードを変えました。ほかの端末のサインインは終わりました。"))
    return redirect("office:own-account")


@never_cache
@require_POST
@staff_only
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Draw new recovery codes; the earlier ones end."""
    account = _own(request)
    refused = _refused_code(request, account, name="renewal_code")
    if refused:
        return _show(request, codes_error=refused)
    keep_recovery_codes(request, second_factor.draw_recovery_codes(account=account), wanted=reverse("office:own-account"))
    return redirect("office:recovery-codes")


@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; asked by a link it asks first."""
    if request.method == "GET":
        return show_outside(request, "office/sign_in/sign_out.html")
    leave(request)
    return show_outside(request, "office/sign_in/signed_out.html")


def _own(request: HttpRequest) -> Account:
    return Account.objects.select_related("staff").get(pk=actor_of(request).account_id or 0)


def _refused_code(request: HttpRequest, account: Account, *, name: str) -> str:
    """A change of keys needs a fresh code, so that an unlocked screen is not enough."""
    try:
        check_second_step(account=account, code=request.POST.get(name, "")[:100], at=timezone.now())
    except SignInWrong:
        return _("確認コードが違うか、一度使ったコードです。新しいコードを入れてください。")
    except LockedOut as locked:
        return locked_words(locked.until)
    return ""


def _show(request: HttpRequest, *, password_error: str = "", password_code_error: str = "",
          codes_error: str = "") -> HttpResponse:
    account = _own(request)
    left = second_factor.count_recovery_codes(account=account)
    new_password, code_of_password = password_fields(error=password_error), code_field(error=password_code_error)
    code_of_codes = replace(code_field(error=codes_error), name="renewal_code")
    problems = [p for field in (*new_password, code_of_password, code_of_codes) for p in field.problems]
    return show(
        request, "office/sign_in/own_account.html", here="own", account=account, codes_left=left,
        few_codes=left < _FEW_CODES, password_fields=(*new_password, code_of_password), code_field=code_of_codes,
        problems=problems, sign_ins=[_line(record) for record in list_sign_ins(account_id=account.pk, limit=10)],
        status=422 if problems else 200)


def _line(record: SignInRecord) -> FactRow:
    how = {"password": _("パスワード"), "totp": _("認証アプリ"), "recovery_code": _("回復コード"),
           "passkey": _("パスキー"), "start_password": _("はじめのパスワード")}.get(record.method, record.method)
    ended = {"entered": _("サインインしました"), "refused": _("違っていました"), "locked": _("続けて間違えたので、閉めました"),
             "drawn": _("作られました")}
    if (record.method, record.outcome) == ("start_password", "refused"):
        ended["refused"] = _("期限が切れていました")
    when = timezone.localtime(record.at).strftime("%Y-%m-%d %H:%M")
    return FactRow(label=when, value=f"{how}：{ended.get(record.outcome, record.outcome)}")
