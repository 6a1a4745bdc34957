"""Fulfils the letter port of cases with the warm printer."""

from dataclasses import asdict

from murakami.adapters.pdf.printer import CharacterMissing, Printer
from murakami.domain.cases.ports import GlyphMissing, Letter


class TypstLetters:
    """Sets letters by the template `letter`."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer

    def print_letter(self, letter: Letter) -> bytes:
        """Return the PDF. Raises GlyphMissing, CannotPrint."""
        try:
            return self._printer.print("letter", asdict(letter))
        except CharacterMissing as missing:
            raise GlyphMissing(missing.characters) from missing
