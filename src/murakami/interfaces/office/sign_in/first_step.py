"""The first step: who, and the password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from murakami.foundation.accounts.middleware import TIMED_OUT
from murakami.foundation.accounts.operations.lockouts import LockedOut
from murakami.foundation.accounts.operations.staff_sign_in import SignInWrong, check_first_step
from murakami.foundation.accounts.operations.start_passwords import START_DAYS, StartPasswordOver
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.second_factor import new_secret
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.credentials import Credential
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.office.sign_in.frame import locked_words, show_outside
from murakami.interfaces.office.sign_in.state import keep_first_step, wanted_path

_LONGEST = 200


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@limited(Door.LOOKUPS)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; when right, go on to the second step."""
    if request.method == "GET":
        return redirect(wanted_path(request)) if actor_of(request).is_staff else _show(request)
    at = timezone.now()
    try:
        account = check_first_step(login_name=_typed_name(request).strip(),
                                   password=request.POST.get("password", "")[:_LONGEST], at=at)
    except SignInWrong:
        return _show(request, error=_("職員番号かパスワードが違います。もう一度入れてください。"))
    except StartPasswordOver:
        return _show(request, trouble=_over_words(), status=403)
    except LockedOut as locked:
        return _show(request, trouble=locked_words(locked.until), status=429)
    is_set_up = account.staff.set_up_at is not None
    keep_first_step(request, account=account, secret="" if is_set_up else new_secret(), at=at)
    return redirect("office:sign-in-code" if is_set_up else "office:sign-in-set-up")


def _over_words() -> str:
    words = _("はじめのパスワードは、作ってから{days}日で使えなくなりました。課の管理者に、作りなおしを頼んでください。")
    return words.format(days=START_DAYS)


def _typed_name(request: HttpRequest) -> str:
    """A name with NUL is nobody's; PostgreSQL would not even look for it."""
    return request.POST.get("login_name", "").replace("\0", "")[:_LONGEST]


def _show(request: HttpRequest, *, error: str = "", trouble: str = "", status: int = 200) -> HttpResponse:
    fields = (
        Credential(name="login_name", label=_("職員番号"), autocomplete="username", error=error,
                   value=_typed_name(request)),
        Credential(name="password", label=_("パスワード"), autocomplete="current-password", type="password"),
    )
    return show_outside(
        request, "office/sign_in/sign_in.html", fields=fields, trouble=trouble, next=wanted_path(request),
        actor=actor_of(request), timed_out=request.session.pop(TIMED_OUT, None) is not None,
        status=422 if error else status)
