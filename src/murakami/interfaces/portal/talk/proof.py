"""The proof of what was filed: a file that anybody can check without asking the city hall."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from murakami.domain.intake.models import Filing, Intake
from murakami.domain.intake.queries import list_filings
from murakami.domain.mailbox.queries import is_guarded
from murakami.flows.filing_proofs import prove_filing
from murakami.foundation.events.proving import NotSealed
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.portal.door import own
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.talk.receipt import filed_here, title_of


@require_safe
@own
def proof(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """Say what the proof shows, how it is checked, and where it is; or that it is not there yet. SQL: 9 and the session's."""
    intake, filing = _find(request, key, number)
    try:
        prove_filing(filing, with_text=False)
        is_ready = True
    except NotSealed:
        is_ready = False
    return show(request, "talk/proof.html", {
        "key": key, "number": number, "title": title_of(filing), "is_ready": is_ready, "may_come": bool(filing.salt),
        "has_text": _has_text(intake)})


@require_safe
@limited(Door.LOOKUPS, by_account=True, reading=True)
@own
def proof_file(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """Send the proof. Raises Http404 while there is none. SQL: 9 and the session's."""
    intake, filing = _find(request, key, number)
    try:
        proven = prove_filing(filing, with_text=_has_text(intake))
    except NotSealed:
        raise Http404(number) from None
    response = HttpResponse(json.dumps(proven, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="proof-{number}.json"'
    return response


def _find(request: HttpRequest, key: str, number: str) -> tuple[Intake, Filing]:
    intake = filed_here(request, key)
    filing = next((one for one in list_filings(intake) if one.receipt_number == number), None) if intake else None
    if intake is None or filing is None:
        raise Http404(number)
    return intake, filing


def _has_text(intake: Intake) -> bool:
    """Say whether what was written goes along: a file lies about, so not where somebody's address is kept secret.

    Whoever wrote for somebody else has it anyway, and must not learn from the file that the other is protected.
    """
    return bool(intake.mandate_key) or not is_guarded(intake.mailbox_key)
