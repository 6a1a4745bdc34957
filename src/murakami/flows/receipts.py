"""The receipt of what was filed: one value for the page, the print and the PDF. Bound to a printer in config."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from murakami.kernel.document import Document


@dataclass(frozen=True, slots=True)
class ReceiptEntry:
    """One filing on a receipt. `qr` is an SVG picture of the receipt number, `qr_alt` says so in words."""

    title: str
    receipt_number: str
    unit: str
    qr: str
    qr_alt: str


@dataclass(frozen=True, slots=True)
class ReceiptSection:
    """A part of a receipt: a title and rows of label and value."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that a receipt says, in the reader's language."""

    title: str
    lead: str
    filed_at: str
    filings: tuple[ReceiptEntry, ...]
    sections: tuple[ReceiptSection, ...]
    footer: str


class CannotPrintReceipt(RuntimeError):
    """The receipt could not be printed; a name may hold a character that no font has."""


class ReceiptPrinter(Protocol):
    """Sets a receipt as a PDF."""

    def print_receipt(self, receipt: Receipt) -> bytes:
        """Return the PDF. Raises CannotPrintReceipt."""


_printers: list[ReceiptPrinter] = []


def bind_receipt_printer(printer: ReceiptPrinter) -> None:
    """Say who prints receipts; called by config."""
    _printers[:] = [printer]


def find_receipt_printer() -> ReceiptPrinter | None:
    """Find who prints receipts; None where nobody does: the page itself can be printed."""
    return next(iter(_printers), None)


def sections_of(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> tuple[ReceiptSection, ...]:
    """Make the sections of a receipt, leaving out empty ones."""
    return tuple(ReceiptSection(title=title, rows=tuple(rows)) for title, rows in groups if rows)


def without_addresses(document: Document) -> Document:
    """Leave out where anybody lives."""
    return replace(document, topics=tuple(
        replace(topic, rows=tuple(row for row in topic.rows if row.type != "address")) for topic in document.topics))
