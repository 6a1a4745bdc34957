"""The one question after filing: answered once, voluntarily, and nobody can tell whose answer it was."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction

from murakami.domain.intake.operations.asking import note_satisfaction
from murakami.domain.intake.queries import list_filings
from murakami.domain.intake.rules.ownership import Owner
from murakami.foundation.spool.operations import send

SCORES: Final = (5, 4, 3, 2, 1)
"""From very good to very bad."""


class NoSuchScore(ValueError):
    """An answer that was not offered."""


@transaction.atomic
def say_satisfied(*, key: str, owner: Owner, score: int, draw_key: Callable[[], str], at: datetime) -> bool:
    """Keep an answer; says whether it was the first, and only the first counts.

    What travels to the agency holds the score, the hour, the procedure (of a life event: its name) and the unit where
    there is but one, under a random key that stands nowhere else; the conversation keeps only that it was answered.

    Raises:
        NoSuchScore, IntakeNotFound (also of a conversation that is not filed)
    SQL: 4.
    """
    if score not in SCORES:
        raise NoSuchScore(score)
    intake, is_first = note_satisfaction(key=key, owner=owner)
    if not is_first:
        return False
    filings = list_filings(intake)
    units = {filing.unit for filing in filings}
    drawn = draw_key()
    send(topic="intake.satisfied", key=drawn, to="core", at=at, ordering_key=f"satisfied {drawn}",
         payload={"receipt_number": None, "subject_key": drawn, "score": score, "at": _hour(at).isoformat(),
                  "procedure": intake.life_event or next((filing.procedure for filing in filings), ""),
                  "unit": units.pop() if len(units) == 1 else "", "channel": intake.channel})
    return True


def _hour(at: datetime) -> datetime:
    """Round down to the hour: the minute could be compared with other records."""
    return at.replace(minute=0, second=0, microsecond=0)
