"""Writing out: numbered without gaps, sealed, files first, kept until it is acknowledged, written anew when refused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

import pytest

from murakami.foundation.spool.carrying.directory import Half
from murakami.foundation.spool.carrying.receipts import Receipt
from murakami.foundation.spool.carrying.refusals import Reason, Refused
from murakami.foundation.spool.carrying.sealed_files import is_whole
from murakami.foundation.spool.carrying.troubles import CarryingStopped, Trouble
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.queries import list_dead_messages
from tests.foundation.spool.between import Side
from tests.foundation.spool.conftest import Clock, MemoryFiles

pytestmark = pytest.mark.django_db
Say = Callable[..., None]


def test_push__numbers_messages_without_gaps_in_the_order_of_sending(edge: Side, say: Say) -> None:
    for key in "abc":
        say(key)
    edge.push()
    say("d")
    edge.push()
    assert [(each.number, each.key) for each in edge.sent()] == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]


def test_push__writes_files_before_the_envelope_that_names_them(
    edge: Side, say: Say, files: MemoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("a", files=(files.put(b"picture"), files.put(b"scan")))
    order: list[str] = []
    for name in ("write_file", "write_envelope_bytes"):
        original = getattr(Half, name)
        monkeypatch.setattr(Half, name, lambda *args, _o=original, _n=name: (order.append(_n), _o(*args)))
    edge.push()
    assert order == ["write_file", "write_file", "write_envelope_bytes"]


def test_push__leaves_nothing_that_anybody_else_could_read(edge: Side, say: Say, files: MemoryFiles) -> None:
    name = files.put(b"a picture of somebody")
    say("a", payload={"name": "葛城 𠮷田"}, files=(name,))
    edge.push()
    written = b"".join(path.read_bytes() + path.name.encode() for path in edge.root.rglob("*") if path.is_file())
    for secret in ("葛城", "picture", "filing.received", name, sha256(name.encode()).hexdigest()):
        assert secret.encode() not in written


def test_push__keeps_everything_until_it_is_acknowledged_and_then_nothing(
    edge: Side, say: Say, files: MemoryFiles
) -> None:
    shared, own = files.put(b"shared"), files.put(b"own")
    say("a", files=(shared, own))
    say("b", files=(shared,))
    edge.push()
    edge.push(Receipt(through=1))
    assert (edge.mine.list_numbers(), edge.mine.list_files()) == ([2], edge.sealed_names([shared]))
    edge.push(Receipt(through=2))
    assert (edge.mine.list_numbers(), edge.mine.list_files()) == ([], set())
    assert Message.objects.count() == 0


def _refused(side: Side, number: int, reason: Reason = Reason.ALTERED) -> Receipt:
    return Receipt(refused=Refused(number, reason, side.mine.digest_of_envelope(number)))


def test_push__writes_again_what_was_refused_with_its_files(edge: Side, say: Say, files: MemoryFiles) -> None:
    name = files.put(b"picture")
    say("a", files=(name,))
    edge.push()
    edge.path(edge.mine, "sealed", "000000000001.envelope").write_bytes(b"half")
    file, = edge.sealed_names([name])
    edge.path(edge.mine, "files", file).write_bytes(b"half")
    receipt = _refused(edge, 1)
    assert edge.push(receipt).count == 1
    sent, = edge.sent()
    with edge.mine.open_file(file) as source:
        assert is_whole(source, file=sent.files[0])
    assert edge.push(receipt).count == 0, "what was written anew was not refused"


def test_push__writes_again_what_has_disappeared(edge: Side, say: Say) -> None:
    say("a")
    edge.push()
    edge.mine.remove_envelope(1)
    assert edge.push().count == 1
    assert [each.key for each in edge.sent()] == ["a"]


def test_push__sets_aside_a_message_whose_file_is_gone_and_keeps_its_subject_in_order(edge: Side, say: Say) -> None:
    say("lost", about="A", files=("0" * 64,))
    edge.push()
    say("behind", about="A")
    say("other", about="B")
    edge.push()
    assert [(each.number, each.key) for each in edge.sent()] == [(1, "other")]
    assert [(dead.key, dead.waiting_behind) for dead in list_dead_messages()] == [("lost", 1)]


@pytest.mark.parametrize("damage", [lambda kept, name: kept.update({name: b"other"}), lambda kept, name: kept.pop(name)])
def test_push__stops_at_a_damaged_file_and_goes_on_when_it_is_back(
    damage: Callable[[dict[str, bytes], str], None], edge: Side, say: Say, files: MemoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = files.put(b"picture")
    say("a", files=(name,))
    monkeypatch.setattr(MemoryFiles, "has", lambda *_: True)
    damage(files.kept, name)
    with pytest.raises(CarryingStopped) as stopped:
        edge.push()
    assert stopped.value.trouble is Trouble.FILE_DAMAGED
    assert edge.mine.list_files() == set()
    files.put(b"picture")
    assert edge.push().count == 1


def test_push__checks_the_list_again_where_a_message_leaves(edge: Side, say: Say) -> None:
    say("a")
    Message.objects.update(topic="register.resident")
    edge.push()
    assert edge.mine.list_numbers() == []
    assert "not on the list" in list_dead_messages()[0].error


def test_push__stops_at_a_receipt_for_numbers_that_were_never_given(edge: Side, say: Say) -> None:
    say("a")
    with pytest.raises(CarryingStopped, match="999 > 0") as stopped:
        edge.push(Receipt(through=999))
    assert stopped.value.trouble is Trouble.AHEAD
    assert (Message.objects.count(), edge.mine.list_numbers()) == (1, [])


def test_push__notices_that_the_other_side_went_back_to_an_older_state(edge: Side, say: Say, at: datetime) -> None:
    for key in "ab":
        say(key)
    edge.push()
    assert not edge.push(Receipt(through=1, at=at)).is_behind
    assert edge.push(Receipt(through=0, at=at)).is_behind


def test_push__removes_what_a_killed_writer_left_half_written(edge: Side, clock: Clock) -> None:
    left = edge.path(edge.mine, "sealed", ".000000000001.envelope.abcdef")
    left.write_bytes(b"half")
    edge.at = datetime.now(clock().tzinfo)
    edge.push()
    assert left.exists()  # another process may be writing it now
    edge.at += timedelta(hours=2)
    edge.push()
    assert not left.exists()


def test_push__removes_what_somebody_put_there_under_a_number_that_was_never_given(edge: Side, say: Say) -> None:
    say("a")
    edge.push()
    edge.mine.write_envelope_bytes(2, b"planted")
    edge.push()
    say("b")
    edge.push()
    assert [(each.number, each.key) for each in edge.sent()] == [(1, "a"), (2, "b")]


def test_push__removes_what_the_first_release_left_unsigned_and_writes_it_sealed(edge: Side, say: Say) -> None:
    say("a")
    edge.push()
    for folder in ("envelopes", "blobs"):
        (edge.mine._root / folder).mkdir()
        (edge.mine._root / folder / "000000000001.envelope").write_bytes(b"smart-murakami-envelope/1 1 ")
    (edge.mine._root / "receipt.json").write_text("{}")
    edge.push()
    assert sorted(path.name for path in edge.mine._root.iterdir()) == ["files", "sealed"]
    assert [each.key for each in edge.sent()] == ["a"]
