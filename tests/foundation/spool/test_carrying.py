"""The traffic between the zones: whole, numbered, in order, once, files first, whatever is killed when."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.db import connection

from murakami.foundation.spool.carrying import carry, halves_of, incoming, outgoing
from murakami.foundation.spool.carrying.directory import Half, Receipt
from murakami.foundation.spool.carrying.envelope import Envelope, EnvelopeUnreadable, read_envelope, write_envelope
from murakami.foundation.spool.carrying.incoming import pull
from murakami.foundation.spool.carrying.outgoing import TrafficBroken, push
from murakami.foundation.spool.models import HandledMessage, Message, Traffic
from murakami.foundation.spool.queries import list_dead_messages
from murakami.foundation.spool.worker import run_pending
from tests.foundation.spool.conftest import Clock, Ear, MemoryFiles

pytestmark = pytest.mark.django_db
Say = Callable[..., None]


@pytest.fixture
def edge(settings: Any, tmp_path: Path, files: MemoryFiles) -> tuple[Half, Half]:
    """This process is the edge; gives what it writes and what it reads."""
    settings.ZONE, settings.SPOOL_DIR = "edge", tmp_path / "between"
    return halves_of("edge", root=settings.SPOOL_DIR)


@pytest.fixture
def core(settings: Any, tmp_path: Path, files: MemoryFiles) -> tuple[Half, Half]:
    """This process is the core; gives what it writes and what it reads."""
    settings.ZONE, settings.SPOOL_DIR = "core", tmp_path / "between"
    mine, theirs = halves_of("core", root=settings.SPOOL_DIR)
    theirs.prepare()
    return mine, theirs


def _envelope(number: int, at: datetime, **changes: Any) -> Envelope:
    plain = Envelope(number=number, to="core", topic="filing.received", key=f"k{number}", ordering_key="A",
                     payload={"name": "葛󠄀城 𠮷田", "n": number}, files=(), sent_at=at)
    return replace(plain, **changes)


def _put(half: Half, *envelopes: Envelope) -> None:
    for envelope in envelopes:
        half.write_envelope_bytes(envelope.number, write_envelope(envelope))


def _sent(half: Half) -> list[Envelope]:
    return [read_envelope(half.read_envelope_bytes(number, at_most=10**6)) for number in half.list_numbers()]


# --- the envelope -----------------------------------------------------------------------------------------------------


def test_envelope__comes_back_as_it_went(at: datetime) -> None:
    envelope = _envelope(7, at, files=("a" * 64,))
    assert read_envelope(write_envelope(envelope)) == envelope
    assert write_envelope(envelope) == write_envelope(read_envelope(write_envelope(envelope)))


def test_read_envelope__notices_every_cut_and_every_altered_byte(at: datetime) -> None:
    data = write_envelope(_envelope(7, at))
    for end in range(len(data)):
        with pytest.raises(EnvelopeUnreadable):
            read_envelope(data[:end])
    for place in range(len(data)):
        with pytest.raises(EnvelopeUnreadable):
            read_envelope(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])


@pytest.mark.parametrize("changes", [
    {"files": ("../../../etc/passwd",)}, {"files": ("A" * 64,)}, {"files": (1,)}, {"payload": []}, {"key": 5},
])
def test_read_envelope__refuses_content_that_could_do_harm(at: datetime, changes: dict[str, Any]) -> None:
    with pytest.raises(EnvelopeUnreadable):
        read_envelope(write_envelope(_envelope(7, at, **changes)))


# --- writing out ------------------------------------------------------------------------------------------------------


def test_push__numbers_messages_without_gaps_in_the_order_of_sending(
    edge: tuple[Half, Half], clock: Clock, say: Say
) -> None:
    for key in "abc":
        say(key)
    push(mine=edge[0], theirs=edge[1], at=clock())
    say("d")
    push(mine=edge[0], theirs=edge[1], at=clock())
    assert [(each.number, each.key) for each in _sent(edge[0])] == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]


def test_push__writes_files_before_the_envelope_that_names_them(
    edge: tuple[Half, Half], clock: Clock, say: Say, files: MemoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("a", files=(files.put(b"picture"), files.put(b"scan")))
    order: list[str] = []
    for name in ("write_blob", "write_envelope_bytes"):
        original = getattr(Half, name)
        monkeypatch.setattr(Half, name, lambda *args, _o=original, _n=name: (order.append(_n), _o(*args)))
    push(mine=edge[0], theirs=edge[1], at=clock())
    assert order == ["write_blob", "write_blob", "write_envelope_bytes"]


def test_push__keeps_everything_until_it_is_acknowledged_and_then_nothing(
    edge: tuple[Half, Half], clock: Clock, say: Say, files: MemoryFiles
) -> None:
    shared, own = files.put(b"shared"), files.put(b"own")
    say("a", files=(shared, own))
    say("b", files=(shared,))
    push(mine=edge[0], theirs=edge[1], at=clock())
    edge[1].prepare()
    edge[1].write_receipt(Receipt(through=1))
    push(mine=edge[0], theirs=edge[1], at=clock())
    assert (edge[0].list_numbers(), edge[0].list_blobs()) == ([2], {shared})
    edge[1].write_receipt(Receipt(through=2))
    push(mine=edge[0], theirs=edge[1], at=clock())
    assert (edge[0].list_numbers(), edge[0].list_blobs()) == ([], set())
    assert Message.objects.count() == 0


def test_push__writes_again_what_was_refused(edge: tuple[Half, Half], clock: Clock, say: Say, files: MemoryFiles) -> None:
    name = files.put(b"picture")
    say("a", files=(name,))
    push(mine=edge[0], theirs=edge[1], at=clock())
    _file(edge[0], "envelopes", "000000000001.envelope").write_bytes(b"half")
    _file(edge[0], "blobs", name).write_bytes(b"half")
    edge[1].prepare()
    edge[1].write_receipt(Receipt(through=0, refused=1))
    push(mine=edge[0], theirs=edge[1], at=clock())
    assert [each.key for each in _sent(edge[0])] == ["a"]
    assert edge[0].is_whole(name)


def test_push__sets_aside_a_message_whose_file_is_gone_and_keeps_its_subject_in_order(
    edge: tuple[Half, Half], clock: Clock, say: Say
) -> None:
    say("lost", about="A", files=("0" * 64,))
    push(mine=edge[0], theirs=edge[1], at=clock())
    say("behind", about="A")
    say("other", about="B")
    push(mine=edge[0], theirs=edge[1], at=clock())
    assert [(each.number, each.key) for each in _sent(edge[0])] == [(1, "other")]
    assert [(dead.key, dead.waiting_behind) for dead in list_dead_messages()] == [("lost", 1)]


def test_push__checks_the_list_again_where_a_message_leaves(edge: tuple[Half, Half], clock: Clock, say: Say) -> None:
    say("a")
    Message.objects.update(topic="register.resident")
    push(mine=edge[0], theirs=edge[1], at=clock())
    assert edge[0].list_numbers() == []
    assert "not on the list" in list_dead_messages()[0].error


def test_push__stops_at_a_receipt_for_numbers_that_were_never_given(
    edge: tuple[Half, Half], clock: Clock, say: Say
) -> None:
    edge[1].prepare()
    edge[1].write_receipt(Receipt(through=999))
    say("a")
    with pytest.raises(TrafficBroken, match="taken in number 999, but this database has sent only 0"):
        push(mine=edge[0], theirs=edge[1], at=clock())
    assert (Message.objects.count(), edge[0].list_numbers()) == (1, [])


def test_push__removes_what_a_killed_writer_left_half_written(edge: tuple[Half, Half], clock: Clock) -> None:
    edge[0].prepare()
    left = _file(edge[0], "envelopes", ".000000000001.envelope.abcdef")
    left.write_bytes(b"half")
    push(mine=edge[0], theirs=edge[1], at=datetime.now(clock().tzinfo))
    assert left.exists()  # another process may be writing it now
    push(mine=edge[0], theirs=edge[1], at=datetime.now(clock().tzinfo) + timedelta(hours=2))
    assert not left.exists()


# --- taking in --------------------------------------------------------------------------------------------------------


def test_pull__queues_in_order_and_acknowledges_after_the_commit(
    core: tuple[Half, Half], ear: Ear, clock: Clock
) -> None:
    _put(core[1], *(_envelope(number, clock()) for number in range(1, 121)))
    pull(mine=core[0], theirs=core[1], at=clock())
    assert core[0].read_receipt() == Receipt(through=120)
    run_pending(clock=clock)
    assert ear.heard == [f"k{number}" for number in range(1, 121)]


def test_pull__waits_at_a_gap_and_takes_what_comes_out_of_order(core: tuple[Half, Half], clock: Clock) -> None:
    _put(core[1], _envelope(3, clock()), _envelope(1, clock()))
    pull(mine=core[0], theirs=core[1], at=clock())
    assert core[0].read_receipt() == Receipt(through=1)
    _put(core[1], _envelope(2, clock()))
    pull(mine=core[0], theirs=core[1], at=clock())
    assert core[0].read_receipt() == Receipt(through=3)
    assert list(Message.objects.order_by("id").values_list("key", flat=True)) == ["k1", "k2", "k3"]


def test_pull__takes_each_number_and_each_key_once(core: tuple[Half, Half], ear: Ear, clock: Clock) -> None:
    _put(core[1], _envelope(1, clock()))
    for _ in range(3):
        pull(mine=core[0], theirs=core[1], at=clock())
        run_pending(clock=clock)
    _put(core[1], _envelope(2, clock(), key="k1"))  # the same message, sent again under a new number
    pull(mine=core[0], theirs=core[1], at=clock())
    run_pending(clock=clock)
    assert (ear.heard, HandledMessage.objects.count()) == (["k1"], 1)


def test_pull__asks_again_for_what_did_not_arrive_whole(core: tuple[Half, Half], clock: Clock) -> None:
    _put(core[1], _envelope(1, clock()), _envelope(3, clock()))
    core[1].write_envelope_bytes(2, write_envelope(_envelope(2, clock()))[:-1])
    pull(mine=core[0], theirs=core[1], at=clock())
    assert core[0].read_receipt() == Receipt(through=1, refused=2)
    _put(core[1], _envelope(2, clock()))
    pull(mine=core[0], theirs=core[1], at=clock())
    assert core[0].read_receipt() == Receipt(through=3)


def test_pull__asks_again_when_the_number_inside_is_another(core: tuple[Half, Half], clock: Clock) -> None:
    core[1].write_envelope_bytes(1, write_envelope(_envelope(2, clock())))
    pull(mine=core[0], theirs=core[1], at=clock())
    assert core[0].read_receipt() == Receipt(through=0, refused=1)


def test_pull__takes_a_message_only_with_its_files(
    core: tuple[Half, Half], clock: Clock, files: MemoryFiles, tmp_path: Path
) -> None:
    name = files.put(b"picture")
    del files.kept[name]
    _put(core[1], _envelope(1, clock(), files=(name,)))
    pull(mine=core[0], theirs=core[1], at=clock())
    assert core[0].read_receipt() == Receipt()
    _file(core[1], "blobs", name).write_bytes(b"another picture")
    pull(mine=core[0], theirs=core[1], at=clock())
    assert core[0].read_receipt() == Receipt(through=0, refused=1)
    assert files.kept == {}
    _file(core[1], "blobs", name).write_bytes(b"picture")
    pull(mine=core[0], theirs=core[1], at=clock())
    assert core[0].read_receipt() == Receipt(through=1)
    assert files.kept == {name: b"picture"}


def test_pull__sets_aside_what_is_not_listed_and_goes_on(core: tuple[Half, Half], ear: Ear, clock: Clock) -> None:
    _put(core[1], _envelope(1, clock(), topic="case.message"), _envelope(2, clock(), ordering_key="B"))
    pull(mine=core[0], theirs=core[1], at=clock())
    run_pending(clock=clock)
    assert ear.heard == ["k2"]
    assert "never to core" in list_dead_messages()[0].error


def test_pull__never_follows_a_link_out_of_the_directory(
    core: tuple[Half, Half], clock: Clock, tmp_path: Path, files: MemoryFiles
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(write_envelope(_envelope(1, clock())))
    _file(core[1], "envelopes", "000000000001.envelope").symlink_to(secret)
    with pytest.raises(OSError, match="symbolic links"):
        pull(mine=core[0], theirs=core[1], at=clock())
    assert Message.objects.count() == 0


def test_pull__takes_nothing_twice_when_another_process_was_faster(core: tuple[Half, Half], clock: Clock) -> None:
    batch = [_envelope(number, clock()) for number in (1, 2)]
    assert incoming._commit(batch, after=0, at=clock()) is True
    Message.objects.all().delete()  # handled meanwhile
    assert incoming._commit(batch, after=0, at=clock()) is False
    assert (Message.objects.count(), incoming._received()) == (0, 2)


def test_write__is_whole_on_the_disk_before_it_has_its_name(
    edge: tuple[Half, Half], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge[0].prepare()
    target, order = _file(edge[0], "envelopes", "000000000001.envelope"), list[str]()
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
    _put(edge[0], _envelope(1, at))
    assert order == ["flush the file", "rename", "flush the directory"]


def test_prepare__refuses_a_half_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "half").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotADirectoryError, match="is a link"):
        Half(tmp_path / "half").prepare()


# --- both -------------------------------------------------------------------------------------------------------------


def test_carry__brings_an_answer_back_when_only_the_core_comes_and_goes(
    settings: Any, tmp_path: Path, files: MemoryFiles, ear: Ear, clock: Clock, say: Say
) -> None:
    settings.ZONE, settings.SPOOL_DIR, settings.DATA_DIR = "edge", tmp_path / "between", tmp_path
    say("a")
    carry(at=clock())
    sent = Message.objects.get()
    sent.delete()  # the core has a database of its own
    Traffic.objects.all().delete()
    settings.ZONE = "core"
    assert run_pending(clock=clock) == 1
    assert ear.heard == ["a"]
    assert halves_of("core", root=settings.SPOOL_DIR)[0].read_receipt() == Receipt(through=1)


def test_carry__lets_one_process_at_a_time(edge: tuple[Half, Half], settings: Any, tmp_path: Path, clock: Clock,
                                           say: Say) -> None:
    import fcntl

    settings.DATA_DIR = tmp_path
    say("a")
    with (tmp_path / "carrying.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        carry(at=clock())
        assert edge[0].list_numbers() == []
    carry(at=clock())
    assert edge[0].list_numbers() == [1]


# --- killed at any line -----------------------------------------------------------------------------------------------

_FOLDER = str(Path(outgoing.__file__).parent)


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it but the end of a transaction."""


