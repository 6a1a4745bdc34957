"""What filing four procedures costs: statements, processor time, against a bare insert of two rows."""

import secrets
from math import inf
from statistics import median
from time import process_time

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.families import ready_to_file, resident
from benchmarks.timing import Figure
from murakami.flows.conversation.filing import file_intake
from murakami.flows.conversation.reading import read_conversation
from murakami.foundation.events.models import Event

ROUNDS = 7


def run() -> list[Figure]:
    """Seven rounds, a filing and a bare insert in turn."""
    statements, filing, bare = [], [], []
    for _ in range(ROUNDS):
        count, seconds = _file_four()
        statements.append(count)
        filing.append(seconds)
        bare.append(_bare_insert())
    return [
        ("filing four procedures: SQL", median(statements), "statements", 30),
        ("filing four procedures: CPU", median(filing) * 1000, "ms", 25),
        ("a bare insert of two rows: CPU", median(bare) * 1000, "ms", inf),
    ]


def _file_four() -> tuple[int, float]:
    at = timezone.now()
    owner = resident(at)
    key = ready_to_file(owner, at)
    reviewed = read_conversation(key=key, owner=owner, today=timezone.localdate(at)).reviewed
    with CaptureQueriesContext(connection) as asked:
        begun = process_time()
        filed = file_intake(key=key, owner=owner, reviewed=reviewed, electronic_delivery=True, memory_allowed=True,
                            draw_key=lambda: secrets.token_hex(16), at=at)
        seconds = process_time() - begun
    if len(filed.filings) != 4:
        raise AssertionError(f"the fixed set is four filings, not {len(filed.filings)}")
    return len(asked), seconds


def _bare_insert() -> float:
    begun = process_time()
    with transaction.atomic():
        for number in range(2):
            Event.objects.create(kind="bench.bare", subject_key=f"bare{number}", at=timezone.now())
    return process_time() - begun
