"""The work list of an actor's units: piles, filters, orders and paging by key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from murakami.domain.cases.models import Case, CaseRevision, Correction, Decision
from murakami.domain.cases.queries.case_page import get_case
from murakami.domain.cases.queries.loads import Load, condition_of_assignee, count_loads
from murakami.domain.cases.queries.piles import Desk, Pile, condition_of, count_piles
from murakami.domain.cases.rules import FINISHED_STATES
from murakami.foundation.accounts.rules import work_of
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
    assignee: str = ""  # as `Load.assignee`
    words: str = ""
    after: Key | None = None
    before: Key | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A case on a list: until when its correction is to be answered, what its letter waits for ("" without one).

    `proxy` is as what somebody filed it for another ("" where nobody did), as the filing has it.
    """

    case: Case
    answer_until: date | None
    letter_state: str
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of cases, the count of each pile, and the keys that open the neighbouring pages."""

    items: Sequence[Item]
    counts: dict[Pile, int]
    procedures: Sequence[str]
    loads: Sequence[Load]
    next_after: Key | None = None
    previous_before: Key | None = None


def read_work_list(*, desk: Desk, wish: Wish) -> WorkList:
    """Read one page of the work list, at most PAGE_SIZE rows. SQL: 4, whatever the rows, units and rights."""
    ours = _ours(desk, wish)
    procedures = ours.exclude(state__in=FINISHED_STATES).order_by().values_list("procedure", flat=True).distinct()
    rows = list(_page(_narrow(ours.filter(condition_of(wish.pile, desk)), wish), wish)[:PAGE_SIZE + 1])
    shown, more = rows[:PAGE_SIZE], len(rows) > PAGE_SIZE
    if wish.before:
        shown.reverse()
    later, earlier = (True, more) if wish.before else (more, wish.after is not None)
    return WorkList(
        items=[Item(case, case.answer_until, case.letter_state or "", case.proxy or "") for case in shown],
        counts=count_piles(ours, desk), procedures=sorted(procedures), loads=count_loads(ours),
        next_after=_key(shown[-1], wish.order) if shown and later else None,
        previous_before=_key(shown[0], wish.order) if shown and earlier else None)


def find_next(*, desk: Desk, wish: Wish, receipt_number: str) -> str | None:
    """Find the case that follows another one in a list, or else the first of the list; None where it is the only one.

    A case that has left the list still has its place in the order, as long as it has a day.

    Raises CaseNotFound: there is no such case, or it lies in a unit in which the actor does not work. SQL: at most 3.
    """
    here = get_case(receipt_number=receipt_number, actor=desk.actor)
    asked = _narrow(_ours(desk, wish).filter(condition_of(wish.pile, desk)), wish).exclude(receipt_number=receipt_number)
    places = (_key(here, wish.order), None) if here.due_on else (None,)
    ways = (_forwards(asked, wish.order, place).values_list("receipt_number", flat=True).first() for place in places)
    return next(filter(None, ways), None)


def _ours(desk: Desk, wish: Wish) -> "QuerySet[Case]":
    work = work_of(desk.actor)
    asked = {wish.unit: work[wish.unit]} if wish.unit in work else work
    condition = Q(unit__in=[unit for unit, procedures in asked.items() if procedures is None])
    for unit, procedures in asked.items():
        if procedures is not None:
            condition |= Q(unit=unit, procedure__in=sorted(procedures))
    return Case.objects.filter(condition)


def _narrow(cases: "QuerySet[Case]", wish: Wish) -> "QuerySet[Case]":
    cases = cases.filter(condition_of_assignee(wish.assignee))
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
                              .values("letter_state")[:1]),
        proxy=Subquery(CaseRevision.objects.filter(case=OuterRef("pk"), number=0).annotate(
            kind=KT("document__filed_by__acting__kind")).values("kind")[:1]))


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
