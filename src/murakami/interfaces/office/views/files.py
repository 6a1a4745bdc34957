"""Files of a case: shown only through the case they belong to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from murakami.domain.cases.queries.case_page import CasePage
from murakami.foundation.files.store import FileMissing, read_file
from murakami.interfaces.office.frame import for_staff
from murakami.interfaces.office.views.case import open_case


@for_staff
@require_GET
def case_file(request: HttpRequest, receipt: str, sha256: str) -> HttpResponse:
    """Send an attachment of the case; images and PDFs open in the browser, nothing runs."""
    page = open_case(request, receipt)
    file = next((file for file in page.files if file.sha256 == sha256), None)
    if file is None:
        raise Http404(sha256)
    return send(sha256, name=file.name, content_type=file.content_type)


@for_staff
@require_GET
def letter(request: HttpRequest, receipt: str) -> HttpResponse:
    """Send the letter of the case's decision."""
    page = open_case(request, receipt)
    sha256 = _letter_of(page)
    if not sha256:
        raise Http404(receipt)
    return send(sha256, name=f"{receipt}.pdf", content_type="application/pdf")


def send(sha256: str, *, name: str, content_type: str) -> HttpResponse:
    """Answer with a stored content. Raises Http404 when the store has lost it."""
    try:
        data = read_file(sha256)
    except FileMissing as error:
        raise Http404(sha256) from error
    disposition = content_disposition_header(False, name) or "inline"
    return HttpResponse(data, content_type=content_type, headers={"Content-Disposition": disposition})


def _letter_of(page: CasePage) -> str:
    return next((decision.letter_sha256 for decision in reversed(page.decisions) if decision.letter_sha256), "")
