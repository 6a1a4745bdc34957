"""Taking out of drafts what nobody typed into them."""

from datetime import datetime
from typing import Final

from django.db import transaction

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.writing import write_intake
from murakami.domain.intake.rules.answers import each_answer, without_keys
from murakami.kernel.facts import ValueSource

_NOT_TYPED: Final = frozenset({ValueSource.EARLIER_FILING})


@transaction.atomic
def drop_prefill(*, account_id: int, mailbox_key: str, at: datetime) -> int:
    """Empty in an account's drafts of its own what earlier filings had filled in; says of how many drafts.

    What was typed stays, and what is missing is asked again. A correction keeps the filing that it corrects.
    SQL: 1, and 1 for each draft that had some.
    """
    drafts = Intake.objects.select_for_update().filter(
        account_id=account_id, state=Intake.State.OPEN, purpose=Intake.Purpose.FILING, mailbox_key=mailbox_key, mandate_key="")
    return sum(_drop(intake, at=at) for intake in drafts)


def _drop(intake: Intake, *, at: datetime) -> bool:
    taken = {key for key, answer in each_answer(intake.answers) if answer.provenance.source in _NOT_TYPED}
    if taken:
        write_intake(intake, at=at, answers=without_keys(intake.answers, taken))
    return bool(taken)
