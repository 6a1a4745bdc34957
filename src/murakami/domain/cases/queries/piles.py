"""The piles of a work list: what waits for whom. A case may lie on several."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet

from murakami.domain.cases.alarms import AlarmState
from murakami.domain.cases.models import Case
from murakami.domain.cases.rules import FINISHED_STATES, OPEN_STATES, State
from murakami.foundation.accounts.rules import Actor


class Pile(StrEnum):
    """A pile by its name; everything that is not ENDED still needs somebody."""

    MINE = "mine"
    UNIT = "unit"
    SOON = "soon"
    UNANSWERED = "unanswered"
    WAITING = "waiting"
    APPROVAL = "approval"
    LETTERS = "letters"
    ALARM = "alarm"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who looks at the list, and up to which day a case counts as due soon."""

    actor: Actor
    soon_until: date


_UNFINISHED = ~Q(state__in=FINISHED_STATES)


def condition_of(pile: Pile, desk: Desk) -> Q:
    """Say which cases lie on a pile."""
    return {
        Pile.MINE: Q(assignee_id=desk.actor.account_id) & _UNFINISHED,
        Pile.UNIT: _UNFINISHED,
        Pile.SOON: Q(due_on__lte=desk.soon_until, state__in=OPEN_STATES),
        Pile.UNANSWERED: Q(waits_for_answer=True),
        Pile.WAITING: Q(state=State.CORRECTION_REQUESTED),
        Pile.APPROVAL: Q(state=State.AWAITING_APPROVAL),
        Pile.LETTERS: Q(state=State.DECIDED),
        Pile.ALARM: Q(alarm=AlarmState.STANDING) & _UNFINISHED,
        Pile.ENDED: Q(state__in=FINISHED_STATES),
    }[pile]


def count_piles(cases: "QuerySet[Case]", desk: Desk) -> dict[Pile, int]:
    """Count every pile but ENDED, which only grows: the statement reads what is not finished. SQL: 1."""
    counted = [pile for pile in Pile if pile is not Pile.ENDED]
    found: dict[str, Any] = cases.filter(_UNFINISHED | Q(waits_for_answer=True)).aggregate(
        **{pile.value: Count("id", filter=condition_of(pile, desk)) for pile in counted})
    return {pile: found[pile.value] for pile in counted}
