"""Giving a proposal back to the clerk (差し戻し)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.flows.agency import work
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers, Question, blank_answers, read_answers
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.views.opened import REFUSED, lock_of, open_case, refusal_text, show_case, turned_away


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, receipt: str) -> HttpResponse:
    """Return the proposal with the reason."""
    reading = open_case(request, receipt)
    if request.method != "POST":
        return turned_away(request, reading, step="return") or _page(request, reading, blank_answers(_questions()))
    answers = read_answers(_questions(), request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _page(request, reading, answers)
    try:
        work.return_decision(receipt_number=receipt, actor=actor_of(request), reason=answers.text("reason"), at=now(),
                             lock=lock_of(request))
    except REFUSED as error:
        return _page(request, reading, answers, problem=refusal_text(error))
    messages.success(request, _("起案を差し戻しました。"))
    return redirect("office:case", receipt)


def _questions() -> tuple[Question, ...]:
    return (Question("reason", "long_text", _("差し戻す理由"), options={"max": 1000},
                     hint=_("起案した人に見えます。何を直せばよいかを書いてください。本人には見えません。")),)


def _page(request: HttpRequest, reading: CaseReading, answers: Answers, *, problem: str = "") -> HttpResponse:
    is_right = answers.is_right and not problem
    return show_case(request, reading, "office/returning.html", status=200 if is_right else 422, fields=answers.fields,
                     problems=problems_of(answers.fields), problem=problem)
