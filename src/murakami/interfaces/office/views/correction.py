"""Asking for the correction of chosen items (補正)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.cases.messages import CorrectionItem
from murakami.domain.procedures.queries import work_calendar
from murakami.flows.agency import work
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import FieldView, problems_of
from murakami.interfaces.office.answers import (
    Answers,
    Question,
    blank_answers,
    choice_options,
    form_key,
    read_answers,
)
from murakami.interfaces.office.document_view import attachments_of, sections_of
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.views.opened import REFUSED, lock_of, open_case, refusal_text, show_case, turned_away
from murakami.interfaces.office.words import CORRECTION_KINDS

_PERIOD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item of the document that is to be corrected."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ChosenForm:
    """A chosen item with its two questions."""

    item: Chosen
    fields: tuple[FieldView, ...]


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, receipt: str) -> HttpResponse:
    """Ask for the correction of the chosen items."""
    reading = open_case(request, receipt)
    away = turned_away(request, reading, step="request_correction") if request.method != "POST" else None
    if away:
        return away
    sent = request.POST if request.method == "POST" else request.GET
    chosen, today = _chosen(reading, sent.getlist("item")), timezone.localdate(now())
    questions = _questions(chosen, today=today)
    if request.method != "POST":
        return _page(request, reading, chosen, blank_answers(questions))
    answers = read_answers(questions, request, today=today)
    if not answers.is_right or not chosen:
        return _page(request, reading, chosen, answers)
    try:
        work.request_correction(
            receipt_number=receipt, actor=actor_of(request), key=form_key(request, receipt), at=now(),
            items=[CorrectionItem(key=item.key, kind=answers[f"kind-{number}"], reason=answers[f"reason-{number}"])
                   for number, item in enumerate(chosen)],
            message=answers.text("message"), until=answers["until"], lock=lock_of(request))
    except REFUSED as error:
        return _page(request, reading, chosen, answers, problem=refusal_text(error))
    messages.success(request, _("補正の依頼を本人のマイページに送りました。回答が届くまで、期限の計算を止めます。"))
    return redirect("office:case", receipt)


def _questions(chosen: Sequence[Chosen], *, today: date) -> tuple[Question, ...]:
    per_item = [question for number, item in enumerate(chosen) for question in (
        Question(f"kind-{number}", "choice", _("どうなっていますか"), options=choice_options(CORRECTION_KINDS),
                 called=_("{item}の種類").format(item=item.label)),
        Question(f"reason-{number}", "long_text", _("理由"), options={"max": 500},
                 hint=_("本人に見えます。何をどう直せばよいかを書いてください。"),
                 called=_("{item}の理由").format(item=item.label)))]
    return (*per_item,
            Question("until", "date", _("回答の期限"), options={"earliest": (today + timedelta(days=1)).isoformat()},
                     hint=_("本人が調べて答えられるだけの日数をとってください（行政手続法7条）。"),
                     start=work_calendar().open_on_or_after(today + _PERIOD)),
            Question("message", "long_text", _("本人へのひとこと（なくてもよい）"), options={"max": 1000}, required=False))


def _page(request: HttpRequest, reading: CaseReading, chosen: Sequence[Chosen], answers: Answers, *,
          problem: str = "") -> HttpResponse:
    fields = answers.fields
    items = [ChosenForm(item, fields[2 * number:2 * number + 2]) for number, item in enumerate(chosen)]
    is_right = answers.is_right and not problem
    return show_case(request, reading, "office/correction.html", status=200 if is_right else 422, items=items,
                     fields=fields[2 * len(chosen):], problems=problems_of(fields), problem=problem,
                     nonce=request.POST.get("nonce") or secrets.token_hex(16))


def _chosen(reading: CaseReading, keys: Sequence[str]) -> list[Chosen]:
    known = {line.key: Chosen(line.key, line.label, line.value) for section in sections_of(reading)
             for line in section.lines}
    for line in attachments_of(reading):
        names = "、".join(file.name for file in line.attachment.files) or line.words
        known[line.attachment.key] = Chosen(line.attachment.key, line.attachment.label, names)
    return [known[key] for key in dict.fromkeys(keys) if key in known]
