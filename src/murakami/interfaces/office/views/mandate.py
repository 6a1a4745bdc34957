"""Ending a mandate that staff had confirmed on a document (代理を終わらせる)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.flows.agency.mandates import end_mandate, holds_mandate
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers, Question, blank_answers, read_answers
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.views.opened import REFUSED, lock_of, open_case, refusal_text, show_case


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, receipt: str) -> HttpResponse:
    """Ask for the reason, then end the mandate. SQL: as a case page, and 2; to end 9 more."""
    reading = open_case(request, receipt)
    if not holds_mandate(reading.case):
        messages.error(request, _("この案件に、いま使える代理はありません。"))
        return redirect("office:case", receipt)
    if request.method != "POST":
        return _page(request, reading, blank_answers(_questions()))
    answers = read_answers(_questions(), request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _page(request, reading, answers)
    try:
        end_mandate(receipt_number=receipt, actor=actor_of(request), reason=answers.text("reason"), at=now(),
                    lock=lock_of(request))
    except REFUSED as error:
        return _page(request, reading, answers, problem=refusal_text(error))
    messages.success(request, _("代理を終わらせました。代理の人は、これからは本人の手続を出せません。"))
    return redirect("office:case", receipt)


def _questions() -> tuple[Question, ...]:
    return (Question("reason", "long_text", _("終わらせる理由"), options={"max": 1000},
                     hint=_("例：本人から、やめると連絡があった。本人が亡くなった。後見が終わった。支援措置が始まった。案件の履歴に残ります。代理の人には見えません。")),)


def _page(request: HttpRequest, reading: CaseReading, answers: Answers, *, problem: str = "") -> HttpResponse:
    is_right = answers.is_right and not problem
    return show_case(request, reading, "office/mandate_end.html", status=200 if is_right else 422, fields=answers.fields,
                     problems=problems_of(answers.fields), problem=problem)
