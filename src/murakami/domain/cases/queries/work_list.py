"""The work list of an actor's units: piles, filters, orders and paging by key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from murakami.domain.cases.models import Case, Correction, Decision
from murakami.domain.cases.queries.piles import Desk, Pile, condition_of, count_piles
from murakami.domain.cases.rules import FINISHED_STATES
from murakami.kernel.search_keys import search_key

PAGE_SIZE = 50
_KEY = re.compile(r"(?P<due>[0-9]{4}-[0-9]{2}-[0-9]{2})?\|(?P<id>[0-9]{1,18})", re.ASCII)


class Order(StrEnum):
    """How a list is sorted; each is unique by the case's id behind it."""

    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Key:
    """Where a case stands in an order: its `due_on` (of DUE alone) and its id."""

    due_on: date | None
    id: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read what `str` writes; None for anything else, which begins at the beginning."""
        match = _KEY.fullmatch(text)
        if match is None:
            return None
        try:
            return cls(date.fromisoformat(match["due"]) if match["due"] else None, int(match["id"]))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.due_on or ''}|{self.id}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked to see: filters that are empty do not narrow; the page after a case, or the one before it."""

    pile: Pile = Pile.UNIT
    order: Order = Order.DUE
    unit: str = ""
    procedure: str = ""
    state: str = ""
    words: str = ""
    after: Key | None = None
    before: Key | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A case on a list: until when its correction is to be answered, what its letter waits for ("" without one)."""

    case: Case
    answer_until: date | None
    letter_state: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of cases, the count of each pile, and the keys that open the neighbouring pages."""

    items: Sequence[Item]
    counts: dict[Pile, int]
    procedures: Sequence[str]
    next_after: Key | None = None
    previous_before: Key | None = None


def read_work_list(*, desk: Desk, wish: Wish) -> WorkList:
    """Read one page of the work list, at most PAGE_SIZE rows. SQL: 3, whatever the rows, units and rights."""
    units = desk.actor.units
    ours = Case.objects.filter(unit__in=[wish.unit] if wish.unit in units else sorted(units))
    procedures = ours.exclude(state__in=FINISHED_STATES).order_by().values_list("procedure", flat=True).distinct()
    rows = list(_page(_narrow(ours.filter(condition_of(wish.pile, desk)), wish), wish)[:PAGE_SIZE + 1])
    shown, more = rows[:PAGE_SIZE], len(rows) > PAGE_SIZE
    if wish.before:
        shown.reverse()
    later, earlier = (True, more) if wish.before else (more, wish.after is not None)
    return WorkList(
        items=[Item(case, case.answer_until, case.letter_state or "") for case in shown],
        counts=count_piles(ours, desk), procedures=sorted(procedures),
        next_after=_key(shown[-1], wish.order) if shown and later else None,
        previous_before=_key(shown[0], wish.order) if shown and earlier else None)


def _narrow(cases: "QuerySet[Case]", wish: Wish) -> "QuerySet[Case]":
    if wish.procedure:
        cases = cases.filter(procedure=wish.procedure)
    if wish.state:
        cases = cases.filter(state=wish.state)
    for word in wish.words.split():
        cases = cases.filter(Q(search_text__contains=search_key(word)) | Q(receipt_number__icontains=word))
    return cases


def _page(cases: "QuerySet[Case]", wish: Wish) -> "QuerySet[Any]":
    ordered = _backwards(cases, wish.order, wish.before) if wish.before else _forwards(cases, wish.order, wish.after)
    return ordered.select_related("assignee__staff").annotate(
        answer_until=Subquery(Correction.objects.filter(case=OuterRef("pk"), answered_at=None, cancelled_at=None)
                              .order_by("until").values("until")[:1]),
        letter_state=Subquery(Decision.objects.filter(case=OuterRef("pk"), returned_at=None)
                              .values("letter_state")[:1]))


def _forwards(cases: "QuerySet[Case]", order: Order, after: Key | None) -> "QuerySet[Case]":
    match order:
        case Order.NEWEST:
            return (cases.filter(id__lt=after.id) if after else cases).order_by("-id")
        case Order.OLDEST:
            return (cases.filter(id__gt=after.id) if after else cases).order_by("id")
        case Order.DUE:
            return (cases.filter(_due_after(after)) if after else cases).order_by(
                F("due_on").asc(nulls_last=True), "id")


def _backwards(cases: "QuerySet[Case]", order: Order, before: Key) -> "QuerySet[Case]":
    match order:
        case Order.NEWEST:
            return cases.filter(id__gt=before.id).order_by("id")
        case Order.OLDEST:
            return cases.filter(id__lt=before.id).order_by("-id")
        case Order.DUE:
            return cases.filter(_due_before(before)).order_by(F("due_on").desc(nulls_first=True), "-id")


def _due_after(key: Key) -> Q:
    if key.due_on is None:
        return Q(due_on=None, id__gt=key.id)
    return Q(due_on__gt=key.due_on) | Q(due_on=key.due_on, id__gt=key.id) | Q(due_on=None)


def _due_before(key: Key) -> Q:
    if key.due_on is None:
        return Q(due_on__isnull=False) | Q(due_on=None, id__lt=key.id)
    return Q(due_on__lt=key.due_on) | Q(due_on=key.due_on, id__lt=key.id)


def _key(case: Case, order: Order) -> Key:
    return Key(case.due_on if order is Order.DUE else None, case.pk)
