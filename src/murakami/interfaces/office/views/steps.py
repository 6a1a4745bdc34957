"""The steps that need nothing but a press of a button: each posts, tells what happened, and goes back to the case."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from murakami.domain.cases.operations import letter, talk
from murakami.domain.cases.operations import work as records
from murakami.domain.cases.operations.transition import StepRefused
from murakami.flows.agency import work
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.views.opened import REFUSED, lock_of, refusal_text

Deed = Callable[[HttpRequest, str], str]


def step(deed: Deed) -> Callable[..., HttpResponse]:
    """Make a view of a deed that returns what to say; refusals are said in words and change nothing."""

    @for_staff
    @require_POST
    @wraps(deed)
    def view(request: HttpRequest, receipt: str) -> HttpResponse:
        try:
            messages.success(request, deed(request, receipt))
        except REFUSED as error:
            messages.error(request, refusal_text(error))
            return redirect("office:case", receipt)
        sent = request.POST
        return redirect(_ONWARD.get(sent.get("then", ""), f"office:{_TABS.get(sent.get('back', ''), 'case')}"), receipt)

    return view


_ONWARD = {"propose": "office:proposal"}
_TABS = {name: name for name in ("case-files", "case-form", "case-history", "case-talk")}


@step
def start(request: HttpRequest, receipt: str) -> str:
    """Take the case in hand."""
    work.start_work(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    return _("担当になりました。")


@step
def assign(request: HttpRequest, receipt: str) -> str:
    """Give the case to somebody of the unit."""
    sent = request.POST.get("assignee", "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
        raise StepRefused("assignee_unknown")
    records.assign_case(receipt_number=receipt, actor=actor_of(request), assignee_id=int(sent), at=now(),
                        lock=lock_of(request))
    return _("担当を変えました。")


@step
def check(request: HttpRequest, receipt: str) -> str:
    """Keep the ticks of the checklist, and go on from there where the button says so."""
    actor, at = actor_of(request), now()
    case = work.tick_checklist(receipt_number=receipt, actor=actor, ticked=frozenset(request.POST.getlist("check")),
                               at=at, lock=lock_of(request))
    if request.POST.get("then") == "close":
        work.close_case(receipt_number=receipt, actor=actor, at=now(), lock=case.lock)
        return _("完了にしました。")
    return _("確認したことを保存しました。")


@step
def match(request: HttpRequest, receipt: str) -> str:
    """Confirm who a person is in the register."""
    work.confirm_match(receipt_number=receipt, actor=actor_of(request), instance=request.POST.get("instance", "")[:50],
                       register_number=request.POST.get("register_number", "")[:15], at=now(), lock=lock_of(request))
    return _("住民記録と照合しました。")


@step
def undo_match(request: HttpRequest, receipt: str) -> str:
    """Take a confirmation back."""
    work.undo_match(receipt_number=receipt, actor=actor_of(request), instance=request.POST.get("instance", "")[:50],
                    at=now(), lock=lock_of(request))
    return _("照合を取り消しました。")


@step
def cancel_correction(request: HttpRequest, receipt: str) -> str:
    """Take a request for correction back."""
    work.cancel_correction(receipt_number=receipt, actor=actor_of(request), key=request.POST.get("key", "")[:64],
                           at=now(), lock=lock_of(request))
    return _("補正の依頼を取り消しました。")


@step
def close(request: HttpRequest, receipt: str) -> str:
    """End the work on the case."""
    work.close_case(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    return _("完了にしました。")


@step
def retry_letter(request: HttpRequest, receipt: str) -> str:
    """Have a held letter printed again."""
    work.retry_letter(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    return _("通知書をもう一度作っています。")


@step
def posted(request: HttpRequest, receipt: str) -> str:
    """Record that the letter has been posted."""
    letter.mark_posted(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    return _("郵送したことを記録しました。")


@step
def settle(request: HttpRequest, receipt: str) -> str:
    """Note that what came needs no answer."""
    talk.settle_messages(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    return _("返信は要らないことにしました。")
