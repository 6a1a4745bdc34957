"""Checks the words of an edition for letters that recognition got wrong."""

from collections.abc import Iterator

from murakami.domain.programme.formats.editions import EditionFile
from murakami.domain.programme.rules.mixed_scripts import mixed_words
from murakami.foundation.packs.problems import Path, Problem, Said
from murakami.foundation.packs.sources import Entry


def word_problems(entry: Entry[EditionFile]) -> Iterator[Problem]:
    """Find words in which letters of two scripts are mixed, wherever they stand in the edition."""
    for path, text in _texts(entry.place.written.data, ()):
        for found in mixed_words(text):
            yield entry.place.problem(
                Said(f"「{found.word}」に、ほかの文字が混じっています：{found.named}。",
                     f"{found.word!r} mixes in {found.scripts} letters: {found.named}."),
                Said("文字認識の誤りです。正しい字に直し、findings に書き残してください。",
                     "This is a recognition error: write the right letter and note it in findings."), *path)


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
