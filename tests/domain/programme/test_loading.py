"""Loading editions: kept once, published when adopted, never over what was written in the browser."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from murakami.domain.programme.models import Edition, Initiative
from murakami.domain.programme.operations.publishing import NotAdopted, publish_edition
from murakami.domain.programme.queries.shelf import find_edition_in_force, read_shelf
from murakami.domain.publications.models import Publication
from murakami.domain.publications.queries import find_published, list_heads
from murakami.foundation.events.models import Event
from murakami.foundation.packs.loading import diff, load
from murakami.foundation.packs.registry import Change, ChangeKind, LoadConflict, LoadOrder
from murakami.kernel.dates import JAPAN
from tests.sample_pack import spoil, write_pack
from tests.sample_policy import NEWER, add_policy

pytestmark = pytest.mark.django_db
CODES = ["1-1", "2-1-1", "2-1-2", "2-1-3"]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The sample pack with a policy."""
    pack = write_pack(tmp_path)
    add_policy(pack)
    return pack


def changed(pack: Path, at: datetime) -> list[tuple[ChangeKind, str, str]]:
    ours: list[Change] = [one for one in load([pack], order=LoadOrder(at=at)).changes if one.what in {"edition", "initiative"}]
    return [(one.kind, one.what, one.name) for one in ours]


def test_load__keeps_editions_in_order_and_says_what_changed(pack: Path, at: datetime) -> None:
    assert changed(pack, at) == [
        (ChangeKind.ADDED, "edition", "1.0"), (ChangeKind.ADDED, "edition", "1.1"),
        *((ChangeKind.CHANGED, "initiative", code) for code in CODES)]
    newer = Edition.objects.get(code="1.1")
    assert newer.based_on == Edition.objects.get(code="1.0")
    assert (newer.state, newer.origin, newer.revision) == (Edition.State.ADOPTED, Edition.Origin.PACK, 1)
    assert find_edition_in_force() == newer
    assert newer.adopted_at == datetime(2023, 7, 1, tzinfo=JAPAN)


def test_load__makes_initiatives_of_the_newest_adopted_edition(pack: Path, at: datetime) -> None:
    Initiative.objects.create(code="9-9", title="昔の取組")
    load([pack], order=LoadOrder(at=at))
    assert list(Initiative.objects.filter(is_current=True).order_by("code").values_list("code", flat=True)) == CODES
    assert Initiative.objects.get(code="1-1").title == "機運醸成と人材育成"
    assert Initiative.objects.get(code="9-9").is_current is False


def test_load__a_second_time_changes_nothing(pack: Path, at: datetime) -> None:
    load([pack], order=LoadOrder(at=at))
    before = (list(Edition.objects.order_by("pk").values()), list(Publication.objects.order_by("pk").values()), Event.objects.count())
    assert changed(pack, at + timedelta(days=1)) == []
    assert before == (list(Edition.objects.order_by("pk").values()), list(Publication.objects.order_by("pk").values()),
                      Event.objects.count())


def test_load__takes_a_correction_up_and_publishes_it(pack: Path, at: datetime) -> None:
    load([pack], order=LoadOrder(at=at))
    first = find_published("policy-edition", "1.1")
    spoil(pack, NEWER, "納付を便利にします。", "納付をもっと便利にします。")
    later = at + timedelta(days=1)
    assert changed(pack, later) == [(ChangeKind.CHANGED, "edition", "1.1")]
    second = find_published("policy-edition", "1.1")
    assert first is not None
    assert second is not None
    assert (second.head.published_at, second.head.sha256 == first.head.sha256) == (later, False)
    assert Edition.objects.get(code="1.1").revision == 2


def test_load__publishes_editions_and_what_changed_between_them(pack: Path, at: datetime) -> None:
    load([pack], order=LoadOrder(at=at))
    assert {(head.kind, head.key) for head in list_heads("policy-edition", "policy-changes")} == {
        ("policy-edition", "1.0"), ("policy-edition", "1.1"), ("policy-changes", "1.0..1.1")}


def test_load__keeps_a_draft_to_itself(pack: Path, at: datetime) -> None:
    spoil(pack, NEWER, "status: adopted", "status: draft")
    load([pack], order=LoadOrder(at=at))
    assert [head.key for head in list_heads("policy-edition", "policy-changes")] == ["1.0"]
    assert Initiative.objects.get(code="1-1").title == "機運醸成"
    with pytest.raises(NotAdopted):
        publish_edition(Edition.objects.get(code="1.1"), shelf=read_shelf(), at=at)


def test_load__takes_back_what_is_a_draft_again(pack: Path, at: datetime) -> None:
    load([pack], order=LoadOrder(at=at))
    spoil(pack, NEWER, "status: adopted", "status: draft")
    load([pack], order=LoadOrder(at=at))
    assert [head.key for head in list_heads("policy-edition", "policy-changes")] == ["1.0"]


@pytest.mark.parametrize("written", [{"origin": Edition.Origin.BROWSER}, {"state": Edition.State.HEARING, "adopted_at": None}])
def test_load__never_overwrites_what_is_worked_on_in_the_browser(pack: Path, at: datetime, written: dict[str, object]) -> None:
    load([pack], order=LoadOrder(at=at))
    Edition.objects.filter(code="1.1").update(**written)
    spoil(pack, NEWER, "納付を便利にします。", "納付をもっと便利にします。")
    before = Edition.objects.get(code="1.1").document
    with pytest.raises(LoadConflict, match=r"1\.1"):
        load([pack], order=LoadOrder(at=at, replace=frozenset({"1.1"})))
    assert Edition.objects.get(code="1.1").document == before


def test_diff__changes_nothing(pack: Path, at: datetime) -> None:
    assert any(one.what == "edition" for one in diff([pack], order=LoadOrder(at=at)).changes)
    assert not Edition.objects.exists()
    assert not Publication.objects.exists()
