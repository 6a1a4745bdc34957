"""Every address of the software and what it answers to whom, read from the tables beside this file; see their README.

A table's heading names its columns: somebody of the cast, or several at once (`everybody`, `staff`, `outside`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from murakami.config.zones import Home
from tests.cast import STAFF, Who

WORDS: Final = frozenset({"yes", "404", "portal", "office", "said", "token"})
GROUPS: Final = {"everybody": tuple(Who), "staff": tuple(STAFF), "outside": tuple(who for who in Who if who not in STAFF)}
FIXED: Final = ["route", "methods", "zone"]


@dataclass(frozen=True, slots=True)
class Route:
    """One line of a table."""

    name: str
    methods: frozenset[str]
    home: Home
    answers: dict[Who, str]


def read_table(text: str) -> Iterator[Route]:
    """Read the tables of a page; every line answers everybody of the cast, each once."""
    people: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or set(line) <= {"|", "-"}:
            continue
        if cells[: len(FIXED)] == FIXED:
            people = cells[len(FIXED):]
        else:
            yield _read_line(cells, people)


def _read_line(cells: list[str], people: list[str]) -> Route:
    name, methods, home, *words = cells
    assert len(words) == len(people), f"{name}: one word for each of {', '.join(people)}"
    assert set(words) <= WORDS, f"{name}: {words}"
    answers = [(who, word) for column, word in zip(people, words, strict=True) for who in GROUPS.get(column) or [Who(column)]]
    assert sorted(who for who, _ in answers) == sorted(Who), f"{name}: everybody of the cast has an answer, and one"
    return Route(name=name, methods=frozenset(methods.split(",")), home=home, answers=dict(answers))  # type: ignore[arg-type]


def _read_all() -> dict[str, Route]:
    pages = sorted(page for page in Path(__file__).parent.glob("*.md") if page.name != "README.md")
    routes = [route for page in pages for route in read_table(page.read_text(encoding="utf-8"))]
    names = [route.name for route in routes]
    assert len(names) == len(set(names)), f"in two tables: {sorted({name for name in names if names.count(name) > 1})}"
    return {route.name: route for route in routes}


ROUTES: Final = _read_all()
