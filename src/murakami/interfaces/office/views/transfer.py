"""Handing a case to another unit (移送)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.flows.agency import work
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import list_units
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers, Question, blank_answers, choice_options, read_answers
from murakami.interfaces.office.frame import for_staff, now, unit_names
from murakami.interfaces.office.views.opened import REFUSED, lock_of, open_case, refusal_text, show_case, turned_away


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, receipt: str) -> HttpResponse:
    """Hand the case to another unit."""
    reading = open_case(request, receipt)
    away = turned_away(request, reading, step="transfer") if request.method != "POST" else None
    if away:
        return away
    questions = _questions(reading)
    if request.method != "POST":
        return _page(request, reading, blank_answers(questions))
    answers = read_answers(questions, request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _page(request, reading, answers)
    try:
        work.transfer_case(receipt_number=receipt, actor=actor_of(request), unit=answers["unit"],
                           reason=answers.text("reason"), at=now(), lock=lock_of(request))
    except REFUSED as error:
        return _page(request, reading, answers, problem=refusal_text(error))
    messages.success(request, _("{number} を{unit}に移しました。到達の日は変わりません。").format(
        number=receipt, unit=unit_names()[answers["unit"]]))
    return redirect("office:work-list")


def _questions(reading: CaseReading) -> tuple[Question, ...]:
    names = unit_names()
    others = {one.code: names.get(one.code, one.name) for one in list_units() if one.code != reading.case.unit}
    return (Question("unit", "choice", _("移す先の課"), options=choice_options(others, select=True)),
            Question("reason", "long_text", _("移す理由"), options={"max": 1000},
                     hint=_("庁内の記録です。移す先の課に見えます。")))


def _page(request: HttpRequest, reading: CaseReading, answers: Answers, *, problem: str = "") -> HttpResponse:
    is_right = answers.is_right and not problem
    return show_case(request, reading, "office/transfer.html", status=200 if is_right else 422, fields=answers.fields,
                     problems=problems_of(answers.fields), problem=problem)
