"""Files of a case: shown only through the case they belong to."""

from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from murakami.domain.cases.alarms import may_release
from murakami.domain.cases.models import Case
from murakami.domain.cases.queries.case_page import find_file, find_letter
from murakami.flows.agency.pages import look_at_case, withholds_files
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.files.kinds import CSV, HELD, PDF, TEXT
from murakami.foundation.files.quarantine import read_held
from murakami.foundation.files.store import FileMissing, read_file
from murakami.interfaces.office.frame import for_staff, now, show

_SHOWN = frozenset({"image/jpeg", "image/png", PDF, TEXT})  # everything else is saved, not opened


@for_staff
@require_GET
def case_file(request: HttpRequest, receipt: str, sha256: str) -> HttpResponse:
    """Send an attachment of the case; images and PDFs open in the browser, nothing runs. One that waits leads to its page.

    A picture may show where somebody protected lives: of their cases a file is sent to the head who has said why, without
    the name that it came with. SQL: 3, 1 more for one that was held, 2 for one of somebody protected, and the session's.
    """
    case = _look(request, receipt)
    file = find_file(case, sha256=sha256)
    if file is None:
        raise Http404(sha256)
    if withholds_files(case, actor=actor_of(request), at=now()):
        may_ask = may_release(actor_of(request), unit=case.unit, procedure=case.procedure)
        return show(request, "office/protection/file_withheld.html", case=case, may_ask=may_ask)
    if file.content_type != HELD:
        return _send(sha256, name=_name(case, file.name), content_type=file.content_type)
    row = read_held(receipt).get(sha256)
    if row is None or not row.released_sha256:
        return redirect("office:held-file", receipt, sha256)
    return _send(row.released_sha256, name=_name(case, row.released_name), content_type=row.released_type)


@for_staff
@require_GET
def letter(request: HttpRequest, receipt: str) -> HttpResponse:
    """Send the letter of the case's decision. SQL: 3 and the session's."""
    sha256 = find_letter(_look(request, receipt))
    if sha256 is None:
        raise Http404(receipt)
    return _send(sha256, name=f"{receipt}.pdf", content_type="application/pdf")


def _name(case: Case, name: str) -> str:
    """Name a file as it was named; of somebody protected only by the case: names lie about in folders and mails."""
    return f"{case.receipt_number}{PurePath(name).suffix}" if case.alarm else name


def _look(request: HttpRequest, receipt: str) -> Case:
    route = request.resolver_match.view_name if request.resolver_match else ""
    return look_at_case(receipt_number=receipt, actor=actor_of(request), route=route, at=now())


def _send(sha256: str, *, name: str, content_type: str) -> HttpResponse:
    try:
        data = read_file(sha256)
    except FileMissing as error:
        raise Http404(sha256) from error
    disposition = content_disposition_header(content_type not in _SHOWN, name) or "attachment"
    return HttpResponse(data, content_type=f"{content_type}; charset=utf-8" if content_type in {TEXT, CSV} else content_type,
                        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"})
