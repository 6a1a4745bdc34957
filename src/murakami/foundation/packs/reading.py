"""Reads packs and the packs they need into one library, and collects everything that is malformed."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path as FilePath
from typing import Any, Final

from murakami.foundation.packs.amending import Raw, amend, is_amendment
from murakami.foundation.packs.files import MANIFEST, read_pack_files
from murakami.foundation.packs.library import Library, fill_given_texts
from murakami.foundation.packs.parts import PackPart
from murakami.foundation.packs.problems import Problem, Said
from murakami.foundation.packs.sources import Entry, InFile, PackSource, Place, SourceFile, Written
from murakami.foundation.packs.texts import read_texts
from murakami.foundation.packs.town import MANIFEST_PART, Manifest
from murakami.foundation.packs.validation import validate

_SHIPPED: Final = FilePath(__file__).resolve().parents[4] / "packs"


def read_library(
    paths: Sequence[FilePath], *, parts: Sequence[PackPart[Any]], beside: Sequence[FilePath] = (_SHIPPED,)
) -> tuple[Library, list[Problem]]:
    """Read packs and what they need.

    A needed pack that is not among `paths` is looked for beside the pack that needs it, then in the directories
    `beside`. Never raises for what the files hold.
    """
    reader = _LibraryReader(parts=parts, beside=tuple(beside))
    for path in paths:
        reader.add(path)
    return reader.library(frozenset(path.resolve().name for path in paths)), reader.problems


class _LibraryReader:
    def __init__(self, *, parts: Sequence[PackPart[Any]], beside: tuple[FilePath, ...]) -> None:
        self.parts = {part.directory: part for part in parts}
        self.beside = beside
        self.problems: list[Problem] = []
        self.sources: dict[FilePath, PackSource] = {}
        self.manifests: dict[FilePath, Entry[Manifest]] = {}
        self.done: dict[FilePath, None] = {}

    def add(self, path: FilePath, *, above: tuple[FilePath, ...] = ()) -> None:
        path = path.resolve()
        if path in self.done:
            return
        if path in above:
            self._stand_on_each_other(path)
            return
        self._read(path)
        manifest = self.manifests.get(path)
        for position, need in enumerate(manifest.model.needs if manifest else ()):
            found = self._find(need, path)
            if found is not None:
                self.add(found, above=(*above, path))
            elif manifest is not None:
                self.problems.append(_not_found(manifest.place, need, position))
        self.done[path] = None

    def _read(self, path: FilePath) -> None:
        if path in self.sources:
            return
        known = frozenset(self.parts) - {MANIFEST_PART.directory}
        source, problems = read_pack_files(path, parts=known)
        self.problems.extend(problems)
        self.sources[path] = source
        for entry in self._entries(MANIFEST_PART, _documents(path.name, source.manifest)):
            self.manifests[path] = entry
            if entry.model.pack != path.name:
                self.problems.append(_wrong_name(entry, path.name))

    def _find(self, name: str, path: FilePath) -> FilePath | None:
        places = (path.parent, *self.beside)
        return next((place / name for place in places if (place / name / MANIFEST).is_file()), None)

    def _entries(self, part: PackPart[Any], written: Iterable[tuple[str, InFile]]) -> tuple[Entry[Any], ...]:
        raws: list[Raw] = []
        for pack, document in written:
            if is_amendment(document):
                self.problems.extend(amend(raws, pack, document, part.amending))
            else:
                raws.append(((pack,), document))
        return tuple(entry for packs, one in raws if (entry := self._entry(part, packs, one)) is not None)

    def _entry(self, part: PackPart[Any], packs: tuple[str, ...], written: Written) -> Entry[Any] | None:
        place = Place(written)
        model, problems = validate(part.model_of(written.data), place, written.data)
        self.problems.extend(problems)
        return None if model is None else Entry(packs, place, model)

    def _stand_on_each_other(self, path: FilePath) -> None:
        entry = self.manifests[path]
        self.problems.append(
            entry.place.problem(
                Said("パックが互いを必要としています。", "The packs need each other in a circle."),
                Said("needs から片方を消してください。", "Remove one of them from needs."),
                "needs",
            )
        )

    def library(self, named: frozenset[str]) -> Library:
        sources = tuple(self.sources[path] for path in self.done)
        entries = {
            directory: self._entries(part, _documents_of(sources, directory))
            for directory, part in self.parts.items()
            if part is not MANIFEST_PART
        }
        entries[MANIFEST_PART.directory] = tuple(self.manifests[path] for path in self.done if path in self.manifests)
        texts, problems = read_texts(sources)
        self.problems.extend(problems)
        library = Library(sources, entries, tuple(self.parts.values()), texts, named)
        fill_given_texts(texts, library.needed_texts())
        return library


def _documents_of(sources: Iterable[PackSource], directory: str) -> Iterator[tuple[str, InFile]]:
    for source in sources:
        yield from _documents(source.path.name, source.parts.get(directory, ()))


def _documents(pack: str, files: Iterable[SourceFile]) -> Iterator[tuple[str, InFile]]:
    for file in files:
        for document in file.documents:
            yield pack, InFile(file.shown, document)


def _not_found(place: Place, need: str, position: int) -> Problem:
    return place.problem(
        Said(f"必要なパック「{need}」が見つかりません。", f"The needed pack {need!r} is not found."),
        Said(
            "そのパックを同じフォルダーに置くか、場所を一緒に指定してください。",
            "Put that pack in the same directory, or name its path too.",
        ),
        "needs",
        position,
    )


def _wrong_name(entry: Entry[Manifest], directory: str) -> Problem:
    return entry.place.problem(
        Said(
            f"パックの名前「{entry.model.pack}」がフォルダーの名前「{directory}」と違います。",
            f"The pack's name {entry.model.pack!r} differs from its directory {directory!r}.",
        ),
        Said("同じ名前にしてください。", "Give both the same name."),
        "pack",
    )
