"""The printer of this process, bound to every port that prints."""

from functools import cache

from murakami.adapters.pdf.letters import TypstLetters
from murakami.adapters.pdf.printer import Printer
from murakami.flows.agency.letters import bind_printer


@cache
def printer() -> Printer:
    """The one warm printer of this process; its child starts with the first page."""
    return Printer()


def bind_letters() -> None:
    """Have letters set by typst."""
    bind_printer(TypstLetters(printer()))
