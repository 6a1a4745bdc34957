"""Units as the packs load them."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from murakami.foundation.accounts.models import Unit
from murakami.foundation.accounts.operations.units import UnitEntry, load_units
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.packs.loading import load as load_packs
from murakami.foundation.packs.registry import ChangeKind, LoadOrder

pytestmark = pytest.mark.django_db
KODOMO = UnitEntry(code="kodomo", name="こども課", phone="0254-53-2111", offices=("main",))
ZEIMU = UnitEntry(code="zeimu", name="税務課")


def load(*entries: UnitEntry) -> list[tuple[str, str]]:
    return [(change.code, change.kind) for change in load_units(entries)]


def test_load_units__says_what_changed_and_nothing_twice() -> None:
    assert load(KODOMO, ZEIMU) == [("kodomo", "opened"), ("zeimu", "opened")]
    assert load(KODOMO, ZEIMU) == []


def test_load_units__renames_closes_and_opens_again_without_deleting() -> None:
    load(KODOMO, ZEIMU)
    assert load(UnitEntry(code="kodomo", name="こども未来課")) == [("kodomo", "changed"), ("zeimu", "closed")]
    assert [unit.name for unit in list_units()] == ["こども未来課"]
    assert load(KODOMO, ZEIMU) == [("kodomo", "changed"), ("zeimu", "changed")]
    assert Unit.objects.count() == 2


def test_load_pack__opens_the_units_it_describes(tmp_path: Path) -> None:
    pack = tmp_path / "town"
    (pack / "units").mkdir(parents=True)
    (pack / "pack.yaml").write_text('pack: town\nversion: "1"\ntitle: 町\n', encoding="utf-8")
    (pack / "units" / "units.yaml").write_text(
        'units:\n  kodomo: {name: こども課, phone: "0254-00-0000", offices: [{name: 本庁, place: 1階}]}\n', encoding="utf-8")
    for language, text in (("easy", "子どものことをする課"), ("en", "Children's Division")):
        (pack / "texts" / language).mkdir(parents=True)
        (pack / "texts" / language / "units.yaml").write_text(
            f"unit.kodomo.name: {{of: {sha256('こども課'.encode()).hexdigest()[:8]}, text: {text}}}\n", encoding="utf-8")
    order = LoadOrder(at=datetime(2026, 11, 23, tzinfo=UTC))
    first, again = load_packs([pack], order=order), load_packs([pack], order=order)
    assert [(change.kind, change.what, change.name) for change in first.changes if change.what == "unit of staff"] == [
        (ChangeKind.ADDED, "unit of staff", "kodomo")]
    assert not [change for change in again.changes if change.what == "unit of staff"]
    unit = Unit.objects.get(code="kodomo")
    assert (unit.name, unit.phone, unit.offices) == (
        "こども課", "0254-00-0000", [{"name": "本庁", "phone": None, "place": "1階", "hours": None}])
