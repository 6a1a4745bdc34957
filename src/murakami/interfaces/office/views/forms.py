"""The steps that need something written: correction, proposal, transfer. What was typed is never lost."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.cases.messages import CorrectionItem
from murakami.domain.cases.operations.transition import CaseChanged, CaseNotFound, NotPermitted, StepRefused
from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.cases.rules import CorrectionKind, Outcome
from murakami.flows.agency import work
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.frame import for_staff, now, unit_names
from murakami.interfaces.office.views.case import open_case, show_case
from murakami.interfaces.office.views.steps import lock_of, refusal_text
from murakami.interfaces.office.words import CORRECTION_KINDS, OUTCOMES, REFUSALS
from murakami.kernel.document import review_attachments, review_rows

_PERIOD = timedelta(days=14)
_REFUSED = (CaseChanged, StepRefused, NotPermitted)


@dataclass(frozen=True, slots=True)
class ChosenItem:
    """An item of the document on the correction form, with what has been typed for it."""

    number: int
    key: str
    label: str
    text: str
    kind: str
    reason: str


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, receipt: str) -> HttpResponse:
    """Ask for the correction of the chosen items."""
    page = open_case(request, receipt)
    sent = request.POST if request.method == "POST" else request.GET
    items = _chosen(page, sent.getlist("item"), sent.getlist("kind"), sent.getlist("reason"))
    if request.method != "POST":
        day = timezone.localdate(now()) + _PERIOD
        return _correction_form(request, page, items=items, until=(str(day.year), str(day.month), str(day.day)))
    try:
        work.request_correction(
            receipt_number=receipt, actor=actor_of(request), key=sent.get("key", "")[:64] or secrets.token_hex(16),
            items=[CorrectionItem(key=item.key, kind=item.kind, reason=item.reason.strip()) for item in items],
            message=sent.get("message", "")[:2000].strip(), until=_day(sent), at=now(), lock=lock_of(request))
    except CaseNotFound as error:
        raise Http404(receipt) from error
    except _REFUSED as error:
        return _correction_form(request, page, items=items, problem=refusal_text(error), message=sent.get("message", ""),
                                until=tuple(sent.get(part, "")[:4] for part in ("year", "month", "day")))
    messages.success(request, _("補正の依頼を本人のマイページに送りました。回答が届くまで、期限の計算を止めます。"))
    return redirect("office:case", receipt)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, receipt: str) -> HttpResponse:
    """Lay a decision before the head of the unit."""
    page = open_case(request, receipt)
    typed = {name: request.POST.get(name, "")[:4000] for name in ("outcome", "reasons", "note")}
    if request.method != "POST":
        return _proposal_form(request, page, typed={**typed, "outcome": Outcome.GRANTED})
    if typed["outcome"] not in list(Outcome):
        return _proposal_form(request, page, typed=typed, problem=_("決定の内容：選んでください。"))
    try:
        work.propose_decision(receipt_number=receipt, actor=actor_of(request), lock=lock_of(request), at=now(),
                              key=request.POST.get("key", "")[:64] or secrets.token_hex(16), reasons=typed["reasons"],
                              outcome=Outcome(typed["outcome"]), note=typed["note"])
    except _REFUSED as error:
        return _proposal_form(request, page, typed=typed, problem=refusal_text(error))
    messages.success(request, _("課長に決裁を依頼しました。"))
    return redirect("office:case", receipt)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, receipt: str) -> HttpResponse:
    """Hand the case to another unit."""
    page = open_case(request, receipt)
    typed = {name: request.POST.get(name, "")[:2000] for name in ("unit", "reason")}
    if request.method != "POST":
        return _transfer_form(request, page, typed=typed)
    try:
        if typed["unit"] not in unit_names():
            raise StepRefused("unit_unknown")
        work.transfer_case(receipt_number=receipt, actor=actor_of(request), unit=typed["unit"], reason=typed["reason"],
                           at=now(), lock=lock_of(request))
    except _REFUSED as error:
        return _transfer_form(request, page, typed=typed, problem=refusal_text(error))
    messages.success(request, _("案件を移しました。到達の日は変わりません。"))
    return redirect("office:work-list")


def _correction_form(request: HttpRequest, page: CasePage, *, items: list[ChosenItem], until: tuple[str, ...],
                     problem: str = "", message: str = "") -> HttpResponse:
    problem = problem or ("" if items else str(REFUSALS["items_missing"]))
    return show_case(request, page, "office/correction.html", current="case", status=422 if problem and items else 200,
                     items=items, kinds=CORRECTION_KINDS, until=until, problem=problem, message=message,
                     key=request.POST.get("key") or secrets.token_hex(16))


def _proposal_form(request: HttpRequest, page: CasePage, *, typed: dict[str, str], problem: str = "") -> HttpResponse:
    return show_case(request, page, "office/proposal.html", current="case", status=422 if problem else 200, typed=typed,
                     problem=problem, choices=OUTCOMES, key=request.POST.get("key") or secrets.token_hex(16))


def _transfer_form(request: HttpRequest, page: CasePage, *, typed: dict[str, str], problem: str = "") -> HttpResponse:
    others = {code: name for code, name in unit_names().items() if code != page.case.unit}
    return show_case(request, page, "office/transfer.html", current="case", status=422 if problem else 200, typed=typed,
                     problem=problem, units=others)


def _chosen(page: CasePage, keys: list[str], kinds: list[str], reasons: list[str]) -> list[ChosenItem]:
    known = {row.key: (row.label, row.text) for topic in review_rows(page.document, "ja") for row in topic.rows}
    known |= {attachment.key: (attachment.label, "、".join(file.name for file in attachment.files))
              for attachment in review_attachments(page.document, "ja")}
    return [ChosenItem(number=number, key=key, label=known[key][0], text=known[key][1],
                       kind=kinds[number] if number < len(kinds) else CorrectionKind.INCOMPLETE,
                       reason=reasons[number][:1000] if number < len(reasons) else "")
            for number, key in enumerate(keys) if key in known]


def _day(sent: Mapping[str, str]) -> date:
    try:
        return date(*(int(sent.get(part, "")) for part in ("year", "month", "day")))
    except (ValueError, OverflowError) as error:
        raise StepRefused("date_unreadable") from error
