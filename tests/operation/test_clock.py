"""The clock jumps between a draft and its case: everything is filed and taken in all the same."""

import secrets
from datetime import datetime, timedelta

import pytest
from benchmarks.families import ready_to_file, resident

from murakami.config.operation.agreement import disagreements
from murakami.domain.cases.models import Case
from murakami.flows.conversation.filing import file_intake, mark_review
from murakami.flows.conversation.reading import read_conversation
from murakami.foundation.spool.worker import run_pending
from murakami.kernel.dates import day_in_japan
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=3)


@pytest.mark.parametrize(("filed", "handled"), [(-DAYS, -2 * DAYS), (DAYS, timedelta()), (DAYS, 2 * DAYS)],
                         ids=["back and back", "ahead and back", "ahead and ahead"])
def test_filing__survives_a_clock_that_jumps(at: datetime, filed: timedelta, handled: timedelta) -> None:
    load_packs()
    owner = resident(at)
    key = ready_to_file(owner, at)
    reviewed = mark_review(read_conversation(key=key, owner=owner, today=day_in_japan(at + filed)))
    done = file_intake(key=key, owner=owner, reviewed=reviewed, electronic_delivery=True, at=at + filed,
                       draw_key=lambda: secrets.token_hex(16))
    run_pending(clock=lambda: at + handled)
    numbers = {filing.receipt_number for filing in done.filings}
    assert len(numbers) == 4
    assert set(Case.objects.values_list("receipt_number", flat=True)) == numbers
    assert list(disagreements("default")) == []
