"""Originals under seal: found by the receipt number, fetched by an administrator of the unit, with the reason."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from murakami.domain.cases.models import Case
from murakami.domain.cases.operations.transition import CaseNotFound, StepRefused
from murakami.flows.agency.quarantine import KeptOriginal, fetch_original, list_originals
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.files.store import FileDamaged, FileMissing
from murakami.interfaces.office.frame import for_staff, now, show
from murakami.interfaces.office.quarantine.words import REFUSALS, kind_words
from murakami.interfaces.office.sign_in.proving import proved

_MOST_REASON = 500


@for_staff
@require_GET
def originals(request: HttpRequest) -> HttpResponse:
    """Ask for a receipt number, and list what is kept of that case. SQL: 4 and the session's."""
    _administrator(request)
    return _page(request, request.GET.get("receipt", "").strip().upper())


@for_staff
@proved()
@require_POST
def original(request: HttpRequest, receipt: str, sha256: str) -> HttpResponse:
    """Send an original as it came, to be saved and not opened. SQL: 8 and the session's."""
    actor = _administrator(request)
    try:
        name, data = fetch_original(receipt_number=receipt, sha256=sha256, actor=actor, at=now(),
                                    reason=request.POST.get("reason", "")[:_MOST_REASON])
    except StepRefused as refused:
        return _page(request, receipt, problem=str(REFUSALS[refused.code]))
    except (FileMissing, FileDamaged):
        return _page(request, receipt, problem=str(REFUSALS["missing"]))
    disposition = content_disposition_header(True, f"{name}.original") or "attachment"
    return HttpResponse(data, content_type="application/octet-stream",
                        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"})


def _page(request: HttpRequest, receipt: str, *, problem: str = "") -> HttpResponse:
    case: Case | None = None
    rows: Sequence[KeptOriginal] = ()
    if receipt:
        route = request.resolver_match.view_name if request.resolver_match else ""
        try:
            case, rows = list_originals(receipt_number=receipt, actor=actor_of(request), route=route, at=now())
        except CaseNotFound:
            problem = problem or "この受付番号の案件は、管理している課にありません。番号を確かめてください。"
    shown = [(row, kind_words(row.report.found)) for row in rows]
    return show(request, "office/quarantine/originals.html", status=422 if problem else 200, receipt=receipt, case=case,
                rows=shown, problem=problem)


def _administrator(request: HttpRequest) -> Actor:
    """Give the actor; the page does not exist for anybody but administrators."""
    actor = actor_of(request)
    if not actor.units_as(Role.ADMINISTRATOR):
        raise Http404
    return actor
