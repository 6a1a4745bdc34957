"""The page of one case and its other views: files, official form, history."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from murakami.interfaces.office.document_view import attachments_of, changes_of, sections_of
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.quarantine.notes import file_lines
from murakami.interfaces.office.views.opened import open_case, show_case
from murakami.kernel.document import form_rows


@for_staff
@require_GET
def case(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the filed document with provenance and differences."""
    reading = open_case(request, receipt)
    attachments = attachments_of(reading)
    return show_case(request, reading, "office/case.html", current="case", sections=sections_of(reading),
                     attachments=attachments, owes=any(line.is_owed for line in attachments), changes=changes_of(reading))


@for_staff
@require_GET
def case_files(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show what was attached, and what was done to each file. SQL: 2 beside the case's."""
    reading = open_case(request, receipt)
    return show_case(request, reading, "office/case_files.html", current="case-files",
                     attachments=file_lines(attachments_of(reading), receipt_number=receipt, at=now()))


@for_staff
@require_GET
def case_form(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the document on its official form."""
    reading = open_case(request, receipt)
    form = reading.version.form
    rows = form_rows(reading.page.document, form.items) if form else ()
    return show_case(request, reading, "office/case_form.html", current="case-form", form=form, form_rows=rows)


@for_staff
@require_GET
def case_history(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show everything that happened."""
    return show_case(request, open_case(request, receipt), "office/case_history.html", current="case-history")
