"""A definition as it is published: one canonical, self-contained JSON document with its SHA-256."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from murakami.kernel.json_values import sha256_of

SCHEMA: Final = 1


class DocumentKind(StrEnum):
    """What a published document defines."""

    PROCEDURE = "procedure"
    LIFE_EVENT = "life_event"
    UNIT = "unit"
    CALENDAR = "calendar"
    SYNONYMS = "synonyms"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class DefinitionDocument:
    """One definition. `content` holds plain JSON; equal contents have equal fingerprints."""

    kind: DocumentKind
    id: str
    content: Mapping[str, Any] = field(repr=False)

    @cached_property
    def sha(self) -> str:
        """The SHA-256 of the canonical text, 64 hex digits."""
        return sha256_of(self.content)
