"""Deciding about a file that waits: used after all, or kept out with a word to the resident."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from murakami.domain.cases.operations.transition import NotPermitted, StepRefused
from murakami.flows.agency.quarantine import reject, release
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.files.quarantine import AlreadyDecided, ReleaseRefused
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.files.store import FileDamaged, FileMissing
from murakami.interfaces.office.answers import Answers, form_key, read_answers
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.quarantine.waiting import REJECT, held_page, questions
from murakami.interfaces.office.quarantine.words import REFUSALS


@for_staff
@require_POST
def decide(request: HttpRequest, receipt: str, sha256: str) -> HttpResponse:
    """Let a file pass or keep it out."""
    is_rejected = request.POST.get("verdict.value") == REJECT
    answers = read_answers(questions(is_rejected=is_rejected), request, today=timezone.localdate(now()))
    if not answers.is_right:
        return held_page(request, receipt, sha256, answers, status=422)
    try:
        _decide(request, receipt, sha256, answers)
    except (NotPermitted, StepRefused, AlreadyDecided, ReleaseRefused, FileRefused, FileMissing, FileDamaged) as refused:
        return held_page(request, receipt, sha256, answers, problem=_words(refused), status=422)
    messages.success(request, _("使わないことにして、本人に伝えました。") if is_rejected else _("ファイルを使えるようにしました。"))
    return redirect("office:quarantine")


def _decide(request: HttpRequest, receipt: str, sha256: str, answers: Answers) -> None:
    actor, reason = actor_of(request), answers.text("reason")
    if answers["verdict"] == REJECT:
        reject(receipt_number=receipt, sha256=sha256, actor=actor, reason=reason, message=answers.text("message"),
               key=form_key(request, f"{receipt} {sha256}"), at=now())
    else:
        release(receipt_number=receipt, sha256=sha256, actor=actor, reason=reason, at=now())


def _words(refused: Exception) -> str:
    match refused:
        case FileRefused():
            return refused.text("ja")
        case NotPermitted():
            return str(REFUSALS["not_permitted"])
        case AlreadyDecided():
            return str(REFUSALS["decided"])
        case StepRefused() | ReleaseRefused():
            return str(REFUSALS[refused.code])
    return str(REFUSALS["damaged"])
