"""The reader keeps what is written, knows every line, and says what it refuses."""

import pytest

from murakami.foundation.packs.scalars import ambiguity
from murakami.foundation.packs.yaml_reader import read_yaml


def data_of(text: str) -> object:
    documents, complaints = read_yaml(text)
    assert complaints == []
    return documents[0].data


def test_read_yaml__keeps_every_scalar_as_the_text_that_was_written():
    text = 'a: 10\nb: 2026-11-03\nc: "0254"\nd: "no"\ne: 1.5\nf: 生まれた日\ng: \'12:30\'\nh: |\n  二行の\n  文\n'
    assert data_of(text) == {
        "a": "10", "b": "2026-11-03", "c": "0254", "d": "no", "e": "1.5", "f": "生まれた日", "g": "12:30", "h": "二行の\n文\n",
    }  # fmt: skip


@pytest.mark.parametrize("nothing", ["", " ~", " null"])
def test_read_yaml__takes_nothing_for_nothing(nothing: str):
    assert data_of(f"a:{nothing}\nb: [x]") == {"a": None, "b": ["x"]}
    assert data_of('a: ""\nb: "null"') == {"a": "", "b": "null"}


def test_read_yaml__knows_the_line_of_every_place():
    documents, _ = read_yaml("a:\n  - x\n  - {b: y,\n     c: z}\n---\nd: 1\n")
    first, second = documents
    assert first.line(("a",)) == 1
    assert first.line(("a", 0)) == 2
    assert first.line(("a", 1, "c")) == 4
    assert first.line(("a", 1, "unknown")) == 3
    assert second.line(("d",)) == 6


@pytest.mark.parametrize(
    "word",
    ["0254", "017", "0x1F", "0b1", "1_000", "12:30", "190:20:30", "1.10", "1e3", "6.02e+23", ".5", ".inf", "yes", "No", "on",
     "OFF", "true", "False", "y", "N", "2026-11-03 10:00:00", "2026-1-3 1:00:00", "0o17", "<<", "=", "+5"],
)  # fmt: skip
def test_ambiguity__is_found_in_words_that_readers_take_for_something_else(word: str):
    assert ambiguity(word) is not None
    documents, complaints = read_yaml(f"- {word}\n")
    assert [complaint.line for complaint in complaints] == [1]
    assert f'"{word}"' in complaints[0].mend.ja
    assert documents[0].data == [word]


@pytest.mark.parametrize(
    "word",
    [
        "0",
        "10",
        "-3",
        "1.5",
        "0.25",
        "2026-11-03",
        "3か月",
        "0254-53-2111",
        "児童手当法7条1項",
        "MK",
        "none",
        "a.b",
        "e3",
    ],
)
def test_ambiguity__is_not_seen_where_every_reader_agrees(word: str):
    assert ambiguity(word) is None


def test_read_yaml__refuses_ambiguous_words_as_keys_but_knows_its_own():
    assert [one.key for one in read_yaml("no: 1\n")[1]] == ["no"]
    assert read_yaml("on: today\n")[1] == []


@pytest.mark.parametrize("text", ["a: &x 1\nb: 2", "a: !!str 1", "a: !x {b: c}", "a: 1\n? [b]\n: 2"])
def test_read_yaml__refuses_references_types_and_odd_keys(text: str):
    assert len(read_yaml(text)[1]) == 1


def test_read_yaml__refuses_an_alias_bomb_without_expanding_it():
    text = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(40))
    _, complaints = read_yaml(text)
    assert len(complaints) == 121


def test_read_yaml__refuses_a_key_written_twice():
    _, complaints = read_yaml("a: 1\nb: 2\na: 3\n")
    assert (complaints[0].line, complaints[0].problem.ja) == (3, "「a」が二回書かれています。")


@pytest.mark.parametrize("text", ["a: [1\nb: 2", "\ta: 1", 'a: "b', "a: b: c", "- a\nb: c", "a: \x07", "[" * 500])
def test_read_yaml__says_where_the_writing_breaks(text: str):
    _, complaints = read_yaml(text)
    assert complaints
    assert all(complaint.line >= 1 and complaint.mend.ja for complaint in complaints)


@pytest.mark.parametrize("hidden", ["\u202e", "\u200f", "\u2066"])
def test_read_yaml__refuses_direction_marks(hidden: str):
    _, complaints = read_yaml(f"a: 村上{hidden}市\n")
    assert f"U+{ord(hidden):04X}" in complaints[0].problem.ja


def test_read_yaml__reads_an_empty_text_as_no_document():
    assert read_yaml("") == ([], [])
    assert read_yaml("# only a remark\n") == ([], [])
