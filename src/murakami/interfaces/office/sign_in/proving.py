"""Heavy acts ask again who it is when that was proved too long ago; then they go on with everything that was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations.lockouts import LockedOut
from murakami.foundation.accounts.operations.passkeys import enter_by_passkey
from murakami.foundation.accounts.operations.staff_sign_in import SignInWrong, check_second_step
from murakami.foundation.accounts.passkeys import PasskeyRefused
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.sessions import prove, signed_in
from murakami.foundation.accounts.vocabulary import AccountKind
from murakami.interfaces.components.passkeys import answer_of, take_pending
from murakami.interfaces.office.frame import show
from murakami.interfaces.office.sign_in.frame import code_field, locked_words

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
CODE, PASSKEY = "proof_code", "proof_passkey"
_OURS = frozenset({CODE, PASSKEY, "csrfmiddlewaretoken"})
_READS = frozenset({"GET", "HEAD"})


def proved(*, reading: bool = False) -> Callable[[View[P]], View[P]]:
    """Ask for the second factor again before a form is taken (with `reading`, before the page is shown) when it was long ago.

    Stands inside the office's door. What was typed travels along in the page that asks, files excepted; a page that is only
    read comes back by its address.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            is_answer = request.method == "POST" and (CODE in request.POST or PASSKEY in request.POST)
            if not is_answer and (_is_fresh(request) or (request.method in _READS and not reading)):
                return view(request, *args, **kwargs)
            problem = _refusal(request) if is_answer else ""
            if not is_answer or problem:
                return _ask(request, problem=problem)
            prove(request, at=timezone.now())
            return redirect(request.get_full_path()) if reading else view(request, *args, **kwargs)

        guarded.__dict__["asks_again"] = True  # the doors around it carry it on, so that a test finds every heavy act
        return guarded

    return guard


def _is_fresh(request: HttpRequest) -> bool:
    session = signed_in(request)
    return session is not None and session.is_fresh(at=timezone.now())


def _refusal(request: HttpRequest) -> str:
    at, account_id = timezone.now(), actor_of(request).account_id or 0
    try:
        if PASSKEY in request.POST:
            enter_by_passkey(kind=AccountKind.STAFF, answer=answer_of(request, name=PASSKEY), pending=take_pending(request), at=at,
                             only=account_id)
        else:
            account = Account.objects.select_related("staff").get(pk=account_id)
            check_second_step(account=account, code=request.POST.get(CODE, "")[:100], at=at)
    except PasskeyRefused:
        return _("パスキーを確かめられませんでした。もう一度試すか、確認コードを入れてください。")
    except SignInWrong:
        return _("確認コードが違うか、一度使ったコードです。新しいコードを入れてください。")
    except LockedOut as locked:
        return locked_words(locked.until)
    return ""


def _ask(request: HttpRequest, *, problem: str) -> HttpResponse:
    field = code_field(name=CODE, error=problem)
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in _OURS]
    return show(request, "office/sign_in/proof.html", here="", field=field, problems=field.problems, sent=sent,
                path=request.get_full_path(), is_read=request.method in _READS and not sent, status=422 if problem else 200)
