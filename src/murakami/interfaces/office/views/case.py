"""The page of one case and its other views: files, talk, official form, history."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from murakami.domain.cases.operations.transition import CaseNotFound
from murakami.domain.cases.queries.case_page import CasePage, read_case
from murakami.domain.cases.rules import State
from murakami.domain.procedures.queries import get_version
from murakami.flows.agency.clock import clock_of
from murakami.flows.agency.register_match import compare_people
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.looks.operations import record_look
from murakami.interfaces.components.shapes import DiffRow
from murakami.interfaces.office.case_view import history_of, sections_of, standing_decision, steps_of, tabs_of
from murakami.interfaces.office.clock_view import clock_view
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.words import CHANNELS, OUTCOMES, STATES, TONES, identity_words
from murakami.kernel.document import change_texts, diff, form_rows, review_attachments
from murakami.kernel.languages import text_in


def open_case(request: HttpRequest, receipt: str) -> CasePage:
    """Read a case of the actor's units and record the look before anything is shown. Raises Http404. SQL: 9."""
    actor = actor_of(request)
    try:
        page = read_case(receipt_number=receipt, actor=actor)
    except CaseNotFound as error:
        raise Http404(receipt) from error
    route = request.resolver_match.view_name if request.resolver_match else ""
    record_look(actor=actor, at=now(), unit=page.case.unit, route=route, receipt_number=receipt,
                subject_key=page.case.subject_key)
    return page


def show_case(request: HttpRequest, page: CasePage, template: str, *, current: str, status: int = 200,
              **context: Any) -> HttpResponse:
    """Render a view of a case with what stands beside it: clock, checklist, history. SQL: at most 3."""
    actor, case = actor_of(request), page.case
    version = get_version(case.procedure, case.version)
    ticked = {tick.check_id: tick for tick in page.ticks}
    clock = clock_of(page, version=version, today=timezone.localdate(now()))
    return show(
        request, template, status=status, page=page, case=case, version=version, tabs=tabs_of(page, current=current),
        procedure_title=version.text("title", "ja"), state=STATES[State(case.state)], tone=TONES[State(case.state)],
        channel=CHANNELS.get(case.channel, case.channel), identity=identity_words(page.document.filed_by), clock=clock_view(clock, page), steps=steps_of(page, actor),
        checklist=[(check, version.check_text(check, "ja"), check in ticked) for check in version.checklist],
        moments=history_of(page), decision=standing_decision(page), outcomes=OUTCOMES, unit_names=unit_names(),
        open_corrections=[correction for correction in page.corrections
                          if correction.answered_at is None and correction.cancelled_at is None], **context)


@for_staff
@require_GET
def case(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the filed document with provenance and differences."""
    page = open_case(request, receipt)
    comparisons = compare_people(page)
    return show_case(request, page, "office/case.html", current="case", sections=sections_of(page, comparisons),
                     comparisons=comparisons, attachments=review_attachments(page.document, "ja"),
                     changes=_changes(page))


@for_staff
@require_GET
def case_files(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show what was attached."""
    page = open_case(request, receipt)
    return show_case(request, page, "office/case_files.html", current="case-files",
                     attachments=review_attachments(page.document, "ja"))


@for_staff
@require_GET
def case_talk(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the messages between the unit and the resident."""
    return show_case(request, open_case(request, receipt), "office/case_talk.html", current="case-talk",
                     message_key=secrets.token_hex(16))


@for_staff
@require_GET
def case_form(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the document on its official form."""
    page = open_case(request, receipt)
    version = get_version(page.case.procedure, page.case.version)
    rows = form_rows(page.document, version.form.items) if version.form else ()
    return show_case(request, page, "office/case_form.html", current="case-form", form=version.form, form_rows=rows)


@for_staff
@require_GET
def case_history(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show everything that happened."""
    return show_case(request, open_case(request, receipt), "office/case_history.html", current="case-history")


def _changes(page: CasePage) -> list[DiffRow]:
    if len(page.documents) < 2:
        return []
    return [DiffRow(label=text_in(change.label, "ja"), old=before, new=after)
            for change in diff(page.documents[-2], page.documents[-1])
            for before, after in [change_texts(change, "ja")]]
