"""The messages between the unit and the resident."""

import secrets

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
from murakami.interfaces.office.answers import Answers, Question, blank_answers, form_key, read_answers
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.views.opened import open_case, show_case


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def case_talk(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the messages, and send one."""
    reading = open_case(request, receipt)
    if request.method != "POST":
        return _page(request, reading, blank_answers(_questions()))
    answers = read_answers(_questions(), request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _page(request, reading, answers)
    work.send_message(receipt_number=receipt, actor=actor_of(request), key=form_key(request, receipt),
                      body=answers.text("body"), at=now())
    messages.success(request, _("本人のマイページに送りました。"))
    return redirect("office:case-talk", receipt)


def _questions() -> tuple[Question, ...]:
    return (Question("body", "long_text", _("本人に伝えること"),
                     hint=_("本人のマイページに届きます。答えを直してほしいときは、「申請の内容」から補正を求めてください。")),)


def _page(request: HttpRequest, reading: CaseReading, answers: Answers) -> HttpResponse:
    return show_case(request, reading, "office/case_talk.html", current="case-talk", fields=answers.fields,
                     problems=problems_of(answers.fields), status=200 if answers.is_right else 422,
                     nonce=request.POST.get("nonce") or secrets.token_hex(16))
