"""Taking in: in order, each once, whole, signed by the right hand; what is not is put aside and asked for again."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from murakami.foundation.keys.zones import rotate_zone_keys
from murakami.foundation.spool.carrying import incoming
from murakami.foundation.spool.carrying.incoming import FARTHEST, Pulled
from murakami.foundation.spool.carrying.put_aside import MOST_COPIES, copies_folder
from murakami.foundation.spool.carrying.refusals import Reason
from murakami.foundation.spool.models import HandledMessage, Message, RefusedEnvelope
from murakami.foundation.spool.queries import list_dead_messages
from murakami.foundation.spool.worker import run_pending
from tests.foundation.spool.between import Side, envelope
from tests.foundation.spool.conftest import Clock, Ear, MemoryFiles

pytestmark = pytest.mark.django_db


def _reasons() -> list[tuple[int, str, bool]]:
    rows = RefusedEnvelope.objects.order_by("id").values_list("number", "reason", "settled_at")
    return [(number, reason, settled is not None) for number, reason, settled in rows]


def _reason(pulled: Pulled) -> tuple[int, Reason] | None:
    return (pulled.refused.number, pulled.refused.reason) if pulled.refused else None


def test_pull__queues_in_order(core: Side, ear: Ear, clock: Clock) -> None:
    core.put(*(envelope(number, clock()) for number in range(1, 121)))
    assert core.pull() == Pulled(120, 120)
    run_pending(clock=clock)
    assert ear.heard == [f"k{number}" for number in range(1, 121)]


def test_pull__waits_at_a_gap_names_it_and_takes_what_comes_out_of_order(core: Side, at: datetime) -> None:
    core.put(envelope(3, at), envelope(1, at))
    assert core.pull() == Pulled(1, 1, missing=2)
    core.put(envelope(2, at))
    assert core.pull() == Pulled(2, 3)
    assert list(Message.objects.order_by("id").values_list("key", flat=True)) == ["k1", "k2", "k3"]


def test_pull__takes_each_number_and_each_key_once(core: Side, ear: Ear, clock: Clock) -> None:
    core.put(envelope(1, clock()))
    replayed = core.theirs.read_envelope_bytes(1, at_most=10**6)
    for _ in range(3):
        core.pull()
        run_pending(clock=clock)
        core.theirs.write_envelope_bytes(1, replayed)
    core.put(envelope(2, clock(), key="k1"))  # the same message, sent again under a new number
    core.pull()
    run_pending(clock=clock)
    assert (ear.heard, HandledMessage.objects.count()) == (["k1"], 1)


def test_pull__puts_aside_what_was_altered_and_takes_it_when_it_is_written_anew(core: Side, at: datetime) -> None:
    core.put(envelope(1, at), envelope(3, at))
    data = core.sealed(envelope(2, at))
    core.theirs.write_envelope_bytes(2, data[:-1] + bytes([data[-1] ^ 1]))
    assert _reason(core.pull()) == _reason(core.pull()) == (2, Reason.ALTERED)
    assert _reasons() == [(2, "altered", False)]
    copy, = copies_folder().iterdir()
    assert (copy.read_bytes()[:-1], copy.stat().st_mode & 0o777) == (data[:-1], 0o600)
    core.put(envelope(2, at))
    assert core.pull() == Pulled(2, 3)
    assert _reasons() == [(2, "altered", True)]


def test_pull__refuses_an_old_envelope_under_a_new_number(core: Side, at: datetime) -> None:
    core.put(envelope(1, at))
    core.pull()
    core.theirs.write_envelope_bytes(2, core.theirs.read_envelope_bytes(1, at_most=10**6))
    assert _reason(core.pull()) == (2, Reason.WRONG_NUMBER)


def test_pull__refuses_its_own_envelopes_when_they_are_put_before_it(core: Side, at: datetime) -> None:
    from murakami.foundation.spool.carrying.envelope import write_envelope

    own = write_envelope(envelope(1, at), ring=core.ring, signer=core.ring.own[0])
    core.theirs.write_envelope_bytes(1, own)
    assert _reason(core.pull()) == (1, Reason.UNKNOWN_KEY)


def test_pull__refuses_what_nobody_signed_whom_it_believes(core: Side, at: datetime) -> None:
    rotate_zone_keys("edge", folder=core.keys / "edge", at=at)  # and nobody has told the core
    core.put(envelope(1, at))
    assert _reason(core.pull()) == (1, Reason.UNKNOWN_KEY)
    assert Message.objects.count() == 0


def test_pull__refuses_what_is_sealed_for_a_key_that_is_gone(core: Side, at: datetime) -> None:
    core.put(envelope(1, at))
    for _ in range(2):
        rotate_zone_keys("core", folder=core.keys / "core", at=at)
    assert _reason(core.pull()) == (1, Reason.UNKNOWN_READER)


def test_pull__never_opens_what_is_far_ahead(core: Side, at: datetime) -> None:
    core.put(envelope(FARTHEST + 1, at))
    pulled = core.pull()
    assert (_reason(pulled), pulled.missing) == ((FARTHEST + 1, Reason.BEYOND_WINDOW), 1)


def test_pull__takes_a_message_only_with_its_files(core: Side, at: datetime, files: MemoryFiles) -> None:
    file = core.put_file(b"picture", files)
    path = core.path(core.theirs, "files", file.name)
    whole = path.read_bytes()
    core.put(envelope(1, at, files=(file,)))
    path.unlink()
    assert _reason(core.pull()) == (1, Reason.FILE_MISSING)
    path.write_bytes(whole[:-1])
    assert _reason(core.pull()) == (1, Reason.FILE_ALTERED)
    assert files.kept == {}
    path.write_bytes(whole)
    assert core.pull() == Pulled(1, 1)
    assert files.kept == {file.sha256: b"picture"}
    assert all(settled for _, _, settled in _reasons())


def test_pull__sets_aside_what_is_not_listed_and_goes_on(core: Side, ear: Ear, clock: Clock) -> None:
    core.put(envelope(1, clock(), topic="case.message"), envelope(2, clock(), ordering_key="B"))
    core.pull()
    run_pending(clock=clock)
    assert ear.heard == ["k2"]
    assert "never to core" in list_dead_messages()[0].error


def test_pull__never_follows_a_link_out_of_the_directory(core: Side, at: datetime, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(core.sealed(envelope(1, at)))
    core.path(core.theirs, "sealed", "000000000001.envelope").symlink_to(secret)
    with pytest.raises(OSError, match="symbolic links"):
        core.pull()
    assert Message.objects.count() == 0


def test_pull__takes_nothing_twice_when_another_process_was_faster(core: Side, at: datetime) -> None:
    batch = [envelope(number, at) for number in (1, 2)]
    assert incoming._commit(batch, after=0, at=at) is True
    Message.objects.all().delete()  # handled meanwhile
    assert incoming._commit(batch, after=0, at=at) is False
    assert (Message.objects.count(), incoming.received_through()) == (0, 2)


def test_put_aside__keeps_no_more_copies_than_a_person_looks_at(core: Side, at: datetime, settings: Any) -> None:
    folder = copies_folder()
    folder.mkdir()
    for number in range(MOST_COPIES):
        (folder / str(number)).touch()
    core.theirs.write_envelope_bytes(1, b"nothing")
    assert _reason(core.pull()) == (1, Reason.NOT_ENVELOPE)
    assert len(list(folder.iterdir())) == MOST_COPIES
