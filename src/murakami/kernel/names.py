"""A person's name as it is written. It is never normalised: 髙, 﨑, 葛󠄀 and 𠮷 stay what they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """Family and given name, each with its reading in katakana.

    `given` is "" for people whose name is one word; the readings are "" where none was asked.
    Source: GIF DS-431 (氏名 combined is derived with one half-width blank).
    """

    family: str
    given: str
    family_kana: str = ""
    given_kana: str = ""

    @property
    def full(self) -> str:
        """Family and given name with a half-width blank between."""
        return _joined(self.family, self.given)

    @property
    def full_kana(self) -> str:
        """The reading with a half-width blank between."""
        return _joined(self.family_kana, self.given_kana)

    def __str__(self) -> str:
        return self.full


def _joined(family: str, given: str) -> str:
    return f"{family} {given}" if family and given else family or given
