"""Stamps translations: writes into each the fingerprint of the Japanese that a person has just compared it with."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from murakami.foundation.packs import registry
from murakami.foundation.packs.reading import read_library
from murakami.foundation.packs.sources import SourceFile
from murakami.foundation.packs.texts import TRANSLATIONS, TextTable, fingerprint
from murakami.foundation.packs.yaml_reader import Document


@dataclass(frozen=True, slots=True)
class Stamp:
    """One mark that was written."""

    file: str
    key: str
    of: str


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    new: str


def stamp(paths: Sequence[FilePath], *, only: Callable[[str], bool] = lambda key: True) -> tuple[Stamp, ...]:
    """Write `of` for every translation of these packs whose key `only` lets through; say which changed.

    Everything else in the files stays as it is, character by character. A translation without its Japanese is
    left alone; `lint` reports it.
    """
    library, _ = read_library(paths, parts=registry.parts())
    mine = {path.resolve() for path in paths}
    stamps: list[Stamp] = []
    for source in library.sources:
        if source.path.resolve() not in mine:
            continue
        for language in TRANSLATIONS:
            for file in source.texts.get(language, ()):
                stamps.extend(_stamp_file(file, library.texts, only))
    return tuple(stamps)


def _stamp_file(file: SourceFile, table: TextTable, only: Callable[[str], bool]) -> list[Stamp]:
    edits: list[_Edit] = []
    stamps: list[Stamp] = []
    for document in file.documents:
        for key, value in document.data.items() if isinstance(document.data, dict) else ():
            japanese = table.japanese(key)
            if japanese is None or not only(key):
                continue
            expected = fingerprint(japanese)
            edit = _edit(file.text, document, key, value, expected)
            if edit is not None:
                edits.append(edit)
                stamps.append(Stamp(file.shown, key, expected))
    if edits:
        file.path.write_text(_apply(file.text, edits), encoding="utf-8")
    return stamps


def _edit(text: str, document: Document, key: str, value: object, expected: str) -> _Edit | None:
    if isinstance(value, str):
        span = document.spans[(key,)]
        written = json.dumps(value.strip(), ensure_ascii=False)
        tail = "\n" if text[span.start : span.end].endswith("\n") else ""
        return _Edit(span.start, span.end, f'{{of: "{expected}", text: {written}}}{tail}')
    if not isinstance(value, dict) or value.get("of") == expected:
        return None
    if (key, "of") in document.spans:
        span = document.spans[(key, "of")]
        return _Edit(span.start, span.end, f'"{expected}"')
    start = document.spans[(key,)].start
    if text[start : start + 1] == "{":
        return _Edit(start + 1, start + 1, f'of: "{expected}", ')
    indent = " " * (start - text.rfind("\n", 0, start) - 1)
    return _Edit(start, start, f'of: "{expected}"\n{indent}')


def _apply(text: str, edits: Sequence[_Edit]) -> str:
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text