class _KillAt:
    """Raises `Killed` when the `line`-th line of the carrying package is about to run."""

    def __init__(self, line: int) -> None:
        self.left = line

    def __enter__(self) -> None:
        sys.settrace(self._call)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _call(self, frame: FrameType, event: str, _: Any) -> Any:
        return self._line if frame.f_code.co_filename.startswith(_FOLDER) else None

    def _line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self.left -= 1
            if self.left == 0:
                raise Killed
        return self._line


def _until_not_killed(step: Callable[[], None]) -> Iterator[int]:
    """Kill `step` at its first line, at its second …, until it runs through."""
    for line in range(1, 5000):
        try:
            with _KillAt(line):
                step()
        except Killed:
            # what dies with a process: its connection, whatever it was in the middle of
            connection._close()
            connection.connect()
            yield line
        else:
            return
    raise AssertionError("it never ran through")


@pytest.mark.django_db(transaction=True)
def test_push__killed_at_any_line_continues_without_gap_or_double(
    edge: tuple[Half, Half], clock: Clock, say: Say, files: MemoryFiles
) -> None:
    for key in "abc":
        say(key, files=(files.put(key.encode()),))
    kills = sum(1 for _ in _until_not_killed(lambda: push(mine=edge[0], theirs=edge[1], at=clock())))
    assert kills > 50
    assert [(each.number, each.key) for each in _sent(edge[0])] == [(1, "a"), (2, "b"), (3, "c")]
    edge[1].prepare()
    edge[1].write_receipt(Receipt(through=3))
    assert sum(1 for _ in _until_not_killed(lambda: push(mine=edge[0], theirs=edge[1], at=clock()))) > 20
    assert (edge[0].list_numbers(), edge[0].list_blobs(), Message.objects.count()) == ([], set(), 0)


@pytest.mark.django_db(transaction=True)
def test_pull__killed_at_any_line_takes_each_message_once(
    core: tuple[Half, Half], ear: Ear, clock: Clock, files: MemoryFiles
) -> None:
    name = files.put(b"picture")
    with files.open(name) as source:
        core[1].write_blob(name, source)
    del files.kept[name]
    _put(core[1], *(_envelope(number, clock(), files=(name,)) for number in range(1, 4)))
    for _ in _until_not_killed(lambda: pull(mine=core[0], theirs=core[1], at=clock())):
        # what is acknowledged is committed, always
        assert core[0].read_receipt().through <= incoming._received() == Message.objects.count()
    assert core[0].read_receipt() == Receipt(through=3)
    run_pending(clock=clock)
    assert (ear.heard, files.kept) == (["k1", "k2", "k3"], {name: b"picture"})


def _file(half: Half, folder: str, name: str) -> Path:
    half.prepare()
    return half._root / folder / name
