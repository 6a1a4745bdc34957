"""The receipt: the numbers, large and readable aloud, as a page, a print, a PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.intake.models import Filing, Intake
from murakami.domain.intake.queries import get_intake, list_filings
from murakami.domain.mailbox.queries import is_guarded
from murakami.domain.procedures.queries import LifeEventNotFound
from murakami.flows.conversation.reading import standing_of
from murakami.flows.receipts import (
    CannotPrintReceipt,
    Receipt,
    ReceiptEntry,
    find_receipt_printer,
    sections_of,
    without_addresses,
)
from murakami.interfaces.portal.door import own
from murakami.interfaces.portal.frame import show, site_of
from murakami.interfaces.portal.my.timeline import standard_day
from murakami.interfaces.portal.owed import names_owed
from murakami.interfaces.portal.showcase import about
from murakami.interfaces.portal.talk.result import OfferView, elsewhere
from murakami.interfaces.portal.talk.satisfaction import answers
from murakami.interfaces.portal.visitor import owner_of
from murakami.interfaces.portal.wording import day_words, full_day_words, lang, time_words
from murakami.kernel.dates import day_in_japan
from murakami.kernel.document import Document, review_rows
from murakami.kernel.languages import text_in
from murakami.kernel.receipts import ReceiptNumber


@dataclass(frozen=True, slots=True)
class FiledView:
    """One filing on the receipt page."""

    number: str
    spoken: str
    title: str
    unit: str
    phone: str
    qr: str
    href: str
    later: tuple[str, ...]
    expected: str


@require_safe
@own
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Show the receipt numbers of what was filed, and what comes next. SQL: 3, at most 2 for the definitions, the session's."""
    intake = filed_here(request, key)
    if intake is None:
        return HttpResponseRedirect(reverse("portal:intake", args=[key]))
    at = intake.filed_at or timezone.now()
    views = [_view(intake, filing, _follow_href(request, intake, filing)) for filing in list_filings(intake)]
    return show(request, "talk/receipt.html", {
        "key": key, "filings": views, "owes": any(one.later for one in views),
        "at": time_words(at), "iso": at.isoformat(), "elsewhere": _elsewhere(intake),
        "day": full_day_words(day_in_japan(at)), "has_account": intake.account_id is not None,
        "has_pdf": find_receipt_printer() is not None, "sign_in_next": reverse("portal:receipt", args=[key]),
        "may_rate": intake.account_id in {None, owner_of(request).account_id}, "has_rated": intake.has_rated,
        "answers": answers(), "acting": intake.prepared})


