"""Letters: listed, opened, downloaded. The agency is told when one is first opened; nobody caches one."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from murakami.domain.mailbox.models import Letter
from murakami.domain.mailbox.queries import list_letters
from murakami.flows.mailing.acts import open_letter
from murakami.foundation.files.store import FileMissing, read_file
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.paging import before_of
from murakami.interfaces.portal.my.words import item_title, unit_name
from murakami.interfaces.portal.wording import full_day_words, size_words
from murakami.kernel.dates import day_in_japan

_AT_ONCE = 30


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in a list."""

    title: str
    sent: str
    opened: str
    size: str
    href: str


@dataclass(frozen=True, slots=True)
class ListedLetter:
    """A letter with the filing it belongs to."""

    row: LetterRow
    filing: str
    filing_href: str
    unit: str


@require_safe
@mine
def letters(request: HttpRequest, me: Me) -> HttpResponse:
    """List the letters of the mailbox, newest first. SQL: 2, and the session's."""
    found = list_letters(mailbox_key=me.mailbox_key, before_id=before_of(request), limit=_AT_ONCE + 1)
    shown = found[:_AT_ONCE]
    return show(request, "my/letters.html", {
        "letters": tuple(map(_listed, shown)), "older": f"?before={shown[-1].pk}" if len(found) > _AT_ONCE else ""})


@require_GET
@mine
def letter(request: HttpRequest, me: Me, key: str) -> HttpResponse:
    """Send a letter as PDF, to be read or (`?save`) to be kept. SQL: at most 7, and the session's."""
    opened = open_letter(mailbox_key=me.mailbox_key, key=key, at=timezone.now())
    try:
        data = read_file(opened.sha256)
    except FileMissing as missing:
        raise Http404 from missing
    return pdf_response(data, name=opened.name, save="save" in request.GET)


def pdf_response(data: bytes, *, name: str, save: bool) -> HttpResponse:
    """Send a PDF that no cache keeps."""
    return HttpResponse(data, content_type="application/pdf", headers={
        "Content-Disposition": content_disposition_header(save, name) or "inline", "Cache-Control": "no-store"})


def letter_row(letter: Letter) -> LetterRow:
    """Lay out a letter for a list."""
    opened = full_day_words(day_in_japan(letter.opened_at)) if letter.opened_at else ""
    return LetterRow(title=letter.title, sent=full_day_words(day_in_japan(letter.issued_at)),
                     opened=_("{day}に開きました").format(day=opened) if opened else "", size=size_words(letter.size),
                     href=reverse("portal:my-letter", args=[letter.key]))


def _listed(letter: Letter) -> ListedLetter:
    return ListedLetter(row=letter_row(letter), filing=item_title(letter.item), unit=unit_name(letter.item.unit),
                        filing_href=reverse("portal:my-filing", args=[letter.item.receipt_number]))
