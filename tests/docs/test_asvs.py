"""The map of the security standard stays true: every requirement has its line, every test that is named exists."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.deploy.bundling import load

ROOT = Path(__file__).parents[2]
asvs = load(ROOT / "scripts" / "write_asvs_page.py")

# numbers of the requirements of ASVS 5.0.0 in each section: level 1, then level 2
SECTIONS: dict[str, tuple[str, str]] = {
    "V1.1": ("", "1-2"), "V1.2": ("1-5", "6-9"), "V1.3": ("1-2", "3-11"), "V1.4": ("", "1-3"), "V1.5": ("1", "2"),
    "V2.1": ("1", "2-3"), "V2.2": ("1-2", "3"), "V2.3": ("1", "2-4"), "V2.4": ("", "1"),
    "V3.2": ("1-2", ""), "V3.3": ("1", "2-4"), "V3.4": ("1-2", "3-6"), "V3.5": ("1-3", "4-5"), "V3.7": ("", "1-2"),
    "V4.1": ("1", "2-3"), "V4.2": ("", "1"), "V4.3": ("", "1-2"), "V4.4": ("1", "2-4"),
    "V5.1": ("", "1"), "V5.2": ("1-2", "3"), "V5.3": ("1-2", ""), "V5.4": ("", "1-3"),
    "V6.1": ("1", "2-3"), "V6.2": ("1-8", "9-12"), "V6.3": ("1-2", "3-4"), "V6.4": ("1-2", "3-4"), "V6.5": ("", "1-5"),
    "V6.6": ("", "1-3"), "V6.8": ("", "1-4"),
    "V7.1": ("", "1-3"), "V7.2": ("1-4", ""), "V7.3": ("", "1-2"), "V7.4": ("1-2", "3-5"), "V7.5": ("", "1-2"), "V7.6": ("", "1-2"),
    "V8.1": ("1", "2"), "V8.2": ("1-2", "3"), "V8.3": ("1", ""), "V8.4": ("", "1"),
    "V9.1": ("1-3", ""), "V9.2": ("1", "2-4"),
    "V10.1": ("", "1-2"), "V10.2": ("", "1-2"), "V10.3": ("", "1-4"), "V10.4": ("1-5", "6-11"), "V10.5": ("", "1-5"),
    "V10.6": ("", "1-2"), "V10.7": ("", "1-3"),
    "V11.1": ("", "1-2"), "V11.2": ("", "1-3"), "V11.3": ("1-2", "3"), "V11.4": ("1", "2-4"), "V11.5": ("", "1"), "V11.6": ("", "1"),
    "V12.1": ("1", "2-3"), "V12.2": ("1-2", ""), "V12.3": ("", "1-4"),
    "V13.1": ("", "1"), "V13.2": ("", "1-5"), "V13.3": ("", "1-2"), "V13.4": ("1", "2-5"),
    "V14.1": ("", "1-2"), "V14.2": ("1", "2-4"), "V14.3": ("1", "2-3"),
    "V15.1": ("1", "2-3"), "V15.2": ("1", "2-3"), "V15.3": ("1", "2-7"),
    "V16.1": ("", "1"), "V16.2": ("", "1-5"), "V16.3": ("", "1-4"), "V16.4": ("", "1-3"), "V16.5": ("", "1-3"),
    "V17.1": ("", "1"), "V17.2": ("", "1-4"), "V17.3": ("", "1-2"),
}


def numbers(span: str) -> range:
    first, _, last = span.partition("-")
    return range(int(first), int(last or first) + 1) if span else range(0)


def test_table__has_a_line_for_every_requirement_of_levels_1_and_2() -> None:
    wanted = [(f"{section}.{number}", level) for section, spans in SECTIONS.items()
              for level, span in enumerate(spans, start=1) for number in numbers(span)]
    assert (sum(level == 1 for _, level in wanted), len(wanted)) == (70, 253)
    assert [(line.id, line.level) for line in asvs.read_lines()] == wanted


def test_table__says_for_each_what_shows_it_or_why_it_is_not_so() -> None:
    for line in asvs.read_lines():
        assert line.state in asvs.STATES, line.id
        assert line.shown_by if line.state == "met" else line.note, f"{line.id} says neither what shows it nor why not"


@pytest.mark.parametrize("place", sorted({place for line in asvs.read_lines() for place in line.shown_by}))
def test_place__that_is_named_is_there(place: str) -> None:
    path, _, name = place.partition("::")
    assert (ROOT / path).exists(), path
    assert not name or name in functions_of(ROOT / path), place


@cache
def functions_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_page__is_what_the_table_says() -> None:
    assert asvs.PAGE.read_text(encoding="utf-8") == asvs.asvs_page(), "docs/asvs.md is not what docs/asvs.csv says: run `make docs`"
