"""The document and its parts, their one JSON form and its fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

from murakami.kernel.facts import NO_OPTIONS, Options, Provenance
from murakami.kernel.file_refs import FileRef
from murakami.kernel.json_values import (
    Json,
    JsonObject,
    JsonShapeError,
    canonical_json,
    plain_json,
    read_int,
    read_list,
    read_object,
    read_str,
    sha256_of,
)
from murakami.kernel.languages import Text

SCHEMA: Final = 1


class AttachmentState(StrEnum):
    """Whether an attachment came. A missing one does not stop a filing."""

    PROVIDED = "provided"
    LATER = "later"
    OMITTED = "omitted"  # the office can look it up itself
    MISSING = "missing"


_OWED: Final = frozenset({AttachmentState.LATER, AttachmentState.MISSING})


@dataclass(frozen=True, slots=True)
class Row:
    """One answered fact. `key` is "instance.fact"; `value` is the stored form of its type.

    `options` are the fact's options with the labels of its choices, so that the row can be shown for ever.
    """

    key: str
    role: str
    fact: str
    label: Text
    type: str
    value: Json
    provenance: Provenance
    options: Options = field(default_factory=lambda: NO_OPTIONS)

    @property
    def instance(self) -> str:
        """The person or thing that the fact is about."""
        return self.key.rpartition(".")[0]

    def to_json(self) -> JsonObject:
        """Write what `from_json` reads."""
        return {
            "key": self.key,
            "role": self.role,
            "fact": self.fact,
            "label": dict(self.label),
            "type": self.type,
            "options": plain_json(self.options, where=f"{self.key}.options"),
            "value": plain_json(self.value, where=f"{self.key}.value"),
            "provenance": self.provenance.to_json(),
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read a row.

        Raises:
            JsonShapeError: the data does not have the shape that `to_json` writes.
        """
        row = read_object(data, where="row")
        key = read_str(row.get("key"), where="row.key")
        return cls(
            key=key,
            role=read_str(row.get("role"), where=f"{key}.role"),
            fact=read_str(row.get("fact"), where=f"{key}.fact"),
            label=_read_text(row.get("label"), where=f"{key}.label"),
            type=read_str(row.get("type"), where=f"{key}.type"),
            options=read_object(row.get("options", {}), where=f"{key}.options"),
            value=row.get("value"),
            provenance=Provenance.from_json(row.get("provenance")),
        )


