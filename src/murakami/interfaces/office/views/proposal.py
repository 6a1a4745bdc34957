"""Laying a decision before the head of the unit (起案)."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.cases.rules import Outcome, is_adverse
from murakami.flows.agency import work
from murakami.flows.agency.letters import outcomes_worded
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import (
    Answers,
    Question,
    blank_answers,
    choice_options,
    form_key,
    read_answers,
)
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.views.opened import REFUSED, lock_of, open_case, refusal_text, show_case, turned_away
from murakami.interfaces.office.words import OUTCOMES


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, receipt: str) -> HttpResponse:
    """Lay a decision before the head of the unit."""
    reading = open_case(request, receipt)
    away = turned_away(request, reading, step="propose") if request.method != "POST" else None
    if away:
        return away
    questions = _questions(reading, adverse=_is_adverse(request.POST.get("outcome.value", "")))
    if request.method != "POST":
        return _page(request, reading, blank_answers(questions))
    answers = read_answers(questions, request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _page(request, reading, answers)
    try:
        work.propose_decision(
            receipt_number=receipt, actor=actor_of(request), key=form_key(request, receipt), at=now(),
            outcome=Outcome(answers["outcome"]), reasons=answers.text("reasons"), note=answers.text("note"),
            lock=lock_of(request))
    except REFUSED as error:
        return _page(request, reading, answers, problem=refusal_text(error))
    messages.success(request, _("課長に決裁を依頼しました。"))
    return redirect("office:case", receipt)


def _questions(reading: CaseReading, *, adverse: bool) -> tuple[Question, ...]:
    offered = {outcome.value: OUTCOMES[outcome] for outcome in outcomes_worded(reading.version)}
    return (
        Question("outcome", "choice", _("決定の内容"), options=choice_options(offered)),
        Question("reasons", "long_text", _("理由"), required=adverse,
                 hint=_("通知書にのります。認定・承認のほかは必ず書いてください（行政手続法8条）。")),
        Question("note", "long_text", _("決裁する人へのメモ（なくてもよい）"), options={"max": 1000}, required=False,
                 hint=_("庁内だけのものです。本人には見えません。")))


def _is_adverse(outcome: str) -> bool:
    return outcome in list(Outcome) and is_adverse(Outcome(outcome))


def _page(request: HttpRequest, reading: CaseReading, answers: Answers, *, problem: str = "") -> HttpResponse:
    is_right = answers.is_right and not problem
    ticked = {tick.check_id for tick in reading.page.ticks}
    unticked = [reading.version.check_text(check) for check in reading.version.checklist if check not in ticked]
    return show_case(request, reading, "office/proposal.html", status=200 if is_right else 422, fields=answers.fields,
                     problems=problems_of(answers.fields), problem=problem, unticked=unticked,
                     nonce=request.POST.get("nonce") or secrets.token_hex(16))
