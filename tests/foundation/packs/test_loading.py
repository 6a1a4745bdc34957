"""Loading is one transaction; comparing writes nothing; a refusal leaves everything as it was."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from murakami.foundation.accounts.models import Unit
from murakami.foundation.packs import registry
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.loading import PacksRefused, diff, load
from murakami.foundation.packs.parts import PackPart
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.registry import Change, ChangeKind, LoadConflict, LoadOrder, PartTaken, register_part
from murakami.foundation.packs.town import UNITS, Units
from tests.sample_pack import PROCEDURE, spoil, write_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(at: datetime) -> LoadOrder:
    return LoadOrder(at=at)


@pytest.fixture
def failing_loader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A last loader that finds newer work in the database."""

    def refuse(library: Library, *, order: LoadOrder) -> Iterable[Change]:
        raise LoadConflict(Said("新しい", "newer"), Said("写す", "copy it"))

    monkeypatch.setattr(registry, "_LOADERS", [*registry.loaders(), refuse])
    yield


def test_load__says_what_changed_and_the_second_time_nothing(tmp_path: Path, order: LoadOrder):
    pack = write_pack(tmp_path)
    first = load([pack], order=order)
    assert {(change.what, change.name) for change in first.changes if change.kind is ChangeKind.ADDED} >= {
        ("unit", "kankyo"), ("procedure", "dog-registration"), ("life_event", "new-dog"), ("municipality", "990001"),
    }  # fmt: skip
    assert Unit.objects.get(code="kankyo").name == "環境課"
    assert load([pack], order=order).changes == ()


def test_load__refuses_packs_with_problems_and_writes_nothing(tmp_path: Path, order: LoadOrder):
    pack = write_pack(tmp_path)
    spoil(pack, PROCEDURE, "unit: kankyo", "unit: kankyou")
    with pytest.raises(PacksRefused) as refused:
        load([pack], order=order)
    assert refused.value.problems[0].line == 9
    assert not Unit.objects.exists()


@pytest.mark.usefixtures("failing_loader")
def test_load__writes_all_or_nothing(tmp_path: Path, order: LoadOrder):
    with pytest.raises(LoadConflict):
        load([write_pack(tmp_path)], order=order)
    assert not Unit.objects.exists()


def test_diff__says_the_same_as_load_and_writes_nothing(tmp_path: Path, order: LoadOrder):
    pack = write_pack(tmp_path)
    said = diff([pack], order=order).changes
    assert not Unit.objects.exists()
    assert load([pack], order=order).changes == said
    assert diff([pack], order=order).changes == ()


def test_register_part__refuses_a_directory_that_another_room_has():
    with pytest.raises(PartTaken):
        register_part(PackPart("units", Units, Said("", "")))
    register_part(UNITS)
    assert registry.parts().count(UNITS) == 1
