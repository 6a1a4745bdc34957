"""What was filed, as it was filed, and every correction as a diff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.flows.mailing.pages import FiledDocument, FiledDocuments, read_documents
from murakami.foundation.files.reports import read_reports
from murakami.foundation.files.store import FileMissing, read_file
from murakami.interfaces.components.shapes import DiffRow, FactRow
from murakami.interfaces.components.source_note import source_note
from murakami.interfaces.portal.cleaned import file_words
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.words import item_title
from murakami.interfaces.portal.talk.attachments import file_response
from murakami.interfaces.portal.wording import full_day_words, lang
from murakami.kernel.dates import day_in_japan
from murakami.kernel.document import (
    AttachmentRow,
    AttachmentState,
    Change,
    ChangeKind,
    Document,
    ReviewTopic,
    Row,
    change_texts,
    diff,
    review_attachments,
    review_rows,
)
from murakami.kernel.facts import Provenance, ValueSource
from murakami.kernel.languages import text_in

_KIND_MARK = "　"


@dataclass(frozen=True, slots=True)
class Topic:
    """Answers that belong together."""

    title: str
    rows: tuple[FactRow, ...]

    @property
    def has_notes(self) -> bool:
        """Whether some answer needs to say where it comes from."""
        return any(row.note for row in self.rows)


@dataclass(frozen=True, slots=True)
class Revision:
    """What a correction changed, and when."""

    day: str
    rows: tuple[DiffRow, ...]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that was handed in."""

    name: str
    size: str
    href: str


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment: what came of it."""

    label: str
    state: str
    files: tuple[OwnFile, ...]


@require_safe
@mine
def document(request: HttpRequest, me: Me, receipt: str) -> HttpResponse:
    """Show what was filed, as it counts now, with its corrections. SQL: 5, and the session's."""
    found = read_documents(mailbox_key=me.mailbox_key, receipt_number=receipt)
    return show(request, "my/document.html", {
        "item": found.item, "title": item_title(found.item), "topics": tuple(_topics(found.newest)),
        "filed": full_day_words(day_in_japan(found.versions[0].at)), "attachments": tuple(_attached(found)),
        "revisions": tuple(_revisions(found.versions)), "proxy": _proxy(found.versions[0].document),
        "member": member_words(found.versions[0].document)})


@require_safe
@mine
def document_file(request: HttpRequest, me: Me, receipt: str, sha256: str) -> HttpResponse:
    """Show a file to the one who handed it in. SQL: 3, and the session's."""
    file = read_documents(mailbox_key=me.mailbox_key, receipt_number=receipt).find_file(sha256)
    if file is None:
        raise Http404
    try:
        return file_response(read_file(sha256), content_type=file.content_type)
    except FileMissing as missing:
        raise Http404 from missing


def diff_rows(before: Document, after: Document) -> tuple[DiffRow, ...]:
    """Lay out what changed between two documents, with whom or what each answer is about."""
    about = {**_headings(before), **_headings(after)}
    return tuple(DiffRow(text_in(change.label, lang()), *_texts(change),
                         note=_KIND_MARK.join(part for part in (about.get(change.key, ""), _kind_note(change)) if part))
                 for change in diff(before, after))


def member_words(filed: Document) -> str:
    """Say who of a firm wrote a filing; empty where no firm did."""
    firm = filed.filed_by.get("firm")
    return f"{firm['name']}　{firm['member']}" if isinstance(firm, dict) else ""


def _proxy(filed: Document) -> str:
    acting = filed.filed_by.get("acting")
    return str(acting["proxy"]) if isinstance(acting, dict) else ""


def _texts(change: Change) -> tuple[str, str]:
    """Write a change before and after; an attachment without a file says what came of it."""
    before, after = change_texts(change, lang())
    return before or _without_file(change.before), after or _without_file(change.after)


def _without_file(item: Row | AttachmentRow | None) -> str:
    return _state(item.state) if isinstance(item, AttachmentRow) else ""


def heading_of(topic: ReviewTopic) -> str:
    """Title a topic, with whom it is about where that needs saying."""
    return _("{title}：{person}").format(title=topic.title, person=topic.subject) if topic.subject else topic.title


def _headings(shown: Document) -> dict[str, str]:
    return {row.key: heading_of(topic) for topic in review_rows(shown, lang()) for row in topic.rows}


def _kind_note(change: Change) -> str:
    if change.kind is ChangeKind.REMOVED:
        return _("ほかの答えが変わったので、いらなくなりました")
    return _("新しく加わりました") if change.kind is ChangeKind.ADDED else ""


def _topics(shown: Document) -> Iterable[Topic]:
    today = timezone.localdate()
    for topic in review_rows(shown, lang()):
        yield Topic(title=heading_of(topic), rows=tuple(
            FactRow(label=row.label, value=row.text, note=_source(row.provenance, today)) for row in topic.rows))


def _source(said: Provenance, today: date) -> str:
    """Say where an answer came from; what was only offered has become the sender's own by filing it."""
    return "" if said.source is ValueSource.SUGGESTED else source_note(said, today=today)


def _revisions(versions: tuple[FiledDocument, ...]) -> Iterable[Revision]:
    for before, after in pairwise(versions):
        yield Revision(day=full_day_words(day_in_japan(after.at)),
                       rows=diff_rows(before.document, after.document))


def _attached(found: FiledDocuments) -> Iterable[Attached]:
    rows = tuple(review_attachments(found.newest, lang()))
    reports = read_reports(file.sha256 for row in rows for file in row.files)
    for row in rows:
        files = tuple(OwnFile(name=file.name, size=file_words(file.size, file.content_type, reports.get(file.sha256)), href=reverse(
            "portal:my-file", args=[found.item.receipt_number, file.sha256])) for file in row.files)
        yield Attached(label=row.label, state=_state(row.state), files=files)


def _state(state: AttachmentState) -> str:
    return {AttachmentState.PROVIDED: "", AttachmentState.LATER: _("あとで出します"),
            AttachmentState.OMITTED: _("市役所が確認するので、いりません"),
            AttachmentState.MISSING: _("まだ出していません")}[state]
