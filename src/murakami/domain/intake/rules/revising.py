"""Answering a correction: the filed document with some answers changed, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from murakami.domain.intake.rules.answers import find_answer
from murakami.domain.intake.rules.documents import attachment_id, outcome_of, row_of
from murakami.domain.intake.rules.planning import Standing
from murakami.engines.interview import AttachmentState, Item
from murakami.kernel.conditions.situation import fact_key_of
from murakami.kernel.document import AttachmentRow, Document, Row, Topic
from murakami.kernel.document import AttachmentState as AttachmentOutcome
from murakami.kernel.facts import Answer
from murakami.kernel.file_refs import FileRef
from murakami.kernel.languages import Text


def answers_of(document: Document) -> dict[str, dict[str, Any]]:
    """Take the answers of a document as a conversation stores them."""
    stored: dict[str, dict[str, Any]] = {}
    for row in document.rows:
        stored.setdefault(row.instance, {})[row.fact] = Answer(row.value, row.provenance).to_json()
    return stored


def new_questions(document: Document, standing: Standing) -> tuple[Item, ...]:
    """List the required questions that the changed answers have brought about and that are still open."""
    return tuple(item for item in _new_items(document, standing) if item.required and not item.answered)


def revised_document(document: Document, *, standing: Standing, files: Mapping[str, tuple[FileRef, ...]]) -> Document:
    """Make the corrected document: changed answers, without what they hide, with what they newly ask.

    An attachment that never came goes with the need for it; one that came stays. `files` are by the attachment's id within the document; new files take the place of the earlier ones. Who filed,
    when, and under which version stays: a correction keeps the original date of claim.
    """
    topics = tuple(topic for topic in (_revised_topic(topic, standing) for topic in document.topics) if topic.rows)
    topics = _with_new_rows(topics, _new_items(document, standing), standing)
    attachments = (*_revised_attachments(document, standing, files), *_new_attachments(document, standing, files))
    return replace(document, topics=topics, attachments=attachments)


def newly_needed(document: Document, revised: Document) -> tuple[str, ...]:
    """Name the attachments, by their ids, that only the corrected answers need."""
    settled = {row.id for row in document.attachments if row.state is not AttachmentOutcome.OMITTED}
    settled |= {row.id for row in revised.attachments if row.state is AttachmentOutcome.OMITTED}
    return tuple(row.id for row in revised.attachments if row.id not in settled)


def _revised_topic(topic: Topic, standing: Standing) -> Topic:
    return replace(topic, rows=tuple(_revised_rows(topic.rows, standing)))


def _revised_rows(rows: Iterable[Row], standing: Standing) -> Iterable[Row]:
    for row in rows:
        answer = find_answer(standing.stored, fact_key_of(row.key))
        if answer is not None:
            yield replace(row, value=answer.value_json, provenance=answer.provenance)


def _new_items(document: Document, standing: Standing) -> tuple[Item, ...]:
    known = {row.key for row in document.rows}
    return tuple(item for page in standing.plan.pages for item in page.items
                 if item.field_key not in known and item.used_by)  # not what only the guide asks


def _with_new_rows(topics: tuple[Topic, ...], items: tuple[Item, ...], standing: Standing) -> tuple[Topic, ...]:
    (version,) = standing.definitions.versions
    page_of = {item.key: page for page in standing.plan.pages for item in page.items}
    for item in items:
        if not item.answered or item.provenance is None:
            continue
        page, row = page_of[item.key], row_of(item, version)
        at = next((number for number, topic in enumerate(topics) if topic.id == page.key), None)
        if at is None:
            title = dict(version.all_languages(f"topic.{page.topic}.title"))
            topics = (*topics, Topic(id=page.key, title=title, subject=_subject(topics, page.instance), rows=(row,)))
        else:
            topics = (*topics[:at], replace(topics[at], rows=(*topics[at].rows, row)), *topics[at + 1:])
    return topics


def _subject(topics: tuple[Topic, ...], instance: str | None) -> Text | None:
    """Say whom a page is about as the filed document says it."""
    return next((topic.subject for topic in topics if instance and topic.id.partition(":")[2] == instance), None)


def _revised_attachments(document: Document, standing: Standing,
                         files: Mapping[str, tuple[FileRef, ...]]) -> Iterable[AttachmentRow]:
    (version,) = standing.definitions.versions
    needs = {attachment_id(need, version): need for need in standing.plan.attachments}
    for row in document.attachments:
        if handed := files.get(row.id, ()):
            yield replace(row, files=handed, state=AttachmentOutcome.PROVIDED)
        elif row.files:
            yield row
        elif need := needs.get(row.id):
            yield row if need.state is AttachmentState.UNDECIDED else replace(
                row, state=outcome_of(need, (), is_later=row.state is AttachmentOutcome.LATER))


def _new_attachments(document: Document, standing: Standing,
                     files: Mapping[str, tuple[FileRef, ...]]) -> Iterable[AttachmentRow]:
    (version,) = standing.definitions.versions
    known = {row.id for row in document.attachments}
    for need in standing.plan.attachments:
        name = attachment_id(need, version)
        if need.state is AttachmentState.NEEDED and name not in known:
            handed = files.get(name, ())
            yield AttachmentRow(
                id=name, label=dict(version.all_languages(f"attachment.{version.id}.{need.id}.label")),
                need=need.need.value, state=outcome_of(need, handed, is_later=False), files=handed)
