"""The filed document as a clerk checks it: every answer with who said it, what the register says, what has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from murakami.domain.cases.summary import full_name
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.flows.agency.pages import CaseReading
from murakami.interfaces.components.shapes import DiffRow
from murakami.interfaces.components.source_note import provenance_words
from murakami.kernel.document import (
    AttachmentRow,
    AttachmentState,
    Change,
    Document,
    ReviewAttachment,
    ReviewRow,
    Row,
    Topic,
    change_texts,
    diff,
    review_attachments,
    review_rows,
)
from murakami.kernel.languages import text_in

_OWED = frozenset({AttachmentState.LATER, AttachmentState.MISSING})


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. `marks` are sentences that want to be seen; `verified`: card or register bear it out."""

    key: str
    label: str
    value: str
    source: str
    marks: tuple[str, ...] = ()
    verified: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Answers that belong together; `about` says whose they are, where they are one person's."""

    title: str
    about: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One attachment: its files, or in words what came of it; `about` names whose it is where each has one."""

    about: str
    attachment: ReviewAttachment
    words: str
    marks: tuple[str, ...]

    @property
    def is_owed(self) -> bool:
        """Whether it has still to come."""
        return self.attachment.state in _OWED


@dataclass(frozen=True)
class _Marks:
    """What is known about keys besides their answers."""

    verdicts: Mapping[str, bool]
    otherwise: frozenset[str]
    asked: frozenset[str]
    before: Mapping[str, str] = field(default_factory=dict)


def sections_of(reading: CaseReading) -> tuple[Section, ...]:
    """Lay the newest revision out, topic by topic."""
    marks, names, document = _marks_of(reading), _names(reading.page.document), reading.page.document
    return tuple(Section(title=shown.title, about=_about(topic, names, reading.version) or shown.subject,
                         lines=tuple(_line(row, marks) for row in shown.rows))
                 for topic, shown in zip(document.topics, review_rows(document, "ja"), strict=True))


def attachments_of(reading: CaseReading) -> tuple[AttachmentLine, ...]:
    """Lay the attachments out."""
    marks, names = _marks_of(reading), _names(reading.page.document)
    return tuple(AttachmentLine(names.get(attachment.key.rpartition(":")[2], ""), attachment,
                                _state_words(attachment.state), _attachment_marks(attachment, marks))
                 for attachment in review_attachments(reading.page.document, "ja"))


def changes_of(reading: CaseReading) -> tuple[DiffRow, ...]:
    """List what the last correction changed; nothing where there was none."""
    revisions = reading.page.revisions
    if len(revisions) < 2:
        return ()
    return tuple(DiffRow(text_in(change.label, "ja"), *_texts(change))
                 for change in diff(revisions[-2].document, revisions[-1].document))


def _about(topic: Topic, names: Mapping[str, str], version: ProcedureVersion) -> str:
    """Say whose the answers of a topic are: what they are to the procedure, and their name."""
    if len({row.instance for row in topic.rows}) != 1:
        return ""
    row = topic.rows[0]
    role = text_in(version.role_title(row.role), "ja") if row.instance in names and row.role in version.roles else ""
    return " ".join(filter(None, (role, names.get(row.instance, ""))))


def _names(document: Document) -> dict[str, str]:
    return {row.instance: full_name(row.value) for row in document.rows if row.type == "person_name" and row.value}


def _line(row: ReviewRow, marks: _Marks) -> Line:
    verdict = marks.verdicts.get(row.key)
    source = provenance_words(row.provenance)
    if verdict:
        source = _("{source}・住民記録と一致").format(source=source)
    return Line(key=row.key, label=row.label, value=row.text, source=source, verified=bool(verdict),
                marks=_row_marks(row.key, verdict, marks), before=marks.before.get(row.key, ""))


def _row_marks(key: str, verdict: bool | None, marks: _Marks) -> tuple[str, ...]:
    said = ((verdict is False, _("住民記録と違います")), (key in marks.otherwise, _("住民記録と字の形が違います")),
            (key in marks.asked, _("補正を求めています")), (key in marks.before, _("補正で変わりました")))
    return tuple(text for holds, text in said if holds)


def _attachment_marks(attachment: ReviewAttachment, marks: _Marks) -> tuple[str, ...]:
    return ((_("未提出"),) if attachment.state in _OWED else ()) + _row_marks(attachment.key, None, marks)


def _state_words(state: AttachmentState) -> str:
    """Say what came of an attachment that has no file; "" where there is one."""
    return {AttachmentState.OMITTED: _("省略（庁内で確認）"), AttachmentState.LATER: _("あとで提出すると答えています"),
            AttachmentState.MISSING: _("まだ届いていません")}.get(state, "")


def _texts(change: Change) -> tuple[str, str]:
    """Write a change before and after; an attachment without a file says what came of it."""
    before, after = change_texts(change, "ja")
    return before or _without_file(change.before), after or _without_file(change.after)


def _without_file(item: Row | AttachmentRow | None) -> str:
    return _state_words(item.state) if isinstance(item, AttachmentRow) else ""


def _marks_of(reading: CaseReading) -> _Marks:
    revisions = reading.page.revisions
    changes = diff(revisions[-2].document, revisions[-1].document) if len(revisions) > 1 else ()
    return _Marks(
        verdicts={key: verdict for person in reading.people for key, verdict in person.verdicts.items()},
        otherwise=frozenset(key for person in reading.people for key in person.written_otherwise),
        asked=frozenset(item["key"] for one in reading.page.open_corrections for item in one.items),
        before={change.key: _texts(change)[0] or _("（なし）") for change in changes})
