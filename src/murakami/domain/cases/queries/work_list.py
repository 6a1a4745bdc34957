"""The work list of an actor's units: filters, orders and paging by key."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from murakami.domain.cases.models import Case
from murakami.domain.cases.rules import OPEN_STATES, State
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.search_keys import search_key

PAGE_SIZE = 50
SOON = timedelta(days=3)


class Pile(StrEnum):
    """The named piles of a work list."""

    MINE = "mine"
    UNIT = "unit"
    SOON = "soon"
    WAITING = "waiting"
    APPROVAL = "approval"
    ENDED = "ended"


class Order(StrEnum):
    """How a list is sorted; each is unique by the case's id behind it."""

    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked to see. `after` is the key of the last row of the page before (`due|id`)."""

    pile: Pile = Pile.UNIT
    order: Order = Order.DUE
    unit: str = ""
    procedure: str = ""
    state: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of cases, the count of each pile, and the key that opens the next page (empty at the end)."""

    cases: Sequence[Case]
    counts: dict[Pile, int]
    next_after: str = ""
    procedures: Sequence[str] = field(default=())


def read_work_list(*, actor: Actor, wish: Wish, today: date) -> WorkList:
    """Read one page of the work list, at most PAGE_SIZE rows. SQL: 3, whatever the rows, units and rights."""
    mine = Case.objects.filter(unit__in=[wish.unit] if wish.unit in actor.units else sorted(actor.units))
    counts = _counts(mine, actor=actor, today=today)
    procedures = sorted(mine.filter(state__in=OPEN_STATES).values_list("procedure", flat=True).distinct())
    chosen = mine.filter(_pile(wish.pile, actor=actor, today=today))
    if wish.procedure:
        chosen = chosen.filter(procedure=wish.procedure)
    if wish.state:
        chosen = chosen.filter(state=wish.state)
    for word in wish.words.split():
        chosen = chosen.filter(Q(search_text__contains=search_key(word)) | Q(receipt_number__icontains=word))
    rows = list(_page(chosen, wish).select_related("assignee__staff")[:PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return WorkList(cases=rows, counts=counts, procedures=procedures,
                    next_after=_key(rows[-1], wish.order) if more else "")


def _pile(pile: Pile, *, actor: Actor, today: date) -> Q:
    match pile:
        case Pile.MINE:
            return Q(assignee_id=actor.account_id, state__in=OPEN_STATES)
        case Pile.SOON:
            return Q(due_on__lte=today + SOON, state__in=OPEN_STATES)
        case Pile.WAITING:
            return Q(state=State.CORRECTION_REQUESTED)
        case Pile.APPROVAL:
            return Q(state=State.AWAITING_APPROVAL)
        case Pile.ENDED:
            return ~Q(state__in=OPEN_STATES)
        case Pile.UNIT:
            return Q(state__in=OPEN_STATES)


def _counts(mine: "QuerySet[Case]", *, actor: Actor, today: date) -> dict[Pile, int]:
    piles = [pile for pile in Pile if pile is not Pile.ENDED]  # ended cases only grow: they are not counted
    found: dict[str, Any] = mine.filter(state__in=OPEN_STATES).aggregate(
        **{pile.value: Count("id", filter=_pile(pile, actor=actor, today=today)) for pile in piles})
    return {pile: found[pile.value] for pile in piles}


def _page(cases: "QuerySet[Case]", wish: Wish) -> "QuerySet[Case]":
    due, _, ident = wish.after.rpartition("|")
    has_key = ident.isdigit()
    match wish.order:
        case Order.NEWEST:
            return (cases.filter(id__lt=int(ident)) if has_key else cases).order_by("-id")
        case Order.OLDEST:
            return (cases.filter(id__gt=int(ident)) if has_key else cases).order_by("id")
        case Order.DUE:
            return _after_due(cases, due, int(ident)) if has_key else _by_due(cases)


def _by_due(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    return cases.order_by(F("due_on").asc(nulls_last=True), "id")


def _after_due(cases: "QuerySet[Case]", due: str, ident: int) -> "QuerySet[Case]":
    if not due:
        return _by_due(cases.filter(due_on=None, id__gt=ident))
    day = date.fromisoformat(due)
    return _by_due(cases.filter(Q(due_on__gt=day) | Q(due_on=day, id__gt=ident) | Q(due_on=None)))


def _key(case: Case, order: Order) -> str:
    due = case.due_on.isoformat() if case.due_on and order is Order.DUE else ""
    return f"{due}|{case.pk}"
