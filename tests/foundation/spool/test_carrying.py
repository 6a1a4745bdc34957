"""Both sides together: whole on the disk, one process at a time, an answer back, new keys that make themselves known."""

import fcntl
import os
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from murakami.foundation.keys.zones import rotate_zone_keys
from murakami.foundation.spool.carrying import carry
from murakami.foundation.spool.carrying.directory import Half
from murakami.foundation.spool.carrying.receipts import Receipt, read_receipt
from murakami.foundation.spool.carrying.refusals import Reason, Refused
from murakami.foundation.spool.models import Carrying, Message, Traffic
from murakami.foundation.spool.worker import run_pending
from tests.foundation.spool.between import Side, become, envelope
from tests.foundation.spool.conftest import Clock, Ear
from tests.foundation.spool.test_outgoing import Say

pytestmark = pytest.mark.django_db


def _receipt(side: Side) -> Receipt:
    """What this side has said."""
    said = read_receipt(side.mine.read_receipt_bytes(at_most=10**5), sender=side.name, believed=side.their_ring.cards)
    assert said is not None
    return said


def test_write__is_whole_on_the_disk_before_it_has_its_name(edge: Side, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    edge.mine.prepare()
    target, order = edge.path(edge.mine, "sealed", "000000000001.envelope"), list[str]()
    fsync, rename = os.fsync, Path.rename

    def note_flush(handle: int) -> None:
        order.append("flush the directory" if stat.S_ISDIR(os.fstat(handle).st_mode) else "flush the file")
        assert target.exists() is (order[-1] == "flush the directory")
        fsync(handle)

    def note_rename(path: Path, to: Path) -> Path:
        order.append("rename")
        return rename(path, to)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(Path, "rename", note_rename)
    edge.mine.write_envelope_bytes(1, b"sealed")
    assert order == ["flush the file", "rename", "flush the directory"]


def test_prepare__refuses_a_half_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "half").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotADirectoryError, match="is a link"):
        Half(tmp_path / "half").prepare()


def _forget() -> None:
    """The next zone has a database of its own."""
    for model in (Message, Traffic, Carrying):
        model.objects.all().delete()


def test_carry__brings_a_message_over_and_tells_its_sender(
    edge: Side, sides: dict[str, Side], settings: Any, ear: Ear, clock: Clock, say: Say
) -> None:
    say("a")
    assert carry(at=clock()) == 1
    _forget()
    core = become(sides["core"], settings)
    assert run_pending(clock=clock) == 1
    assert ear.heard == ["a"]
    said = _receipt(core)
    assert (said.through, said.report["dead"], said.at) == (1, 0, clock())


def test_carry__acknowledges_after_the_commit_and_says_what_it_refuses(core: Side, clock: Clock) -> None:
    core.put(envelope(1, clock()))
    core.theirs.write_envelope_bytes(2, b"altered")
    digest = core.theirs.digest_of_envelope(2)
    assert carry(at=clock()) == 1
    said = _receipt(core)
    assert (said.through, said.refused) == (1, Refused(2, Reason.NOT_ENVELOPE, digest))


def test_carry__tells_news_now_and_then_and_the_rest_at_once(core: Side, clock: Clock) -> None:
    carry(at=clock())
    clock.forward(seconds=20)
    carry(at=clock())
    assert _receipt(core).at == clock() - timedelta(seconds=20)
    clock.forward(seconds=10)
    carry(at=clock())
    assert _receipt(core).at == clock()
    clock.forward(seconds=1)
    core.put(envelope(1, clock()))
    carry(at=clock())
    assert _receipt(core).at == clock()


def test_carry__lets_one_process_at_a_time(edge: Side, tmp_path: Path, clock: Clock, say: Say) -> None:
    say("a")
    with (tmp_path / "carrying.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        carry(at=clock())
        assert edge.mine.list_numbers() == []
    carry(at=clock())
    assert edge.mine.list_numbers() == [1]


def test_carry__believes_an_altered_receipt_in_nothing(edge: Side, clock: Clock, say: Say) -> None:
    say("a")
    carry(at=clock())
    edge.put_receipt(Receipt(through=1, at=clock()))
    said = edge.theirs.read_receipt_bytes(at_most=10**5)
    edge.theirs.write_receipt_bytes(said.replace(b'"waiting"', b'"Waiting"').replace(b'"sent":0', b'"sent":1'))
    carry(at=clock())
    assert Message.objects.count() == 1
    edge.theirs.write_receipt_bytes(said)
    carry(at=clock())
    assert Message.objects.count() == 0


def _rounds(sides: dict[str, Side], settings: Any, at: Callable[[], datetime], *names: str) -> None:
    for name in names:
        become(sides[name], settings)
        carry(at=at())


def test_carry__makes_a_new_key_known_under_the_old_one_before_it_is_used(
    edge: Side, sides: dict[str, Side], settings: Any, clock: Clock, say: Say
) -> None:
    _rounds(sides, settings, clock, "edge", "core", "edge")
    old = edge.ring.own[0].card
    new = rotate_zone_keys("edge", folder=edge.keys / "edge", at=clock()).card
    say("a")
    become(edge, settings)
    assert edge.ring.signer(["nobody's", old.key_id]).card == old
    _rounds(sides, settings, clock, "edge")
    assert b'"signer":"' + old.key_id.encode() in edge.mine.read_envelope_bytes(1, at_most=10**5)
    _forget()
    _rounds(sides, settings, clock, "core")
    assert Message.objects.get().key == "a"
    assert [card.key_id for card in edge.their_ring.cards] == [new.key_id, old.key_id]
    clock.forward(minutes=1)
    _rounds(sides, settings, clock, "core", "edge")
    assert b'"signer":"' + new.key_id.encode() in edge.mine.read_receipt_bytes(at_most=10**5)
