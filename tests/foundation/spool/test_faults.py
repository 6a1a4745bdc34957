"""What can go wrong with the directory and the keys: a clear state, nothing lost, and on again without a hand."""

import errno
import logging
import os
from collections.abc import Callable
from typing import Any

import pytest

from murakami.foundation.spool.carrying import carry
from murakami.foundation.spool.carrying.standing import forget_directory
from murakami.foundation.spool.carrying.troubles import Trouble
from murakami.foundation.spool.models import Carrying, Message
from murakami.foundation.spool.operations import enqueue
from murakami.foundation.spool.worker import run_pending
from tests.foundation.spool.between import Side, envelope
from tests.foundation.spool.conftest import Clock, Ear, MemoryFiles
from tests.foundation.spool.test_outgoing import Say

pytestmark = pytest.mark.django_db


def _trouble() -> str:
    return Carrying.objects.values_list("trouble", flat=True).first() or ""


def _begin(edge: Side, clock: Clock) -> None:
    """The edge has carried before."""
    assert carry(at=clock()) == 0
    assert _trouble() == ""


def _recovers(edge: Side, clock: Clock) -> None:
    clock.forward(seconds=1)
    assert carry(at=clock()) == 1
    assert ([each.key for each in edge.sent()], _trouble()) == (["a"], "")


@pytest.mark.parametrize("instead", ["nothing", "an empty directory, as where nothing is mounted", "a file"])
def test_carry__waits_while_the_directory_is_gone_and_writes_nothing_elsewhere(
    instead: str, edge: Side, clock: Clock, say: Say, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    _begin(edge, clock)
    away = edge.root.rename(edge.root.with_name("away"))
    if instead == "a file":
        edge.root.touch()
    elif instead != "nothing":
        edge.root.mkdir()
    say("a")
    enqueue("test.work", payload={"say": "work goes on"}, key="1", not_before=clock())
    with caplog.at_level(logging.ERROR, "murakami.spool"):
        assert [run_pending(clock=clock) for _ in range(3)] == [1, 0, 0]
    assert ear.heard == ["work goes on"]
    assert (_trouble(), Message.objects.count()) == (Trouble.GONE, 1)
    assert not edge.root.is_dir() or list(edge.root.iterdir()) == []
    assert [record.message for record in caplog.records] == [f"carrying is hindered, trying again ({edge.root})"]
    if edge.root.exists():
        edge.root.unlink() if edge.root.is_file() else edge.root.rmdir()
    away.rename(edge.root)
    _recovers(edge, clock)


@pytest.mark.parametrize(("number", "trouble"), [
    (errno.ENOSPC, Trouble.FULL), (errno.EDQUOT, Trouble.FULL), (errno.EROFS, Trouble.READ_ONLY), (errno.EACCES, Trouble.FORBIDDEN),
    (errno.ESTALE, Trouble.GONE), (errno.EIO, Trouble.UNREACHABLE),
])
def test_carry__says_why_nothing_can_be_written_and_goes_on_when_it_can(
    number: int, trouble: Trouble, edge: Side, clock: Clock, say: Say, files: MemoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    _begin(edge, clock)
    say("a", files=(files.put(b"picture"),))
    opened = os.open

    def refuse(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_WRONLY:
            raise OSError(number, os.strerror(number), str(path))
        return opened(path, flags, *more, **named)

    with monkeypatch.context() as broken:
        broken.setattr(os, "open", refuse)
        assert carry(at=clock()) == 0
    standing = Carrying.objects.get()
    assert (standing.trouble, standing.since, os.strerror(number) in standing.detail) == (trouble, clock(), True)
    assert Message.objects.count() == 1
    _recovers(edge, clock)


def test_carry__leaves_nothing_half_when_the_disk_is_full_in_the_middle(
    edge: Side, clock: Clock, say: Say, files: MemoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    _begin(edge, clock)
    say("a", files=(files.put(b"picture"),))
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", _fail_after(1))
        assert carry(at=clock()) == 0
    assert _trouble() == Trouble.FULL
    assert list(edge.root.rglob(".*")) == []
    assert edge.mine.list_numbers() == []
    _recovers(edge, clock)


def _fail_after(count: int) -> Callable[[int], None]:
    left = [count]

    def fsync(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return fsync


def test_carry__takes_in_what_it_can_even_while_it_cannot_say_so(
    core: Side, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    core.put(envelope(1, clock()))
    core.mine.prepare()
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", _fail_after(0))
        assert carry(at=clock()) == 0
    assert (Message.objects.count(), _trouble()) == (1, Trouble.FULL)
    assert carry(at=clock()) == 0
    assert (Message.objects.count(), _trouble()) == (1, "")


def test_carry__waits_for_the_other_zones_card(edge: Side, clock: Clock, say: Say) -> None:
    card, = (edge.keys / "edge").glob("trusted-core-*")
    hidden = card.rename(edge.keys / "card")
    say("a")
    assert carry(at=clock()) == 0
    assert (_trouble(), edge.root.exists()) == (Trouble.NOT_PAIRED, False)
    hidden.rename(card)
    _recovers(edge, clock)


def test_carry__uses_no_key_that_others_can_read(edge: Side, clock: Clock, say: Say) -> None:
    key, = (edge.keys / "edge").glob("zone-*")
    key.chmod(0o644)
    say("a")
    assert carry(at=clock()) == 0
    assert (_trouble(), f"chmod 600 {key}" in Carrying.objects.get().detail) == (Trouble.KEY, True)
    key.chmod(0o600)
    _recovers(edge, clock)


def test_carry__has_the_core_wait_until_the_edge_has_begun(core: Side, clock: Clock) -> None:
    (core.root / "between-the-zones").unlink()
    carry(at=clock())
    assert _trouble() == Trouble.NOT_BEGUN


def test_carry__uses_another_directory_only_when_told(edge: Side, clock: Clock, say: Say) -> None:
    _begin(edge, clock)
    say("a")
    carry(at=clock())
    (edge.root / "between-the-zones").write_text("0" * 32)
    carry(at=clock())
    assert _trouble() == Trouble.OTHER_DIRECTORY
    edge.root.rename(edge.root.with_name("lost"))
    forget_directory()
    _recovers(edge, clock)


def test_carry__says_which_envelope_is_missing(core: Side, clock: Clock) -> None:
    core.put(envelope(2, clock()))
    carry(at=clock())
    assert (_trouble(), Carrying.objects.get().detail) == (Trouble.GAP, "1")
    core.put(envelope(1, clock()))
    assert carry(at=clock()) == 2
    assert _trouble() == ""
