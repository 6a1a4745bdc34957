"""The procedures that an initiative brings to residents, each with what is published of it this fiscal year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from murakami.domain.procedures.queries import find_version
from murakami.interfaces.components.figures import year_word
from murakami.interfaces.open.frame import address_of, lang
from murakami.interfaces.open.indicators.words import figure_words, said
from murakami.interfaces.open.policy.words import month_words

COUNTED: Final = ("filings", "online-rate", "days-to-decision")
"""Published indicators that are divided by procedure, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column counts; `href` leads to how."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """A procedure; a figure for each heading."""

    title: str
    href: str
    figures: tuple[tuple[str, str], ...]  # what is counted, how many


@dataclass(frozen=True, slots=True)
class Procedures:
    """The linked procedures with their figures; `year` and `until` are empty where nothing is counted yet."""

    lines: tuple[Line, ...]
    headings: tuple[Heading, ...] = ()
    year: str = ""
    until: str = ""


def procedures_of(names: Sequence[str], indicators: Mapping[str, Mapping[str, Any]]) -> Procedures:
    """Lay the procedures out by their names with the published indicators by key. SQL: as `find_version`."""
    counted = [indicators[key] for key in COUNTED if key in indicators] if names else []
    divided = [found for found in map(_divided, counted) if found]
    lines = tuple(_lines(names, divided))
    if not divided:
        return Procedures(lines)
    document, division = divided[0]
    return Procedures(lines, tuple(_heading(one) for one, _ in divided), year_word(division["year"], short=True), month_words(document["until"]))


def _divided(document: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    division = next((one for one in document["dimensions"] if one["name"] == "procedure"), None)
    return (document, division) if division else None


def _heading(document: Mapping[str, Any]) -> Heading:
    return Heading(said(document["name"]), address_of("open:indicator", document["key"]))


def _lines(names: Sequence[str], divided: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Iterator[Line]:
    for name in names:
        version = find_version(name)
        if version is not None:
            yield Line(version.text("title", lang()), address_of("portal:procedure", name),
                       tuple((said(one["name"]), _figure(name, one, division)) for one, division in divided))


def _figure(name: str, document: Mapping[str, Any], division: Mapping[str, Any]) -> str:
    cell = next((one for one in division["cells"] if one["code"] == name), None)
    return figure_words(cell, document["unit"]) if cell else "—"
