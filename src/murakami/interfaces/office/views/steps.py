"""The steps that need nothing but a press of a button: each posts, tells what happened, and goes back to the case."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from murakami.domain.cases.operations import decide
from murakami.domain.cases.operations import work as records
from murakami.domain.cases.operations.transition import CaseChanged, CaseNotFound, NotPermitted, StepRefused
from murakami.flows.agency import work
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.words import CASE_CHANGED, NOT_PERMITTED, REFUSALS

Deed = Callable[[HttpRequest, str], str]


def lock_of(request: HttpRequest) -> int:
    """Read the count that the page was made from; a missing or strange one never fits."""
    sent = request.POST.get("lock", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def refusal_text(error: Exception) -> str:
    """Say why a step was not taken."""
    if isinstance(error, CaseChanged):
        return str(CASE_CHANGED)
    if isinstance(error, NotPermitted):
        return str(NOT_PERMITTED)
    return str(REFUSALS.get(str(error), REFUSALS["step_not_allowed"]))


def step(deed: Deed) -> Callable[..., HttpResponse]:
    """Make a view of a deed that returns what to say; refusals are said in words and change nothing."""

    @for_staff
    @require_POST
    @wraps(deed)
    def view(request: HttpRequest, receipt: str) -> HttpResponse:
        try:
            messages.success(request, deed(request, receipt))
        except CaseNotFound as error:
            raise Http404(receipt) from error
        except (CaseChanged, StepRefused, NotPermitted) as error:
            messages.error(request, refusal_text(error))
        back = request.POST.get("back", "")
        return redirect(back if back in _BACK else "office:case", receipt)

    return view


_BACK = {"office:case", "office:case-talk"}


@step
def start(request: HttpRequest, receipt: str) -> str:
    """Take the case in hand."""
    work.start_work(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    return _("担当になりました。")


@step
def tick(request: HttpRequest, receipt: str) -> str:
    """Keep the ticks of the checklist."""
    work.tick_checklist(receipt_number=receipt, actor=actor_of(request), ticked=frozenset(request.POST.getlist("check")),
                        at=now())
    return _("確認事項を保存しました。")


@step
def match(request: HttpRequest, receipt: str) -> str:
    """Confirm who a person is in the register."""
    chosen = request.POST.get("register_number", "")[:15]
    if not chosen:
        raise StepRefused("reason_missing")
    records.confirm_match(receipt_number=receipt, actor=actor_of(request), instance=request.POST.get("instance", "")[:50],
                          register_number=chosen, at=now())
    return _("住民記録と照合しました。")


@step
def cancel_correction(request: HttpRequest, receipt: str) -> str:
    """Take a request for correction back."""
    work.cancel_correction(receipt_number=receipt, actor=actor_of(request), key=request.POST.get("key", "")[:64],
                           at=now(), lock=lock_of(request))
    return _("補正の依頼を取り消しました。")


@step
def approve(request: HttpRequest, receipt: str) -> str:
    """Approve the proposed decision."""
    work.approve_decision(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    return _("決裁しました。通知書を作っています。")


@step
def give_back(request: HttpRequest, receipt: str) -> str:
    """Return the proposal with the reason."""
    work.return_decision(receipt_number=receipt, actor=actor_of(request), reason=request.POST.get("reason", "")[:2000],
                         at=now(), lock=lock_of(request))
    return _("起案を差し戻しました。")


@step
def close(request: HttpRequest, receipt: str) -> str:
    """End the work on the case."""
    work.close_case(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    return _("完了にしました。")


@step
def retry_letter(request: HttpRequest, receipt: str) -> str:
    """Have a held letter printed again."""
    work.retry_letter(receipt_number=receipt, actor=actor_of(request), at=now())
    return _("通知書をもう一度作っています。")


@step
def posted(request: HttpRequest, receipt: str) -> str:
    """Record that the letter has been posted."""
    decide.mark_posted(receipt_number=receipt, actor=actor_of(request), at=now(), lock=lock_of(request))
    return _("郵送したことを記録しました。")


@step
def send_message(request: HttpRequest, receipt: str) -> str:
    """Write to the resident."""
    work.send_message(receipt_number=receipt, actor=actor_of(request), key=request.POST.get("key", "")[:64],
                      body=request.POST.get("body", "")[:4000], at=now())
    return _("本人のマイページに送りました。")
