"""What a reshuffle does to cases: they follow their unit's work, and nobody who has moved away keeps one in hand."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from murakami.domain.cases.models import Case, Entry
from murakami.domain.cases.rules import FINISHED_STATES
from murakami.foundation.events.operations import NewEvent, append_many

_SLICE = 500
_WHY = "組織の変更のため"


def count_cases_of_units(units: Collection[str]) -> Mapping[tuple[str, str], int]:
    """Count the unfinished cases of units, by unit and procedure. SQL: 1."""
    rows = Case.objects.filter(~Q(state__in=FINISHED_STATES), unit__in=units).order_by().values_list(
        "unit", "procedure").annotate(cases=Count("id"))
    return {(unit, procedure): cases for unit, procedure, cases in rows}


def move_cases(*, unit: str, procedure: str, to: str, at: datetime) -> Sequence[Case]:
    """Hand every case of a unit, finished ones too, to another unit; `procedure` "" means all of them.

    A case keeps its state, its assignee, its arrival and its number. Returns the unfinished ones that moved. In slices of
    500, each its own transaction unless the caller holds one. SQL: 5 a slice.
    """
    cases = Case.objects.filter(unit=unit, **({"procedure": procedure} if procedure else {}))
    moved: list[Case] = []
    while taken := _moved_slice(cases, to=to, at=at):
        moved += [case for case in taken if case.state not in FINISHED_STATES]
    return moved


def release_cases(*, accounts: Mapping[int, Collection[tuple[str, str]]], at: datetime) -> int:
    """Take cases out of the hands of people who do not work there any more; they lie in their unit with nobody.

    `accounts` are the people with the (unit, procedure) in which they still work; "" for all procedures of a unit.
    Returns how many cases. SQL: 1, and 4 a slice of 500.
    """
    held = Case.objects.filter(~Q(state__in=FINISHED_STATES), assignee__in=accounts).order_by("id")
    lost = iter([case for case in held if not {(case.unit, ""), (case.unit, case.procedure)} & set(accounts[case.assignee_id or 0])])
    count = 0
    while taken := list(islice(lost, _SLICE)):
        _write(taken, kind="case.released", at=at, assignee_id=None)
        count += len(taken)
    return count


@transaction.atomic
def _moved_slice(cases: "QuerySet[Case]", *, to: str, at: datetime) -> list[Case]:
    taken = list(cases.select_for_update().order_by("id")[:_SLICE])
    _write(taken, kind="case.transferred", at=at, unit=to)
    return taken


@transaction.atomic
def _write(cases: Sequence[Case], *, kind: str, at: datetime, **changes: object) -> None:
    """Write fields of many cases, each with its event and the line in its book. SQL: 4."""
    details = [{"step": "transfer", "from_unit": case.unit} if kind == "case.transferred" else {} for case in cases]
    for case in cases:
        for name, value in changes.items():
            setattr(case, name, value)
    events = append_many(NewEvent(kind=kind, subject_key=case.subject_key, at=at, procedure=case.procedure, unit=case.unit,
                                  channel=case.channel, details=said) for case, said in zip(cases, details, strict=True))
    for case, event in zip(cases, events, strict=True):
        case.last_event, case.lock = event, case.lock + 1
    Case.objects.bulk_update(cases, ["last_event", "lock", *(name.removesuffix("_id") for name in changes)])
    Entry.objects.bulk_create([Entry(case=case, event=event, text=_WHY) for case, event in zip(cases, events, strict=True)])
