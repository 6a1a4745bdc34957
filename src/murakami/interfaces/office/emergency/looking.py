"""Opening a case of another unit in an emergency, and reading it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.cases.emergencies import SHORTEST_REASON
from murakami.domain.cases.models import EmergencyAccess
from murakami.domain.cases.operations.transition import CaseNotFound, StepRefused
from murakami.domain.cases.rules import State
from murakami.flows.agency.emergency import open_emergency, read_in_emergency
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers, Question, blank_answers, read_answers
from murakami.interfaces.office.document_view import attachments_of, sections_of
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.history import history_of
from murakami.interfaces.office.sign_in.proving import proved
from murakami.interfaces.office.words import STATES, TONES
from murakami.kernel.dates import day_in_japan

REFUSALS = {
    "not_working": gettext_lazy("案件を扱う職員だけが、緊急に開けます。"),
    "own_unit": gettext_lazy("自分の課の案件です。案件の一覧から開いてください。"),
    "reason_short": gettext_lazy("理由をもう少しくわしく書いてください。"),
}


@for_staff
@proved()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt number and the reason; then the case may be read for a while."""
    if not actor_of(request).units:
        raise Http404("works on no cases")
    if request.method != "POST":
        return _page(request, blank_answers(_questions(request)))
    answers = read_answers(_questions(request), request, today=day_in_japan(now()))
    if not answers.is_right:
        return _page(request, answers)
    receipt = answers.text("receipt").strip().upper()
    try:
        access = open_emergency(receipt_number=receipt, actor=actor_of(request), reason=answers.text("reason"), at=now())
    except CaseNotFound:
        return _page(request, answers, problem=_("この受付番号の案件はありません。番号を確かめてください。"))
    except StepRefused as refused:
        return _page(request, answers, problem=str(REFUSALS[refused.code]))
    _say(request, access)
    return redirect("office:emergency-case", receipt)


@for_staff
@require_GET
def case(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the case to read, and nothing to press; where it waits for consent, say so."""
    found = read_in_emergency(receipt_number=receipt, actor=actor_of(request), route="office:emergency-case", at=now())
    reading, names = found.reading, unit_names()
    case_row = found.access.case
    if reading is None:
        return show(request, "office/emergency/waiting.html", access=found.access, unit=names.get(case_row.unit, case_row.unit))
    return show(
        request, "office/emergency/case.html", access=found.access, case=case_row, sections=sections_of(reading),
        attachments=attachments_of(reading), is_protected=reading.is_protected, state=STATES[State(case_row.state)],
        tone=TONES[State(case_row.state)], unit=names.get(case_row.unit, case_row.unit), title=reading.version.text("title", "ja"),
        moments=history_of(reading.page, unit_names=names), until=_clock(found.access))


def _say(request: HttpRequest, access: EmergencyAccess) -> None:
    if access.until is None:
        messages.info(request, _("担当の課長に、同意をお願いしました。"))
    else:
        messages.success(request, _("{until}まで、この案件を読めます。開いたことと理由は記録に残り、担当の課長と監査担当に知らせました。").format(
            until=_clock(access)))


def _clock(access: EmergencyAccess) -> str:
    return timezone.localtime(access.until).strftime("%H:%M")


def _questions(request: HttpRequest) -> tuple[Question, ...]:
    wanted = request.GET.get("receipt", "")[:40]
    return (Question("receipt", "text", _("受付番号"), options={"max": 40}, start=wanted or None),
            Question("reason", "long_text", _("緊急に見なければならない理由"), options={"max": 1000},
                     hint=_("{n}文字以上で書いてください。担当の課長と監査担当が読みます。本人も、いつどの課が見たかを知ることができます。").format(
                         n=SHORTEST_REASON)))


def _page(request: HttpRequest, answers: Answers, *, problem: str = "") -> HttpResponse:
    return show(request, "office/emergency/open.html", fields=answers.fields, problems=problems_of(answers.fields), problem=problem,
                minutes=settings.EMERGENCY_MINUTES, status=200 if answers.is_right and not problem else 422)
