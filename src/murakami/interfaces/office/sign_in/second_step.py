"""The second step: the code. Only after it is anybody in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from murakami.foundation.accounts.operations.book import Method
from murakami.foundation.accounts.operations.lockouts import LockedOut
from murakami.foundation.accounts.operations.staff_sign_in import SignInWrong, check_second_step
from murakami.foundation.accounts.sessions import enter
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.interfaces.office.sign_in.frame import code_field, locked_words, show_outside
from murakami.interfaces.office.sign_in.state import account_after_first_step, forget_first_step, path_after


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; when right, open the session."""
    at = timezone.now()
    account = account_after_first_step(request, at=at)
    if account is None or account.staff.set_up_at is None:
        forget_first_step(request)
        return redirect("office:sign-in")
    if request.method == "GET":
        return _show(request, wanted=path_after(request))
    try:
        method = check_second_step(account=account, code=request.POST.get("code", "")[:100], at=at)
    except SignInWrong:
        return _show(request, wanted=path_after(request), error=_("確認コードが違うか、一度使ったコードです。新しいコードを入れてください。"))
    except LockedOut as locked:
        forget_first_step(request)
        return _show(request, trouble=locked_words(locked.until), status=429)
    wanted = path_after(request)
    forget_first_step(request)
    enter(request, account=account, assurance=Assurance.ACCOUNT, at=at)
    return redirect("office:own-account" if method is Method.RECOVERY_CODE else wanted)


def _show(request: HttpRequest, *, error: str = "", trouble: str = "", wanted: str = "", status: int = 200) -> HttpResponse:
    return show_outside(request, "office/sign_in/code.html", fields=() if trouble else (code_field(error=error),), next=wanted,
                        trouble=trouble, status=422 if error else status)
