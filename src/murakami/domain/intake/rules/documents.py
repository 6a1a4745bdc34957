"""From a conversation to what is filed: one frozen document per procedure and filing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from murakami.domain.procedures.versions import ProcedureVersion
from murakami.engines.interview import AttachmentNeed, AttachmentState, BoundProcedure, InterviewPlan, Item, Page, plan
from murakami.kernel.conditions import Situation
from murakami.kernel.conditions.situation import FactKey
from murakami.kernel.document import AttachmentRow, Document, Row, Topic
from murakami.kernel.document import AttachmentState as AttachmentOutcome
from murakami.kernel.facts import Provenance
from murakami.kernel.fields.registry import field_type
from murakami.kernel.file_refs import FileRef
from murakami.kernel.json_values import Json
from murakami.kernel.languages import Text


@dataclass(frozen=True, slots=True)
class Handed:
    """What has been handed in: files by attachment key, and the attachments promised for later."""

    files: Mapping[str, tuple[FileRef, ...]]
    later: frozenset[str]


@dataclass(frozen=True, slots=True)
class Act:
    """The act of filing: who (relation and opaque keys, never a name), when; `subjects` name who is who by language."""

    filed_by: Mapping[str, Json]
    filed_at: datetime
    subjects: Mapping[str, Text]


def build_document(*, version: ProcedureVersion, bound: BoundProcedure, situation: Situation,
                   known: Mapping[FactKey, Provenance], handed: Handed, act: Act) -> Document:
    """Freeze what one filing says: its own visible questions and attachments, nothing of the other procedures.

    `situation.facts` are the effective answers of the whole conversation (hidden ones absent).
    """
    own = plan((bound,), situation, known)
    return Document(
        procedure=version.id, version=version.sha, title=dict(version.all_languages("title")),
        topics=tuple(_topic(page, version, act) for page in own.pages if _answered(page)),
        roles={role: tuple(instances) for role, instances in bound.roles.items()}, whose=version.whose,
        filed_by=dict(act.filed_by), filed_at=act.filed_at.isoformat(),
        attachments=tuple(_attachments(own, version, handed)))


def attachment_id(need: AttachmentNeed, version: ProcedureVersion) -> str:
    """Name an attachment within its document: `bankbook`, or `residence-record:sibling-1` where each has one."""
    about = next((spec.about for spec in version.attachments if spec.id == need.id), None)
    return f"{need.id}:{need.about}" if need.about and about and version.roles[about].plural else need.id


def outcome_of(need: AttachmentNeed, files: tuple[FileRef, ...], *, is_later: bool) -> AttachmentOutcome:
    """Say what came of an attachment. A missing one does not stop a filing."""
    if files:
        return AttachmentOutcome.PROVIDED
    if need.state is AttachmentState.OMITTED:
        return AttachmentOutcome.OMITTED
    return AttachmentOutcome.LATER if is_later else AttachmentOutcome.MISSING


def _answered(page: Page) -> bool:
    return any(item.answered for item in page.items)


def _topic(page: Page, version: ProcedureVersion, act: Act) -> Topic:
    return Topic(
        id=page.key, title=dict(version.all_languages(f"topic.{page.topic}.title")),
        subject=act.subjects.get(page.instance) if page.instance else None,
        rows=tuple(row_of(item, version) for item in _filed(page.items)))


def _filed(items: Sequence[Item]) -> Iterable[Item]:
    return (item for item in items if item.answered and item.provenance is not None)


def row_of(item: Item, version: ProcedureVersion) -> Row:
    """Freeze one answered item. Raises ValueError for an answer of which nobody is known to have given it."""
    fact = version.kinds[item.kind].facts[item.fact]
    value = None if item.value is None else field_type(fact.type).to_json(item.value)
    said = item.provenance
    if said is None:
        raise ValueError(f"{item.field_key}: an answer without provenance")
    return Row(key=item.field_key, role=item.role, fact=item.fact, label=dict(version.fact_text(item.kind, item.fact)),
               type=fact.type, value=value, provenance=said, options=fact.options)


def _attachments(own: InterviewPlan, version: ProcedureVersion, handed: Handed) -> Iterable[AttachmentRow]:
    for need in own.attachments:
        files = handed.files.get(need.key, ())
        yield AttachmentRow(
            id=attachment_id(need, version), label=dict(version.all_languages(f"attachment.{version.id}.{need.id}.label")),
            need=need.need.value, state=outcome_of(need, files, is_later=need.key in handed.later), files=files)
