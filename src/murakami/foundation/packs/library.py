"""All packs that belong together, read and validated, in the order in which they stand on each other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from murakami.foundation.packs.formats import PackModel
from murakami.foundation.packs.parts import NeededText, PackPart
from murakami.foundation.packs.problems import Problem, Said
from murakami.foundation.packs.sources import Entry, PackSource, Place
from murakami.foundation.packs.texts import TextTable
from murakami.foundation.packs.town import MANIFEST_PART, Manifest, Municipality

M = TypeVar("M", bound=PackModel)


@dataclass(frozen=True)
class Library:
    """Packs as one whole: what the checks, the loaders and the trials read.

    `named` are the packs that were asked for; the others are there because they are needed.
    """

    sources: tuple[PackSource, ...]
    entries_by_directory: Mapping[str, tuple[Entry[Any], ...]]
    parts: tuple[PackPart[Any], ...]
    texts: TextTable = field(default_factory=TextTable)
    named: frozenset[str] = frozenset()

    def entries(self, part: PackPart[M]) -> tuple[Entry[M], ...]:
        """List the entries of a part, the packs in their order, the files by name."""
        return cast(tuple[Entry[M], ...], self.entries_by_directory.get(part.directory, ()))

    def places(self, part: PackPart[Any]) -> Mapping[str, Place]:
        """Map every name of a part to where it is given (the first place, if it is given twice)."""
        found: dict[str, Place] = {}
        for entry in self.entries(part):
            for named in part.names(entry):
                found.setdefault(named.name, entry.place.inside(*named.path))
        return found

    def needed_texts(self) -> Iterator[NeededText]:
        """List the texts that all definitions need."""
        for part in self.parts:
            for entry in self.entries(part):
                yield from part.texts(entry)

    @property
    def manifests(self) -> tuple[Entry[Manifest], ...]:
        """The packs' own descriptions, in the order in which they stand on each other."""
        return self.entries(MANIFEST_PART)

    @property
    def municipality(self) -> Municipality | None:
        """The municipality of these packs; None for packs that belong to no town."""
        return next((one.model.municipality for one in self.manifests if one.model.municipality), None)


def names_given_twice(library: Library) -> Iterator[Problem]:
    """Find names that two entries of one part give."""
    for part in library.parts:
        seen: dict[str, Place] = {}
        for entry in library.entries(part):
            for named in part.names(entry):
                place = entry.place.inside(*named.path)
                earlier = seen.setdefault(named.name, place)
                if earlier is not place:
                    yield _twice(named.name, place, earlier)


def towns(library: Library) -> Iterator[Problem]:
    """Refuse packs of two municipalities at once."""
    owners = [entry for entry in library.manifests if entry.model.municipality]
    for entry in owners[1:]:
        yield entry.place.problem(
            Said("市町村が二つあります。", "There are two municipalities."),
            Said(
                f"municipality は一つのパックだけに書いてください（{owners[0].place.origin.file} にもあります）。",
                f"Write municipality in one pack only (it is also in {owners[0].place.origin.file}).",
            ),
            "municipality",
        )


def _twice(name: str, place: Place, earlier: Place) -> Problem:
    return place.problem(
        Said(f"「{name}」は {earlier.origin} にもあります。", f"{name!r} is also given at {earlier.origin}."),
        Said("名前を変えるか、片方を消してください。", "Rename it, or delete one."),
    )


def fill_given_texts(table: TextTable, needed: Iterable[NeededText]) -> None:
    """Note the Japanese that definitions hold themselves."""
    table.given.update({text.key: text.japanese for text in needed if text.japanese is not None})
