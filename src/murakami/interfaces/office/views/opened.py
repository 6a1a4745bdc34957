"""Opening a case for a page: read whole, the look recorded, and what stands around every view of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from murakami.domain.cases.operations.transition import CaseChanged, NotPermitted, StepRefused
from murakami.domain.cases.rules import CHECKING_STATES, FINISHED_STATES, State
from murakami.flows.agency.clock import clock_of, filed_in_time
from murakami.flows.agency.mandates import standing_mandate
from murakami.flows.agency.pages import CaseReading
from murakami.flows.agency.pages import open_case as open_reading
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import list_colleagues
from murakami.interfaces.office.case_view import steps_of, tabs_of
from murakami.interfaces.office.clock_view import clock_view, filing_note
from murakami.interfaces.office.frame import now, show, unit_names
from murakami.interfaces.office.glance import glance_of
from murakami.interfaces.office.history import LAST, history_of
from murakami.interfaces.office.next_step import next_step_of
from murakami.interfaces.office.protection.alarm_view import alarm_view
from murakami.interfaces.office.signature_view import signature_view
from murakami.interfaces.office.way_back import way_back
from murakami.interfaces.office.words import (
    CASE_CHANGED,
    CHANNELS,
    LETTERS,
    NOT_PERMITTED,
    OUTCOMES,
    REFUSALS,
    STATES,
    TONES,
    acting_words,
    firm_words,
)
from murakami.kernel.receipts import ReceiptNumber

REFUSED = (CaseChanged, StepRefused, NotPermitted)


def open_case(request: HttpRequest, receipt: str) -> CaseReading:
    """Read a case of the actor's units and record the look before anything is shown. Raises CaseNotFound."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    return open_reading(receipt_number=receipt, actor=actor_of(request), route=route, at=now())


def lock_of(request: HttpRequest) -> int:
    """Read the count that the page was made from; a missing or strange one never fits."""
    sent = request.POST.get("lock", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def refusal_text(error: Exception) -> str:
    """Say why a step was not taken."""
    if isinstance(error, CaseChanged):
        return str(CASE_CHANGED)
    if isinstance(error, NotPermitted):
        return str(NOT_PERMITTED)
    return str(REFUSALS.get(str(error), REFUSALS["step_not_allowed"]))


def turned_away(request: HttpRequest, reading: CaseReading, *, step: str) -> HttpResponse | None:
    """Send a reader who cannot take `step` now back to the case, with the reason; None for everyone else."""
    if step in steps_of(reading.page, actor_of(request)):
        return None
    own = step == "approve" and "return" in steps_of(reading.page, actor_of(request))
    messages.error(request, str(REFUSALS["own_proposal" if own else "step_not_allowed"]))
    return redirect("office:case", reading.case.receipt_number)


def show_case(request: HttpRequest, reading: CaseReading, template: str, *, current: str = "", status: int = 200,
              **context: Any) -> HttpResponse:
    """Render a view of a case with what stands around it: glance, next step, clock, people, checklist, history. SQL: 1, 2 with held files."""
    actor, case, page, version = actor_of(request), reading.case, reading.page, reading.version
    today, names = timezone.localdate(now()), unit_names()
    ticked, steps = {tick.check_id for tick in page.ticks}, steps_of(page, actor)
    decision = page.standing_decision
    moments = history_of(page, unit_names=names)
    last_moments = history_of(page, unit_names=names, briefly=True)[-LAST:]
    clock = clock_view(clock_of(page, version=version, today=today), page)
    alarm, signature = alarm_view(reading, actor), signature_view(reading.signature) if reading.signature else None
    colleagues = {one.account_id: one.name for one in list_colleagues(unit=case.unit, on=today,
                                                                             procedure=case.procedure)}
    return show(
        request, template, status=status, current=current, is_step=not current, is_form=current in {"", "case-talk"},
        reading=reading, page=page, case=case, version=version, list_href=way_back(request),
        tabs=tabs_of(page, current=current), short_title=version.text("short", "ja"),
        procedure_title=version.text("title", "ja"), state=STATES[State(case.state)], tone=TONES[State(case.state)],
        channel=CHANNELS.get(case.channel, case.channel), glance=glance_of(reading, clock=clock, signature=signature, alarm=alarm),
        acting=acting_words(page.document.filed_by), firm=firm_words(page.document.filed_by), alarm=alarm, mandate_holds=standing_mandate(page), signature=signature,
        spoken=ReceiptNumber.parse(case.receipt_number).spell(), steps=steps,
        next_step=next_step_of(reading, steps=steps, today=today),
        clock=clock,
        filing_note=filing_note(filed_in_time(page.document, version=version, filed_at=case.filed_at)),
        checklist=[(check, version.check_text(check), check in ticked) for check in version.checklist],
        can_check=case.state in CHECKING_STATES,
        moments=moments, last_moments=last_moments, decision=decision,
        outcome=OUTCOMES.get(decision.outcome) if decision else "",  # type: ignore[call-overload]
        letter=LETTERS.get(decision.letter_state) if decision else None,
        colleagues=colleagues.items(), can_assign=case.state not in FINISHED_STATES, **context)
