"""Fulfils the receipt port of the residents' pages with the warm printer."""

from dataclasses import asdict

from murakami.adapters.pdf.printer import CannotPrint, CharacterMissing, Printer
from murakami.flows.receipts import CannotPrintReceipt, Receipt


class TypstReceipts:
    """Sets receipts by the template `receipt`."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer

    def print_receipt(self, receipt: Receipt) -> bytes:
        """Return the PDF. Raises CannotPrintReceipt."""
        try:
            return self._printer.print("receipt", asdict(receipt))
        except CharacterMissing as missing:
            raise CannotPrintReceipt(f"no font has {missing.characters}") from missing
        except CannotPrint as failure:
            raise CannotPrintReceipt(str(failure)) from failure
