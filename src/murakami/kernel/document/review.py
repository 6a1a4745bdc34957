"""The document as people read it on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from murakami.kernel.document.model import AttachmentState, Document, Row, attachment_key
from murakami.kernel.facts import Provenance
from murakami.kernel.fields.registry import field_type
from murakami.kernel.file_refs import FileRef
from murakami.kernel.languages import text_in


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One answer in words, with who said it. `text` is "" where nothing was answered."""

    key: str
    instance: str
    fact: str
    label: str
    text: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ReviewTopic:
    """Answers that belong together; `subject` is "" where it goes without saying."""

    id: str
    title: str
    subject: str
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewAttachment:
    """One attachment: what came of it."""

    key: str
    label: str
    need: str
    state: AttachmentState
    files: tuple[FileRef, ...]


def review_rows(document: Document, lang: str) -> tuple[ReviewTopic, ...]:
    """Render all answers, topic by topic, in a language."""
    return tuple(
        ReviewTopic(
            id=topic.id,
            title=text_in(topic.title, lang),
            subject=text_in(topic.subject, lang) if topic.subject else "",
            rows=tuple(_review_row(row, lang) for row in topic.rows),
        )
        for topic in document.topics
    )


def review_attachments(document: Document, lang: str) -> tuple[ReviewAttachment, ...]:
    """Render all attachments in a language."""
    return tuple(
        ReviewAttachment(
            key=attachment_key(attachment.id),
            label=text_in(attachment.label, lang),
            need=attachment.need,
            state=attachment.state,
            files=attachment.files,
        )
        for attachment in document.attachments
    )


def row_value(row: Row) -> Any:
    """Read the typed value of a row; None where nothing was answered.

    Raises:
        JsonShapeError: the stored value does not fit the type.
    """
    return None if row.value is None else field_type(row.type).from_json(row.value)


def row_text(row: Row, lang: str) -> str:
    """Write the answer of a row for a screen; "" where nothing was answered."""
    value = row_value(row)
    return "" if value is None else field_type(row.type).show(value, lang, row.options)


def _review_row(row: Row, lang: str) -> ReviewRow:
    return ReviewRow(
        key=row.key,
        instance=row.instance,
        fact=row.fact,
        label=text_in(row.label, lang),
        text=row_text(row, lang),
        provenance=row.provenance,
    )
