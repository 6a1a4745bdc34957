"""Fulfils the programme's port for meeting papers with the warm printer."""

from dataclasses import asdict

from murakami.adapters.pdf.printer import CannotPrint, CharacterMissing, Printer
from murakami.domain.programme.ports import Papers, PapersNotPrinted


class TypstPapers:
    """Sets papers by the template `papers`."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer

    def print_papers(self, papers: Papers) -> bytes:
        """Return the PDF. Raises PapersNotPrinted."""
        try:
            return self._printer.print("papers", asdict(papers))
        except CharacterMissing as missing:
            raise PapersNotPrinted(missing.characters) from missing
        except CannotPrint as failure:
            raise PapersNotPrinted from failure
