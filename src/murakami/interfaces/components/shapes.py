"""The small frozen values that components draw. Texts arrive ready to show, in the page's language."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "key", "good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing; each has an address of its own."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A table heading. With `sort_href` it is a link; `sorted` says how the rows are ordered by it now."""

    label: str
    sort_href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    number: bool = False
    hidden_label: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry of a timeline; `at` is for people, `iso` for machines."""

    at: str
    text: str
    iso: str = ""
    note: str = ""
    state: Literal["done", "now", "next"] = "done"
    href: str = ""
    link_text: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A question and its answer, with where the answer comes from and whether something contradicts it.

    `parts` are lines of one value (an address of two lines); `difference` is the sentence that says
    what does not agree and marks the row.
    """

    label: str
    value: str
    note: str = ""
    difference: str = ""
    verified: bool = False
    href: str = ""
    link_text: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One changed answer; an empty `old` or `new` means that there was or is no answer."""

    label: str
    old: str
    new: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a small chart; `value` is drawn against the largest value, `shown` is written."""

    label: str
    value: float
    shown: str
    tone: Tone = "key"


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong answer of a form: where to go and what to mend, without the leading mark."""

    href: str
    text: str
