"""What the head of a case's unit does where it touches somebody protected: let it go on; see the addresses for a while."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from murakami.domain.cases.operations.protect import mask_again, release_alarms, unmask
from murakami.domain.cases.operations.transition import NotPermitted
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers, Question, blank_answers, read_answers
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.protection.alarm_view import may_act
from murakami.interfaces.office.sign_in.proving import proved
from murakami.interfaces.office.views.opened import REFUSED, lock_of, open_case, refusal_text, show_case
from murakami.interfaces.office.words import NOT_PERMITTED

Act = Callable[[str], object]


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, receipt: str) -> HttpResponse:
    """Let a case go on, with the reason."""

    def act(reason: str) -> object:
        return release_alarms(receipt_number=receipt, actor=actor_of(request), reason=reason, at=now(), lock=lock_of(request))

    reading = open_case(request, receipt)
    if request.method != "POST" and not reading.standing_alarms and may_act(reading, actor_of(request)):
        return redirect("office:case", receipt)
    question = Question("reason", "long_text", _("確かめたこと"), options={"max": 1000},
                        hint=_("だれの請求かをどう確かめたか、住所を伝えないためにどうするかを書いてください。履歴に残ります。本人には見えません。"))
    return _ask(request, reading, question, act, template="office/protection/release.html", done=_("確かめたことを記録しました。案件を先へ進められます。"))


@for_staff
@proved()
@require_http_methods(["GET", "HEAD", "POST"])
def unmask_case(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the addresses to the head for half an hour, with the reason."""

    def act(reason: str) -> object:
        return unmask(receipt_number=receipt, actor=actor_of(request), reason=reason, at=now())

    reading = open_case(request, receipt)
    if request.method != "POST" and not reading.is_masked and may_act(reading, actor_of(request)):
        return redirect("office:case", receipt)
    question = Question("reason", "long_text", _("住所を見なければならない理由"), options={"max": 1000},
                        hint=_("10文字以上で書いてください。履歴に残り、監査担当が読みます。"))
    return _ask(request, reading, question, act, template="office/protection/unmask.html", done=_("30分間、この案件の住所と添付ファイルを見られます。"))


@for_staff
@require_POST
def mask(request: HttpRequest, receipt: str) -> HttpResponse:
    """Hide the addresses again."""
    try:
        mask_again(receipt_number=receipt, actor=actor_of(request), at=now())
    except NotPermitted:
        messages.error(request, str(NOT_PERMITTED))
        return redirect("office:case", receipt)
    messages.success(request, _("住所をもう一度秘匿しました。"))
    return redirect("office:case", receipt)


def _ask(request: HttpRequest, reading: CaseReading, question: Question, act: Act, *, template: str, done: str) -> HttpResponse:
    if not may_act(reading, actor_of(request)):
        messages.error(request, str(NOT_PERMITTED))
        return redirect("office:case", reading.case.receipt_number)
    answers, problem = blank_answers([question]), ""
    if request.method == "POST":
        answers = read_answers([question], request, today=timezone.localdate(now()))
        problem = _try(act, answers) if answers.is_right else ""
        if answers.is_right and not problem:
            messages.success(request, done)
            return redirect("office:case", reading.case.receipt_number)
    return show_case(request, reading, template, status=200 if answers.is_right and not problem else 422, fields=answers.fields,
                     problems=problems_of(answers.fields), problem=problem)


def _try(act: Act, answers: Answers) -> str:
    try:
        act(answers.text("reason"))
    except REFUSED as error:
        return refusal_text(error)
    return ""
