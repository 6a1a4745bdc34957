"""Facts: what can be asked, known, prefilled, checked and shown about one kind of thing.

Facts belong to kinds (`Person`, `Household`), procedures bind roles to kinds (`child: Person[]`), and every
known value carries its provenance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Self, TypeAlias

from murakami.kernel.json_values import Json, JsonObject, plain_json, read_object, read_str

Options: TypeAlias = Mapping[str, object]
NO_OPTIONS: Final[Options] = MappingProxyType({})

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")
_KIND_ID = re.compile(r"[A-Z][A-Za-z0-9]*\Z")
_ROLE_TEXT = re.compile(r"(?P<kind>[A-Z][A-Za-z0-9]*)(?P<plural>\[\])?(?P<optional>\?)?\Z")


class NoValue(Enum):
    """Why a fact has no value."""

    UNKNOWN = "unknown"
    ABSENT = "absent"

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = NoValue.UNKNOWN
"""Nobody has said it yet."""
ABSENT: Final = NoValue.ABSENT
"""The field is hidden, so no value exists, whatever was typed before."""


class Sensitivity(StrEnum):
    """How carefully a value is handled."""

    ORDINARY = "ordinary"
    PERSONAL = "personal"
    SPECIAL = "special"  # 要配慮個人情報 (個人情報の保護に関する法律2条3項)


class ValueSource(StrEnum):
    """Who said a value."""

    RESIDENT = "resident"
    PROXY = "proxy"
    STAFF = "staff"
    CARD = "card"
    BUSINESS_ID = "business_id"
    REGISTER = "register"
    EARLIER_FILING = "earlier_filing"
    SUGGESTED = "suggested"


class Assurance(StrEnum):
    """Whether a value was only said or also verified."""

    ASSERTED = "asserted"
    VERIFIED = "verified"


class FactTextError(ValueError):
    """A fact, kind or role is written in a form that does not exist."""

    def __init__(self, *, text: str, mend: str) -> None:
        super().__init__(f"{text!r}: {mend}")
        self.text = text
        self.mend = mend


@dataclass(frozen=True, slots=True, order=True)
class FactRef:
    """A fact of a role: `child.born_on`."""

    role: str
    fact: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `role.fact`.

        Raises:
            FactTextError: the text is not two identifiers joined by one full stop.
        """
        role, dot, fact = text.partition(".")
        if not (dot and _IDENTIFIER.match(role) and _IDENTIFIER.match(fact)):
            raise FactTextError(text=text, mend="write it as role.fact, for example child.born_on")
        return cls(role, fact)

    def __str__(self) -> str:
        return f"{self.role}.{self.fact}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be known about a kind, with the field type that its values have."""

    kind: str
    id: str
    type: str
    options: Options = field(default_factory=lambda: NO_OPTIONS)
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    sources: tuple[ValueSource, ...] = (ValueSource.RESIDENT,)
    gif: str | None = None

    def __post_init__(self) -> None:
        if not _IDENTIFIER.match(self.id):
            raise FactTextError(text=self.id, mend="use small letters, digits and underscores")

    def to_json(self) -> JsonObject:
        """Write what `from_json` reads."""
        return {
            "type": self.type,
            "options": plain_json(self.options, where=f"fact {self.kind}.{self.id}.options"),
            "sensitivity": self.sensitivity.value,
            "sources": [source.value for source in self.sources],
            "gif": self.gif,
        }

    @classmethod
    def from_json(cls, data: object, *, kind: str, id: str) -> Self:
        """Read a fact of a kind.

        Raises:
            JsonShapeError: the data does not have the shape that `to_json` writes.
            ValueError: a sensitivity or a source is unknown.
        """
        where = f"fact {kind}.{id}"
        row = read_object(data, where=where)
        return cls(
            kind=kind,
            id=id,
            type=read_str(row.get("type"), where=f"{where}.type"),
            options=MappingProxyType(dict(read_object(row.get("options", {}), where=f"{where}.options"))),
            sensitivity=Sensitivity(row.get("sensitivity", Sensitivity.ORDINARY)),
            sources=tuple(ValueSource(source) for source in row.get("sources", (ValueSource.RESIDENT,))),
            gif=row.get("gif"),
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing and the facts that can be known about it."""

    id: str
    facts: Mapping[str, Fact]

    def __post_init__(self) -> None:
        if not _KIND_ID.match(self.id):
            raise FactTextError(text=self.id, mend="a kind begins with a capital letter, for example Person")

    def to_json(self) -> JsonObject:
        """Write what `from_json` reads."""
        return {"kind": self.id, "facts": {fact.id: fact.to_json() for fact in self.facts.values()}}

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read a kind with its facts.

        Raises:
            JsonShapeError: the data does not have the shape that `to_json` writes.
        """
        row = read_object(data, where="kind")
        kind = read_str(row.get("kind"), where="kind.kind")
        facts = read_object(row.get("facts"), where=f"kind {kind}.facts")
        return cls(kind, {id: Fact.from_json(fact, kind=kind, id=id) for id, fact in facts.items()})


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """What a role binds: one or several things of a kind, perhaps nobody."""

    role: str
    kind: str
    plural: bool = False
    optional: bool = False

    @classmethod
    def parse(cls, role: str, text: str) -> Self:
        """Read `Person`, `Person?`, `Person[]` or `Person[]?`.

        Raises:
            FactTextError: the role or the text is written in another way.
        """
        if not _IDENTIFIER.match(role):
            raise FactTextError(text=role, mend="use small letters, digits and underscores")
        match = _ROLE_TEXT.match(text)
        if match is None:
            raise FactTextError(text=text, mend="write Person, Person?, Person[] or Person[]?")
        return cls(role, match["kind"], plural=bool(match["plural"]), optional=bool(match["optional"]))

    def __str__(self) -> str:
        return f"{self.kind}{'[]' if self.plural else ''}{'?' if self.optional else ''}"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who said a value, when, and how sure it is.

    `at` is an ISO 8601 time with its offset; `by` is an opaque key of the speaker, never a name;
    `receipt_number` is the earlier filing that a reused value comes from.
    """

    source: ValueSource
    at: str
    by: str | None = None
    assurance: Assurance = Assurance.ASSERTED
    receipt_number: str | None = None

    def to_json(self) -> JsonObject:
        """Write what `from_json` reads; what is not known is left out."""
        row: dict[str, Json] = {"source": self.source.value, "at": self.at, "assurance": self.assurance.value}
        if self.by is not None:
            row["by"] = self.by
        if self.receipt_number is not None:
            row["receipt_number"] = self.receipt_number
        return row

    @staticmethod
    def from_json(data: object) -> Provenance:
        """Read a provenance.

        Raises:
            JsonShapeError: the data does not have the shape that `to_json` writes.
            ValueError: the source or the assurance is unknown.
        """
        row = read_object(data, where="provenance")
        return _provenance(
            read_str(row.get("source"), where="provenance.source"),
            read_str(row.get("at"), where="provenance.at"),
            read_str(row.get("assurance", Assurance.ASSERTED), where="provenance.assurance"),
            _read_text(row, "by"),
            _read_text(row, "receipt_number"),
        )


def _read_text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    return None if value is None else read_str(value, where=f"provenance.{name}")


@lru_cache(maxsize=1024)
def _provenance(source: str, at: str, assurance: str, by: str | None, receipt_number: str | None) -> Provenance:
    """Make one object for all answers of which the same is to be said: those of one page, at least."""
    return Provenance(ValueSource(source), at, by, Assurance(assurance), receipt_number)


@dataclass(frozen=True, slots=True)
class Answer:
    """A known value in its stored form, with its provenance."""

    value_json: Json
    provenance: Provenance

    def to_json(self) -> JsonObject:
        """Write the stored pair `{"v": value, "p": provenance}`."""
        return {"v": self.value_json, "p": self.provenance.to_json()}

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read the stored pair.

        Raises:
            JsonShapeError: the data does not have the shape that `to_json` writes.
        """
        row = read_object(data, where="answer")
        return cls(row.get("v"), Provenance.from_json(row.get("p")))
