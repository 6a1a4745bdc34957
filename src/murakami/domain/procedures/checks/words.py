"""Checks search words, and the places in texts and letters that are filled in."""

import re
from collections.abc import Iterator
from typing import Final

from murakami.domain.procedures.formats.guidance import LIFE_EVENTS, SYNONYMS
from murakami.domain.procedures.formats.procedures import PROCEDURES
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said, mend_word

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
TEXT_WORDS: Final = ("city",)
"""What a text may leave open: the municipality's name."""


def word_problems(library: Library) -> Iterator[Problem]:
    """Find search words for nothing, and places to fill in that nothing fills."""
    yield from _synonym_problems(library)
    for text in library.texts:
        for word in PLACEHOLDER.findall(text.text):
            if word not in TEXT_WORDS:
                problem = Said(f"文の中の {{{word}}} に入るものがありません。", f"Nothing fills {{{word}}} in a text.")
                yield text.place.problem(problem, mend_word(word, TEXT_WORDS))


def _synonym_problems(library: Library) -> Iterator[Problem]:
    known = [*library.places(PROCEDURES), *library.places(LIFE_EVENTS)]
    for entry in library.entries(SYNONYMS):
        for name in entry.model.synonyms:
            if name not in known:
                problem = Said(
                    f"「{name}」という手続もライフイベントもありません。", f"There is no {name!r} to search for."
                )
                yield entry.place.problem(problem, mend_word(name, known), "synonyms", name)
