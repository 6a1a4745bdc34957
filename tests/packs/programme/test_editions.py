"""The city's editions come out of the pack as the printed policy has them: tables cell by cell, lineage, findings."""

import pytest

from murakami.domain.programme.rules.edition_document import Shelf
from murakami.domain.programme.rules.lineage import kinds_of, steps_from, steps_to, story_of
from murakami.domain.programme.rules.mixed_scripts import mixed_words
from murakami.domain.programme.rules.tables import ScheduleLine, focus_table, schedule_lines
from murakami.kernel.json_values import canonical_json
from tests.packs.programme.tables import DITTO, FOCUS_2_5_1, SCHEDULE_3_2_1, YEARS_3_2_1
from tests.packs_loaded import read_policy


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """The city's editions."""
    return read_policy()


def test_focus_table__is_the_printed_one_cell_by_cell(shelf: Shelf) -> None:
    edition = shelf.editions["2.3"]
    names = {pillar.title: pillar.code for pillar in edition.pillars}
    assert tuple((names[row.pillar], row.pillar, row.group, row.initiatives) for row in focus_table(edition)) == FOCUS_2_5_1
    assert len(edition.initiatives) == 24


def test_schedule__is_the_printed_one_cell_by_cell(shelf: Shelf) -> None:
    schedule = next(one for one in shelf.editions["2.3"].schedules if one.figure == "3.2-1")
    assert schedule.years == YEARS_3_2_1
    assert tuple(map(cells_of, schedule_lines(schedule))) == SCHEDULE_3_2_1


def cells_of(line: ScheduleLine) -> tuple[str, ...]:
    """Write a line as the transcription does: a word where a cell begins, a ditto where it goes on."""
    if line.is_heading:
        return (line.label,)
    (lane,) = line.lanes
    return (line.label, *(word for cell in lane for word in (cell.text, *[DITTO] * (cell.span - 1))))


@pytest.mark.parametrize(("code", "before", "after", "kinds"), [
    ("1-1", ["機運醸成"], "機運醸成と人材育成", ["renamed"]),
    ("2-1-2", ["窓口サービス改革"], "自治体フロントヤード改革", ["renamed"]),
    ("2-1-3", [], "公金収納におけるeLTAXの活用", ["added"]),
    ("2-2-5", ["会議・コミュニケーション改革", "ペーパーレスの推進"], "ペーパーレスの推進、会議・コミュニケーション改革", ["merged"]),
    ("3-1-1", ["デジタルデバイド対策"], "デジタルデバイド対策", ["moved"]),
    ("1-2", ["実行計画の策定"], "実行計画の策定", ["kept"]),
])
def test_lineage__tells_what_became_of_an_initiative(shelf: Shelf, code: str, before: list[str], after: str, kinds: list[str]) -> None:
    *earlier, now = story_of(code, edition=shelf.editions["2.3"], editions=shelf.editions, lineages=shelf.lineages)
    assert [one.title for stage in earlier for one in stage.entries] == before
    assert [one.title for one in now.entries] == [after]
    assert list(kinds_of(now.steps)) == kinds


def test_lineage__moves_digital_divide_to_another_pillar(shelf: Shelf) -> None:
    groups = [next(one.group for one in shelf.editions[edition].initiatives if one.code == "3-1-1") for edition in ("2.0", "2.3")]
    assert groups == ["2-1", "3-1"]


def test_lineage__says_of_every_text_whether_it_was_rewritten(shelf: Shelf) -> None:
    lineage = shelf.lineages["2.0", "2.3"]
    texts = {edition: {one.code: one.text for one in shelf.editions[edition].initiatives} for edition in ("2.0", "2.3")}
    for code in texts["2.0"].keys() & texts["2.3"].keys():
        (step,) = steps_from(lineage, code)
        assert steps_to(lineage, code) == (step,)
        assert step.rewritten == (texts["2.0"][code] != texts["2.3"][code]), code


def test_findings__name_each_known_case(shelf: Shelf) -> None:
    found = shelf.findings["2.3"].items
    told = [f"{'、'.join(one.where)} {one.printed} {one.read} {one.reason}" for one in found]
    for known in ("デジタルデバйд", "31", "機運醸成", "主な取組", "FIT&GAP", "eLTAX"):
        assert any(known in words for words in told), known
    assert all(one.reason.endswith("。") for one in found)
    assert len({one.id for one in found}) == len(found)


def test_editions__hold_no_letter_of_a_foreign_script(shelf: Shelf) -> None:
    for edition in shelf.editions.values():
        assert list(mixed_words(canonical_json(edition.model_dump(mode="json")))) == []


def test_editions__are_said_plainly(shelf: Shelf) -> None:
    assert [one.code for one in shelf.editions["2.3"].initiatives if one.plain is None] == []
