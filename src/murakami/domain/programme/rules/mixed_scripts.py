"""Finds letters of a foreign script inside a Japanese or Latin word: the trace of a recognition error (デジタルデバйд)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile("[^\\W\\d_\u2460-\u24ff\u3200-\u32ff]+")  # without ① and ㈱
_STRANGE: Final = re.compile("[\u0370-\u03ff\u1f00-\u1fff\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]+")


@dataclass(frozen=True, slots=True)
class MixedWord:
    """A word with letters that do not belong in it; `letters` are named with their code points."""

    word: str
    letters: str

    @property
    def named(self) -> str:
        """Name the letters: й（U+0439）."""
        return "、".join(f"{letter}（U+{ord(letter):04X}）" for letter in dict.fromkeys(self.letters))

    @property
    def scripts(self) -> str:
        """Name the scripts that the letters come from, in English: Cyrillic."""
        return ", ".join(dict.fromkeys(unicodedata.name(letter).split()[0].capitalize() for letter in self.letters))


def mixed_words(text: str) -> Iterator[MixedWord]:
    """Find words in which Cyrillic or Greek letters stand beside kana, Han or Latin letters, in order.

    A word that is Cyrillic or Greek as a whole is none: it may be meant.
    """
    for word in _WORD.findall(text):
        letters = "".join(_STRANGE.findall(word))
        if letters and letters != word:
            yield MixedWord(word, letters)
