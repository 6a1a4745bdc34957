"""What was read from disk: packs, their files, and every entry with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Generic, Protocol, TypeVar

from murakami.foundation.packs.formats import PackModel
from murakami.foundation.packs.problems import Path, Problem, Said, key_text
from murakami.foundation.packs.yaml_reader import Document

M = TypeVar("M", bound=PackModel)


@dataclass(frozen=True, slots=True)
class Origin:
    """The file, line and key where something is written."""

    file: str
    line: int
    key: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Written(Protocol):
    """Data that knows where each of its parts is written."""

    @property
    def data(self) -> object:
        """Texts, lists and mappings."""
        ...

    def origin(self, path: Path) -> Origin:
        """Find where a place is written."""
        ...


@dataclass(frozen=True, slots=True)
class InFile:
    """One YAML document of a file."""

    file: str
    document: Document

    @property
    def data(self) -> object:
        """Texts, lists and mappings."""
        return self.document.data

    def origin(self, path: Path) -> Origin:
        """Find the line of a place, or of the nearest place around it."""
        return Origin(self.file, self.document.line(path), key_text(path))


@dataclass(frozen=True, slots=True)
class Place:
    """Something written that a problem can point at."""

    written: Written
    at: Path = ()

    def problem(self, problem: Said, mend: Said, *path: str | int) -> Problem:
        """Say what is wrong at a place inside this one."""
        origin = self.written.origin((*self.at, *path))
        return Problem(
            file=origin.file,
            line=origin.line,
            key=origin.key,
            problem=problem.ja,
            mend=mend.ja,
            problem_en=problem.en,
            mend_en=mend.en,
        )

    def inside(self, *path: str | int) -> "Place":
        """Point at a place inside this one."""
        return Place(self.written, (*self.at, *path))

    @property
    def origin(self) -> Origin:
        """Where this is written."""
        return self.written.origin(self.at)


@dataclass(frozen=True, slots=True)
class Entry(Generic[M]):
    """One YAML document of a part of a pack, validated; `packs` are those that wrote it, the amending ones last."""

    packs: tuple[str, ...]
    place: Place
    model: M


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One YAML file: its documents, and its text for whoever rewrites it."""

    path: FilePath
    shown: str
    text: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class PackSource:
    """One pack as files: by directory, each with its YAML files; `texts` are kept by language."""

    path: FilePath
    shown: str
    manifest: tuple[SourceFile, ...]
    parts: Mapping[str, tuple[SourceFile, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[SourceFile, ...]] = field(default_factory=dict)