@require_safe
@own
def receipt_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """Send the receipt as a PDF. SQL: 4, at most 2 for the definitions, the session's."""
    intake, printer = filed_here(request, key), find_receipt_printer()
    if intake is None or printer is None:
        raise Http404
    try:
        pdf = printer.print_receipt(compose(request, intake, list_filings(intake)))
    except CannotPrintReceipt:
        return show(request, "talk/message.html", {
            "title": _("PDFを作れませんでした"), "tone": "warning",
            "text": _("受付番号のページは、ブラウザーの「印刷」から紙やPDFにできます。")}, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="receipt.pdf"'
    return response


@require_safe
@own
def receipt_qr(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """Draw a receipt number as a QR code, for the counter to read. SQL: 3 and the session's."""
    intake = filed_here(request, key)
    if intake is None or number not in {filing.receipt_number for filing in list_filings(intake)}:
        raise Http404
    response = HttpResponse(draw_qr(number), content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=86400"
    return response


def compose(request: HttpRequest, intake: Intake, filings: Sequence[Filing]) -> Receipt:
    """Say everything that the receipt says, with what was filed."""
    site, at = site_of(request), intake.filed_at or timezone.now()
    hides = not intake.mandate_key and is_guarded(intake.mailbox_key)  # a receipt lies about, and goes along in mails
    read = [(filing, Document.from_json(filing.document)) for filing in filings]
    documents = [(filing, without_addresses(document) if hides else document) for filing, document in read]
    return Receipt(
        title=_("受付の控え"), lead=_("次の手続を受け付けました。問い合わせのときは、受付番号を伝えてください。"),
        filed_at=f"{full_day_words(day_in_japan(at))}　{time_words(at)}",
        filings=tuple(_entry(filing, document) for filing, document in documents),
        sections=sections_of([*_acting(intake), *_afterwards(intake, filings), *((f"{text_in(document.title, lang())}（{filing.receipt_number}）", list(_rows(document)))
                              for filing, document in documents)]),
        footer=_("{brand}　この控えは、受け付けたことを示すもので、決定の通知ではありません。").format(brand=site.brand))


def _acting(intake: Intake) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    if intake.prepared:
        yield _("代理"), [(_("本人"), intake.prepared["giver"]), (_("代わりに書いた人"), intake.prepared["proxy"])]


def _afterwards(intake: Intake, filings: Sequence[Filing]) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Say on paper too what is left to do, and until when an answer can be expected."""
    rows = [(offer.title, _("窓口でする手続　{due}").format(due=_("期限：{due}").format(due=offer.due) if offer.due else ""))
            for offer in _elsewhere(intake)]
    days = [(title_of(filing), _expected(filing)) for filing in filings]
    rows += [(title, _("結果の目安：{day}ごろまで").format(day=day)) for title, day in days if day]
    if rows:
        yield _("このあと"), rows


def draw_qr(number: str) -> bytes:
    """Draw a receipt number as SVG."""
    picture = BytesIO()
    segno.make(number, error="m").save(picture, kind="svg", scale=4, border=4, light="#ffffff")
    return picture.getvalue()


def filed_here(request: HttpRequest, key: str) -> Intake | None:
    """Find a conversation of one's own that was filed; None while it is not. Raises IntakeNotFound. SQL: 1."""
    intake = get_intake(key=key, owner=owner_of(request))
    return intake if intake.state == Intake.State.FILED and intake.purpose == Intake.Purpose.FILING else None


def _follow_href(request: HttpRequest, intake: Intake, filing: Filing) -> str:
    """Say where a filing is followed: by whose it is in their mailbox, by who wrote for them at the mandate."""
    if intake.mandate_key and owner_of(request).account_id == intake.account_id:
        return reverse("portal:my-mandate", args=[intake.mandate_key])
    return reverse("portal:my-filing", args=[filing.receipt_number])


def _elsewhere(intake: Intake) -> tuple[OfferView, ...]:
    """Say what the guide found that is still to be done at a counter."""
    try:
        return elsewhere(standing_of(intake, today=day_in_japan(timezone.now())))
    except LifeEventNotFound:
        return ()


def title_of(filing: Filing) -> str:
    """Title a filing in the reader's language, with the child's name where each child has one."""
    return _titled(Document.from_json(filing.document), filing)


def _view(intake: Intake, filing: Filing, href: str) -> FiledView:
    document, unit = Document.from_json(filing.document), about.unit_of(filing.unit)
    return FiledView(
        number=filing.receipt_number, spoken=ReceiptNumber.parse(filing.receipt_number).spell(lang()),
        title=_titled(document, filing), unit=unit.name_in(lang()) if unit else "", phone=unit.phone if unit else "",
        qr=reverse("portal:receipt-qr", args=[intake.key, filing.receipt_number]), later=names_owed(document),
        href=href, expected=_expected(filing))


def _expected(filing: Filing) -> str:
    day = standard_day(procedure=filing.procedure, version=filing.version, filed_at=filing.filed_at)
    return day_words(day) if day else ""


def _entry(filing: Filing, document: Document) -> ReceiptEntry:
    unit = about.unit_of(filing.unit)
    return ReceiptEntry(title=_titled(document, filing), receipt_number=filing.receipt_number,
                        unit=unit.name_in(lang()) if unit else "", qr=draw_qr(filing.receipt_number).decode(),
                        qr_alt=filing.receipt_number)


def _titled(document: Document, filing: Filing) -> str:
    """Title a filing, with the child's name where each child has one."""
    title = text_in(document.title, lang())
    names = (row for topic in review_rows(document, lang()) for row in topic.rows if row.instance == filing.instance)
    name = next((row.text.partition("（")[0] for row in names if row.fact == "name"), "") if filing.instance else ""
    return _("{title}：{person}").format(title=title, person=name) if name else title


def _rows(document: Document) -> Iterable[tuple[str, str]]:
    for topic in review_rows(document, lang()):
        for row in topic.rows:
            yield (f"{row.label}（{topic.subject}）" if topic.subject else row.label), row.text
