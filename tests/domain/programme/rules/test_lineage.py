"""Lineage, tables, changes and documents of the tiny policy."""

from pathlib import Path

import pytest

from murakami.domain.programme.formats.editions import Schedule
from murakami.domain.programme.rules.changes import changes_document
from murakami.domain.programme.rules.edition_document import (
    Shelf,
    public_document,
    shelf_of,
    shelve_documents,
    stored_document,
)
from murakami.domain.programme.rules.lineage import edition_key, kinds_of, story_of
from murakami.domain.programme.rules.tables import focus_table, is_own_schedule, schedule_lines
from tests.sample_pack import lint_clean, write_pack
from tests.sample_policy import add_policy


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The tiny policy."""
    pack = write_pack(tmp_path_factory.mktemp("policy"))
    add_policy(Path(pack))
    return shelf_of(lint_clean(pack).library)


def test_story_of__follows_an_initiative_back_through_names_and_mergers(shelf: Shelf) -> None:
    def story(code: str) -> list[tuple[str, list[str], tuple[str, ...]]]:
        stages = story_of(code, edition=shelf.editions["1.1"], editions=shelf.editions, lineages=shelf.lineages)
        return [(stage.edition, [one.title for one in stage.entries], kinds_of(stage.steps)) for stage in stages]

    assert story("2-1-1") == [("1.0", ["窓口改革"], ()), ("1.1", ["フロントヤード改革"], ("renamed",))]
    assert story("2-1-2") == [("1.0", ["会議改革", "ペーパーレス"], ()), ("1.1", ["ペーパーレス・会議改革"], ("merged",))]
    assert story("2-1-3") == [("1.1", ["eLTAXの活用"], ("added",))]


def test_edition_key__orders_numbers_as_numbers() -> None:
    assert sorted(["2.10", "2.3", "10.0", "2.0"], key=edition_key) == ["2.0", "2.3", "2.10", "10.0"]


def test_focus_table__prints_what_stands_in_the_table(shelf: Shelf) -> None:
    first, second = focus_table(shelf.editions["1.1"])
    assert (first.pillar, first.group, first.initiatives) == ("土台づくり", "", ("①意識醸成と人材育成",))
    assert second.group == "（1）便利な行政"
    assert second.initiatives == ("①フロントヤード改革", "②ペーパーレス・会議改革", "③eLTAXの活用")


def test_schedule_lines__cover_every_year_once_in_each_lane(shelf: Shelf) -> None:
    own, national = shelf.editions["1.1"].schedules
    assert (is_own_schedule(own), is_own_schedule(national)) == (True, False)
    heading, _, part = schedule_lines(own)
    assert (heading.is_heading, heading.lanes) == (True, ())
    assert [(cell.start, cell.until, cell.text) for cell in part.lanes[0]] == [(2022, 2022, "準備"), (2023, 2024, "導入")]
    assert (part.initiative, part.is_part) == ("2-1-1", True)
    (line,) = schedule_lines(national)
    assert [[(cell.span, cell.text) for cell in lane] for lane in line.lanes] == [[(1, "構築"), (1, "")], [(2, "人材の確保")]]


def test_schedule_lines__leave_gaps_empty() -> None:
    schedule = Schedule.model_validate({"figure": "1", "title": "表", "years": ["2022", "2023", "2024", "2025"], "rows": [
        {"label": "一", "bars": [{"from": "2023", "until": "2023", "text": "する"}]}, {"label": "二"}]})
    one, two = schedule_lines(schedule)
    assert [(cell.span, cell.text) for cell in one.lanes[0]] == [(1, ""), (1, "する"), (2, "")]
    assert [(cell.span, cell.text) for cell in two.lanes[0]] == [(4, "")]


def test_stored_document__is_read_back_as_it_was(shelf: Shelf) -> None:
    documents = [stored_document(edition, shelf) for edition in shelf.editions.values()]
    assert shelve_documents(documents) == shelf


def test_public_document__tells_the_story_of_each_initiative(shelf: Shelf) -> None:
    document = public_document(shelf.editions["1.1"], shelf)
    told = {one["code"]: one["story"] for one in document["initiatives"]}
    assert told["2-1-1"][-1] == {"edition": "1.1", "kinds": ["renamed"], "rewritten": True, "notes": ["言い方が変わった。"],
                                 "entries": [{"code": "2-1-1", "number": "①", "title": "フロントヤード改革"}]}
    assert [step["kind"] for step in document["lineage"]] == ["renamed", "renamed", "merged", "added"]
    assert document["findings"][0]["read"] == "デジタルデバイド"


def test_changes_document__compares_initiatives_words_and_schedules(shelf: Shelf) -> None:
    changes = changes_document(shelf.editions["1.0"], shelf.editions["1.1"], shelf.lineages["1.0", "1.1"])
    renamed, _, merged, added = changes["initiatives"]
    assert renamed["title"] == [["same", "機運醸成"], ["new", "と人材育成"]]
    assert [one["code"] for one in merged["before"]] == ["2-1-2-meetings", "2-1-3-paperless"]
    assert (added["before"], added["after"][0]["under"]) == ([], "自治体DX （1）便利な行政")
    assert [(one["part"], one["id"], one["kind"]) for one in changes["sections"]] == [
        ("texts", "1", "changed"), ("glossary", "フロントヤード", "added")]
    assert [paragraph["changed"] for paragraph in changes["sections"][0]["text"]] == [False, True]
    assert {"before": {"label": "① 窓口改革", "plan": "2023 準備"}, "after": {"label": "", "plan": ""}} in changes["schedules"]