@dataclass(frozen=True, slots=True)
class Topic:
    """Rows that belong together; `subject` names whom they are about, where that needs saying."""

    id: str
    title: Text
    rows: tuple[Row, ...]
    subject: Text | None = None

    def to_json(self) -> JsonObject:
        """Write what `from_json` reads."""
        return {
            "id": self.id,
            "title": dict(self.title),
            "subject": None if self.subject is None else dict(self.subject),
            "rows": [row.to_json() for row in self.rows],
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read a topic.

        Raises:
            JsonShapeError: the data does not have the shape that `to_json` writes.
        """
        row = read_object(data, where="topic")
        subject = row.get("subject")
        return cls(
            id=read_str(row.get("id"), where="topic.id"),
            title=_read_text(row.get("title"), where="topic.title"),
            rows=tuple(Row.from_json(item) for item in read_list(row.get("rows"), where="topic.rows")),
            subject=None if subject is None else _read_text(subject, where="topic.subject"),
        )


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One attachment that the procedure asks for: what came of it. `need`: required, copy, original_later."""

    id: str
    label: Text
    need: str
    state: AttachmentState
    files: tuple[FileRef, ...] = ()

    def to_json(self) -> JsonObject:
        """Write what `from_json` reads."""
        return {
            "id": self.id,
            "label": dict(self.label),
            "need": self.need,
            "state": self.state.value,
            "files": [file.to_json() for file in self.files],
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read an attachment.

        Raises:
            JsonShapeError: the data does not have the shape that `to_json` writes.
        """
        row = read_object(data, where="attachment")
        return cls(
            id=read_str(row.get("id"), where="attachment.id"),
            label=_read_text(row.get("label"), where="attachment.label"),
            need=read_str(row.get("need"), where="attachment.need"),
            state=_read_state(row.get("state")),
            files=tuple(FileRef.from_json(file) for file in read_list(row.get("files"), where="attachment.files")),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """One filing, frozen. `version` is the SHA-256 of the procedure version; `whose` the role that applies.

    `roles` names the instances of every role; `filed_by` says who filed for whom (relation, channel, opaque keys);
    `filed_at` is an ISO 8601 time with its offset.
    """

    procedure: str
    version: str
    title: Text
    topics: tuple[Topic, ...]
    roles: Mapping[str, tuple[str, ...]]
    filed_by: Mapping[str, Json]
    filed_at: str
    attachments: tuple[AttachmentRow, ...] = ()
    whose: str = ""
    schema: int = SCHEMA

    @property
    def rows(self) -> Iterator[Row]:
        """All rows, in the order of the topics."""
        return (row for topic in self.topics for row in topic.rows)

    @property
    def owed(self) -> tuple[AttachmentRow, ...]:
        """The attachments that have not come yet and that the office cannot look up itself."""
        return tuple(row for row in self.attachments if row.state in _OWED)

    def find_row(self, key: str) -> Row | None:
        """Find the row of a key "instance.fact"; the first one where topics repeat it."""
        return next((row for row in self.rows if row.key == key), None)

    def to_json(self) -> JsonObject:
        """Write what `from_json` reads: plain dicts and lists."""
        return {
            "schema": self.schema,
            "procedure": self.procedure,
            "version": self.version,
            "title": dict(self.title),
            "topics": [topic.to_json() for topic in self.topics],
            "attachments": [attachment.to_json() for attachment in self.attachments],
            "roles": {role: list(instances) for role, instances in self.roles.items()},
            "whose": self.whose,
            "filed_by": plain_json(self.filed_by, where="document.filed_by"),
            "filed_at": self.filed_at,
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read a document.

        Raises:
            JsonShapeError: the data does not have the shape that `to_json` writes.
        """
        row = read_object(data, where="document")
        schema = read_int(row.get("schema"), where="document.schema")
        if schema != SCHEMA:
            raise JsonShapeError(where="document.schema", expected=f"schema {SCHEMA}", found=schema)
        topics = read_list(row.get("topics"), where="document.topics")
        attachments = read_list(row.get("attachments", []), where="document.attachments")
        return cls(
            procedure=read_str(row.get("procedure"), where="document.procedure"),
            version=read_str(row.get("version"), where="document.version"),
            title=_read_text(row.get("title"), where="document.title"),
            topics=tuple(Topic.from_json(topic) for topic in topics),
            attachments=tuple(AttachmentRow.from_json(attachment) for attachment in attachments),
            roles=_read_roles(row.get("roles")),
            whose=read_str(row.get("whose", ""), where="document.whose"),
            filed_by=read_object(row.get("filed_by", {}), where="document.filed_by"),
            filed_at=read_str(row.get("filed_at"), where="document.filed_at"),
        )

    def canonical(self) -> str:
        """Write the one text of this document."""
        return canonical_json(self.to_json())

    def sha256(self) -> str:
        """Fingerprint the canonical text."""
        return sha256_of(self.to_json())


def attachment_key(attachment_id: str) -> str:
    """Name an attachment among a document's keys."""
    return f"attachment:{attachment_id}"


def _read_text(data: object, *, where: str) -> Text:
    texts = read_object(data, where=where)
    return {lang: read_str(text, where=f"{where}.{lang}") for lang, text in texts.items()}


def _read_roles(data: object) -> dict[str, tuple[str, ...]]:
    roles = read_object(data, where="document.roles")
    return {
        role: tuple(read_str(instance, where=f"roles.{role}") for instance in read_list(names, where=f"roles.{role}"))
        for role, names in roles.items()
    }


def _read_state(data: object) -> AttachmentState:
    try:
        return AttachmentState(read_str(data, where="attachment.state"))
    except ValueError:
        raise JsonShapeError(where="attachment.state", expected="a state of attachments", found=data) from None
