"""Texts that a provider tells of people: taken as they are, or not at all."""

from typing import Final

from murakami.kernel.characters import refusal_of_text

_LONGEST: Final = 400


def read_text(said: object, *, most: int = _LONGEST) -> str:
    """Give a text without blanks around it; "" for what is none, too long, or holds what may not be kept."""
    if not isinstance(said, str) or len(said) > most or refusal_of_text(said):
        return ""
    return said.strip(" \u3000")
