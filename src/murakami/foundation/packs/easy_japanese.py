"""What keeps easy Japanese (やさしい日本語) easy, as far as a machine can see it."""

import re
from typing import Final

SENTENCE_LIMIT: Final = 50
"""Characters of one sentence, readings in parentheses not counted."""

_READING: Final = re.compile(r"[（(][ぁ-ゖァ-ヺー・\s]+[）)]")
_SENTENCE_END: Final = re.compile(r"[。！？!?\n]+")


def longest_sentence(text: str) -> str:
    """Find the longest sentence; readings such as （じどうてあて） do not count."""
    sentences = _SENTENCE_END.split(_READING.sub("", text))
    return max((sentence.strip() for sentence in sentences), key=len)


def is_too_long(text: str) -> bool:
    """Whether a sentence is too long to be easy.

    Source: 出入国在留管理庁・文化庁「在留支援のためのやさしい日本語ガイドライン」(2020): short sentences, one
    thing in one sentence; the number is ours.
    """
    return len(longest_sentence(text)) > SENTENCE_LIMIT
