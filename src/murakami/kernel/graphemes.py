"""Characters as people count them: 葛󠄀 is one, though it is two code points."""

from __future__ import annotations

import re
from typing import Final

import grapheme

# In these blocks every code point is a character of its own, whatever stands beside it.
_SIMPLE: Final = re.compile(r"[ -~\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff9d]*\Z")
_ROOM_FOR_MARKS: Final = 8
_LONGEST_CHARACTER: Final = 16


def count_graphemes(text: str) -> int:
    """Count the characters that a reader sees (UAX #29 extended grapheme clusters)."""
    return len(text) if _SIMPLE.match(text) else int(grapheme.length(text))


def is_longer_than(text: str, maximum: int) -> bool:
    """Tell whether a text has more characters than that, at a cost bounded by the maximum.

    A text with more than eight code points per allowed character is longer without being counted.
    """
    if len(text) <= maximum:
        return False
    if len(text) > maximum * _ROOM_FOR_MARKS + _LONGEST_CHARACTER:
        return True
    return count_graphemes(text) > maximum


def has_overladen_character(text: str) -> bool:
    """Tell whether a single character carries so many marks that it would paint over its neighbours."""
    if _SIMPLE.match(text):
        return False
    return any(len(character) > _LONGEST_CHARACTER for character in grapheme.graphemes(text))


def first_graphemes(text: str, count: int) -> str:
    """Cut a text after so many characters, never inside one."""
    return text[:count] if _SIMPLE.match(text) else str(grapheme.slice(text, 0, count))
