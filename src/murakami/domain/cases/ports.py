"""What this room needs and does not build: printed letters. Bound in config."""

from dataclasses import dataclass
from typing import Protocol


class GlyphMissing(Exception):
    """No font can print a character of the letter; `characters` names them. The letter is held, not printed wrong."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's content, ready to be set: paragraphs in Japanese, the addressee exactly as filed."""

    document_number: str
    dated: str  # Japanese era, as printed
    addressee: str
    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]  # label, value
    reasons: str
    remedies: str  # 教示, empty when none is owed
    authority: str
    unit: str
    contact: str


class LetterPrinter(Protocol):
    """Sets a letter as a PDF."""

    def print_letter(self, letter: Letter) -> bytes:
        """Return the PDF. Raises GlyphMissing when a character cannot be printed."""
