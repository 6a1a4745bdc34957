"""What every text field refuses before it looks at the content."""

from __future__ import annotations

from murakami.kernel.characters import drop_pasted_nothing, refusal_of_text
from murakami.kernel.fields.base import Raw, typed
from murakami.kernel.fields.errors import VALUE, FieldError
from murakami.kernel.graphemes import count_graphemes, first_graphemes, has_overladen_character, is_longer_than
from murakami.kernel.individual_number import contains_individual_number

_ROOM_FOR_BLANKS = 1_000


def read_text(
    raw: Raw, *, part: str = VALUE, label_key: str = "", maximum: int, minimum: int = 0, lines: bool = False
) -> str:
    """Read one part as text: outer blanks dropped, everything else exactly as typed.

    Refuses what is too long (before anything that costs time), control characters, direction marks, broken
    characters and 個人番号.

    Raises:
        FieldError: the text cannot be taken.
    """
    text = read_digits_too(raw, part=part, label_key=label_key, maximum=maximum, lines=lines)
    if contains_individual_number(text):
        raise FieldError("individual_number", part=part)
    if minimum and text and count_graphemes(text) < minimum:
        raise FieldError("too_short", part=part, part_key=label_key, min=minimum)
    return text


def read_digits_too(raw: Raw, *, part: str = VALUE, label_key: str = "", maximum: int, lines: bool = False) -> str:
    """Read one part like `read_text`, letting twelve digits pass: for numbers of another kind.

    Raises:
        FieldError: the text cannot be taken.
    """
    text = typed(raw, part)
    if len(text) > maximum * 8 + _ROOM_FOR_BLANKS:
        raise FieldError("too_long", part=part, part_key=label_key, max=maximum)
    text = drop_pasted_nothing(text)
    if lines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # str.strip would also swallow separators that are control characters; those are refused, not dropped.
    text = text.strip(" \u3000\u00a0\n\t" if lines else " \u3000\u00a0")
    if is_longer_than(text, maximum):
        raise FieldError("too_long", part=part, part_key=label_key, max=maximum)
    refusal = refusal_of_text(text, lines=lines)
    if refusal is not None:
        raise FieldError(refusal.value, part=part, part_key=label_key)
    if has_overladen_character(text):
        raise FieldError("overladen_character", part=part, part_key=label_key)
    return text


def shown_in_error(text: str) -> str:
    """Cut a typed text so that an error can repeat it."""
    return first_graphemes(text, 12)
