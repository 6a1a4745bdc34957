"""Every change of a draft, and what its lineage says afterwards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from murakami.domain.programme.checks.drafts import draft_problems
from murakami.domain.programme.rules import drafting
from murakami.domain.programme.rules.drafting import Document, DraftRefused, Heading, Words
from murakami.domain.programme.rules.edition_document import shelf_of, stored_document
from murakami.foundation.packs import registry
from murakami.foundation.packs.reading import read_library
from tests.sample_pack import write_pack
from tests.sample_policy import add_policy

HEADING = Heading(code="2.0", title="見本町DX推進方針", version_title="第2.0版", dated="2025-03", first=2025, last=2029)
WORDS = Words(group="2-1", number="④", title="書かない窓口", text="名前を書かずにすみます。")


@pytest.fixture
def base(tmp_path: Path) -> Document:
    pack = write_pack(tmp_path)
    add_policy(pack)
    shelf = shelf_of(read_library([pack], parts=registry.parts())[0])
    return stored_document(shelf.editions["1.1"], shelf)


@pytest.fixture
def draft(base: Document) -> Document:
    return drafting.begin(base, HEADING)


def told(document: Document) -> set[tuple[str, str, str]]:
    """The steps: kind (with + where rewritten), codes before, codes after."""
    return {(step["kind"] + "+" * step["rewritten"], " ".join(step["from"]), " ".join(step["to"]))
            for step in document["lineage"]["steps"]}


def words_of(document: Document, code: str, **other: Any) -> Words:
    entry = next(one for one in document["initiatives"] if one["code"] == code)
    return Words(**{key: other.get(key, entry[key]) for key in ("group", "number", "title", "text")}, plain=entry.get("plain"))


KEPT = {("kept", code, code) for code in ("1-1", "2-1-1", "2-1-2", "2-1-3")}


def test_begin__keeps_everything_and_moves_the_years(draft: Document, base: Document) -> None:
    assert told(draft) == KEPT
    assert draft_problems(draft, base) == ()
    assert draft["schedules"][0]["years"] == [2025, 2026, 2027, 2028, 2029]
    assert [row["bars"] for row in draft["schedules"][0]["rows"]] == [[], [], []]
    assert draft["schedules"][1] == base["schedules"][1]  # one that is quoted stays
    assert (draft["status"], draft["based_on"], draft["findings"]) == ("draft", "1.1", [])
    assert "source_mark" not in draft


@pytest.mark.parametrize(("changed", "code"), [
    ({"code": "1.1"}, "code_not_after"), ({"code": "1.0.9"}, "code_not_after"), ({"code": "zwei"}, "code_not_after"),
    ({"last": 2024}, "period_wrong"), ({"dated": "2025-13"}, "dated_wrong")])
def test_begin__refuses(base: Document, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(DraftRefused) as refused:
        drafting.begin(base, Heading(**{name: changed.get(name, getattr(HEADING, name)) for name in HEADING.__slots__}))
    assert refused.value.code == code


Do = Callable[[Document, Document], Document]
MERGE: Do = lambda d, b: drafting.merge_initiatives(  # noqa: E731
    d, b, into="2-1-1", others=["2-1-3"], title="窓口と納付", text="どこでもできます。", note="一つにした。")
SPLIT: Do = lambda d, b: drafting.split_initiative(  # noqa: E731
    d, b, code="2-1-2", new_code="2-1-4", words=WORDS, note="分けた。")
ADD: Do = lambda d, b: drafting.add_initiative(d, b, code="2-1-4", words=WORDS)  # noqa: E731


def withdraw(code: str) -> Do:
    return lambda d, b: drafting.withdraw_initiative(d, b, code=code, note="終わった。")


def write(code: str, **words: str) -> Do:
    return lambda d, b: drafting.write_initiative(d, b, code=code, words=words_of(d, code, **words))


def restore(code: str) -> Do:
    return lambda d, b: drafting.restore_initiative(d, b, code=code)


@pytest.mark.parametrize(("steps", "expected"), [
    ([write("1-1", title="人材育成")], {("renamed", "1-1", "1-1")}),
    ([write("1-1", text="研修を毎月します。")], {("kept+", "1-1", "1-1")}),
    ([write("1-1", group="2-1", number="⑤")], {("moved", "1-1", "1-1")}),
    ([write("1-1", group="2-1", number="⑤", title="人材", text="新しい文。")], {("renamed+", "1-1", "1-1"), ("moved", "1-1", "1-1")}),
    ([write("1-1", title="人材育成"), write("1-1", title="機運醸成と人材育成")], {("kept", "1-1", "1-1")}),
    ([ADD], {("added", "", "2-1-4")}),
    ([ADD, withdraw("2-1-4")], set()),
    ([withdraw("2-1-3")], {("withdrawn", "2-1-3", "")}),
    ([withdraw("2-1-3"), restore("2-1-3")], set()),
    ([MERGE], {("merged", "2-1-1 2-1-3", "2-1-1")}),
    ([MERGE, withdraw("2-1-1")], {("withdrawn", "2-1-1", ""), ("withdrawn", "2-1-3", "")}),
    ([SPLIT], {("split", "2-1-2", "2-1-2 2-1-4")}),
    ([SPLIT, withdraw("2-1-4")], set()),
    ([SPLIT, withdraw("2-1-2")], {("renamed+", "2-1-2", "2-1-4")}),
    ([ADD, lambda d, b: drafting.split_initiative(d, b, code="2-1-4", new_code="2-1-5", words=Words(
        group="2-1", number="⑤", title="別のもの", text="文。"), note="")], {("added", "", "2-1-4"), ("added", "", "2-1-5")}),
])
def test_changes__keep_the_lineage_whole(draft: Document, base: Document, steps: list[Do], expected: set[tuple[str, str, str]]) -> None:
    for step in steps:
        draft = step(draft, base)
        assert [str(one) for one in draft_problems(draft, base)] == []
    assert {one for one in told(draft) if one not in KEPT} == {one for one in expected if one not in KEPT}


@pytest.mark.parametrize(("steps", "code"), [
    ([lambda d, b: drafting.add_initiative(d, b, code="2-1-3", words=WORDS)], "code_taken"),
    ([withdraw("2-1-3"), lambda d, b: drafting.add_initiative(d, b, code="2-1-3", words=WORDS)], "code_taken"),
    ([lambda d, b: drafting.merge_initiatives(d, b, into="1-1", others=["1-1"], title="x", text="y", note="")], "merge_alone"),
    ([SPLIT, lambda d, b: drafting.merge_initiatives(d, b, into="1-1", others=["2-1-4"], title="x", text="y", note="")],
     "merge_split_piece"),
    ([MERGE, lambda d, b: drafting.split_initiative(d, b, code="2-1-1", new_code="2-1-5", words=WORDS, note="")], "split_merged"),
    ([write("9-9")], None),
    ([restore("1-1")], "not_withdrawn"),
    ([write("1-1", group="7")], "group_unknown"),
    ([withdraw("1-1"), withdraw("2-1-1"), withdraw("2-1-2"), withdraw("2-1-3")], "last_initiative"),
    ([lambda d, _: drafting.write_chapter(d, place=9, title="x", body="y")], "chapter_unknown"),
    ([lambda d, _: drafting.write_bars(d, schedule=0, row=0, lines="2025 x")], "row_unknown"),
    ([lambda d, _: drafting.write_bars(d, schedule=0, row=1, lines="2025 x\nいつか")], "bar_unreadable"),
    ([lambda d, _: drafting.write_bars(d, schedule=0, row=1, lines="2025-2035 x")], "bar_outside"),
])
def test_changes__are_refused(draft: Document, base: Document, steps: list[Do], code: str | None) -> None:
    before = repr(draft)
    with pytest.raises((DraftRefused, StopIteration)) as refused:
        for step in steps:
            draft = step(draft, base)
    if code:
        assert isinstance(refused.value, DraftRefused)
        assert refused.value.code == code
    assert len(steps) > 1 or repr(draft) == before


def test_rows__follow_their_initiatives(draft: Document, base: Document) -> None:
    labels = lambda d: [(row.get("label"), row.get("initiative"), row.get("part_of")) for row in d["schedules"][0]["rows"][1:]]  # noqa: E731
    assert labels(write("1-1", title="人材育成")(draft, base))[0] == ("① 人材育成", "1-1", None)
    assert labels(ADD(draft, base))[-1] == ("④ 書かない窓口", "2-1-4", None)
    assert labels(withdraw("2-1-1")(draft, base)) == [("① 機運醸成と人材育成", "1-1", None)]
    merged = drafting.merge_initiatives(draft, base, into="2-1-3", others=["2-1-1"], title="x", text="y", note="")
    assert labels(merged)[-1] == ("キャッシュレス", None, "2-1-3")
    bars = drafting.write_bars(draft, schedule=0, row=1, lines="２０２５～２０２７　準備\n\n2028 導入")["schedules"][0]["rows"][1]["bars"]
    assert drafting.show_bars(bars) == "2025-2027 準備\n2028 導入"


def test_suggestions__never_take_a_code_or_a_number_twice(draft: Document, base: Document) -> None:
    assert drafting.suggest_code("2-1", ["2-1-3", "2-1-12-old", "2-10-40", "1-1"]) == "2-1-13"
    assert drafting.suggest_code("3", []) == "3-1"
    assert drafting.next_number(draft, "2-1") == "④"
    assert drafting.withdrawn_of(withdraw("2-1-3")(draft, base)) == ("2-1-3",)


def test_problems__name_the_place_in_japanese(draft: Document, base: Document) -> None:
    draft["initiatives"][1]["number"] = "②"
    draft["texts"][0]["body"] = "デジタルデバйд"
    draft["initiatives"][0]["text"] = ""
    assert [one.key for one in draft_problems(draft, base)] == ["取組 1-1の本文"]
    draft["initiatives"][0]["text"] = "文。"
    told = {one.key: one.problem for one in draft_problems(draft, base)}
    assert set(told) == {"取組 2-1-2の番号", "本文 1の本文"}
