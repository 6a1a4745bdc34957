"""Noting on a case that the data of whoever asks for them have been gathered."""

from datetime import datetime
from typing import Final

from django.db import transaction

from murakami.domain.cases.models import Case
from murakami.domain.cases.operations.transition import StepRefused, lock_case, staff_of, write
from murakami.domain.cases.rules import FINISHED_STATES
from murakami.foundation.accounts.rules import Actor

GATHERED: Final = "case.own_data_gathered"


@transaction.atomic
def note_gathered(*, receipt_number: str, actor: Actor, at: datetime, cases: int, withheld: int) -> Case:
    """Write that the data were gathered out of so many cases, with so many answers withheld.

    Raises CaseNotFound, StepRefused(`finished`): the purpose is over. SQL: 5.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if case.state in FINISHED_STATES:
        raise StepRefused("finished")
    return write(case, kind=GATHERED, at=at, by=staff_of(actor), details={"cases": cases, "withheld": withheld})
