"""The carrying killed at any line: no gap, nothing twice, nothing half."""

import pytest

from murakami.foundation.spool.carrying.incoming import received_through
from murakami.foundation.spool.carrying.receipts import Receipt
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.worker import run_pending
from tests.foundation.spool.between import Side, envelope
from tests.foundation.spool.conftest import Clock, Ear, MemoryFiles
from tests.foundation.spool.killing import until_not_killed
from tests.foundation.spool.test_outgoing import Say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_push__killed_at_any_line_continues_without_gap_or_double(edge: Side, say: Say, files: MemoryFiles) -> None:
    for key in "abc":
        say(key, files=(files.put(key.encode()),))
    assert sum(1 for _ in until_not_killed(edge.push)) > 50
    assert [(each.number, each.key) for each in edge.sent()] == [(1, "a"), (2, "b"), (3, "c")]
    assert sum(1 for _ in until_not_killed(lambda: edge.push(Receipt(through=3)))) > 20
    assert (edge.mine.list_numbers(), edge.mine.list_files(), Message.objects.count()) == ([], set(), 0)


def test_pull__killed_at_any_line_takes_each_message_once(core: Side, ear: Ear, clock: Clock, files: MemoryFiles) -> None:
    file = core.put_file(b"picture", files)
    core.put(*(envelope(number, clock(), files=(file,)) for number in range(1, 4)))
    assert sum(1 for _ in until_not_killed(core.pull)) > 50
    assert received_through() == Message.objects.count() == 3
    run_pending(clock=clock)
    assert (ear.heard, files.kept) == (["k1", "k2", "k3"], {file.sha256: b"picture"})


def test_pull__killed_at_any_line_puts_an_altered_envelope_aside_once(core: Side, clock: Clock) -> None:
    core.put(envelope(1, clock()))
    core.theirs.write_envelope_bytes(2, b"altered")
    assert sum(1 for _ in until_not_killed(core.pull)) > 20
    assert received_through() == Message.objects.count() == 1
