"""The printer of this process, bound to every port that prints."""

from functools import cache

from murakami.adapters.pdf.printer import Printer
from murakami.adapters.pdf.receipts import TypstReceipts
from murakami.flows.receipts import bind_receipt_printer


@cache
def printer() -> Printer:
    """The one warm printer of this process; its child starts with the first page."""
    return Printer()


def bind_letters() -> None:
    """Have letters set by typst."""
    from murakami.adapters.pdf.letters import TypstLetters  # noqa: PLC0415 - rooms of core alone
    from murakami.flows.agency.letters import bind_printer  # noqa: PLC0415

    bind_printer(TypstLetters(printer()))


def bind_papers() -> None:
    """Have the papers of meetings set by typst."""
    from murakami.adapters.pdf.papers import TypstPapers  # noqa: PLC0415 - rooms of core alone
    from murakami.flows.programme.papers import bind_papers_printer  # noqa: PLC0415

    bind_papers_printer(TypstPapers(printer()))


def bind_receipts() -> None:
    """Have the receipts of residents set by typst."""
    bind_receipt_printer(TypstReceipts(printer()))
