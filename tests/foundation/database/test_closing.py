"""Who is inside finishes, nobody new comes in, and the notice outlives whoever hung it up."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from murakami.foundation.database.closing import (
    Closed,
    StillBusy,
    alone,
    hang_notice,
    inside,
    refuse_if_closed,
    take_notice_down,
)


@pytest.fixture(autouse=True)
def _house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    yield


def test_inside__is_many_at_once() -> None:
    with inside(), inside():
        pass


def test_notice__lets_nobody_in_and_says_until_when(at: datetime) -> None:
    hang_notice(until=at)
    with pytest.raises(Closed) as refused, inside():
        pass
    assert refused.value.until == at
    take_notice_down()
    with inside():
        pass


def test_alone__waits_until_nobody_is_inside() -> None:
    waited: list[float] = []
    with inside(), pytest.raises(StillBusy), alone(patience_seconds=0, wait=waited.append):
        pass
    with alone(patience_seconds=0, wait=waited.append), pytest.raises(Closed), inside():
        pass
    assert waited == [] or waited[0] > 0


def test_notice__that_cannot_be_read_still_closes(tmp_path: Path) -> None:
    (tmp_path / "maintenance.json").write_text("half")
    with pytest.raises(Closed):
        refuse_if_closed()


@pytest.mark.parametrize("release", ["9.0.0", "0.1.0"])
def test_data_of_another_release__are_not_touched(tmp_path: Path, release: str) -> None:
    (tmp_path / "release.json").write_text(json.dumps({"release": release}))
    with pytest.raises(Closed):
        refuse_if_closed()


def test_inside__goes_on_where_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "gone")
    with inside():
        pass
