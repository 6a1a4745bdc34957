"""Checks search words, and the places in texts and letters that are filled in."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from murakami.domain.procedures.formats.guidance import LETTERS, LIFE_EVENTS, SYNONYMS
from murakami.domain.procedures.formats.procedures import PROCEDURES
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Place

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
TEXT_WORDS: Final = ("city",)
"""What a text may leave open: the municipality's name."""

LETTER_WORDS: Final = ("receipt_number", "filed_on", "decided_on", "applicant", "children", "procedure", "city")
"""What a letter may leave open; the case fills it in when the letter is printed."""


def word_problems(library: Library) -> Iterator[Problem]:
    """Find search words for nothing, and places to fill in that nothing fills."""
    yield from _synonym_problems(library)
    for text in library.texts:
        for word in PLACEHOLDER.findall(text.text):
            if word not in TEXT_WORDS:
                yield _open_place(text.place, word, TEXT_WORDS)
    for entry in library.entries(LETTERS):
        for index, paragraph in enumerate(entry.model.body):
            for word in PLACEHOLDER.findall(paragraph):
                if word not in LETTER_WORDS:
                    yield _open_place(entry.place.inside("body", index), word, LETTER_WORDS)


def _open_place(place: Place, word: str, known: Sequence[str]) -> Problem:
    problem = Said(f"文の中の {{{word}}} に入るものがありません。", f"Nothing fills {{{word}}} here.")
    return place.problem(problem, mend_word(word, known))


def _synonym_problems(library: Library) -> Iterator[Problem]:
    known = [*library.places(PROCEDURES), *library.places(LIFE_EVENTS)]
    for entry in library.entries(SYNONYMS):
        for name in entry.model.synonyms:
            if name not in known:
                problem = Said(
                    f"「{name}」という手続もライフイベントもありません。", f"There is no {name!r} to search for."
                )
                yield entry.place.problem(problem, mend_word(name, known), "synonyms", name)
