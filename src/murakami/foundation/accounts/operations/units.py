"""Units come from the packs; loading opens, renames and closes them, and never deletes one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from murakami.foundation.accounts.models import Unit


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as a pack describes it."""

    code: str
    name: str
    phone: str = ""
    place: str = ""
    offices: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What loading did to one unit: `opened`, `changed` or `closed`."""

    code: str
    name: str
    kind: str


def load_units(entries: Iterable[UnitEntry]) -> tuple[UnitChange, ...]:
    """Make the open units exactly these: new ones open, missing ones close. Says what changed. SQL: 3.

    Of a unit that the town has renamed, opened or closed in a reshuffle, the packs say phone and place only.
    """
    wanted = {entry.code: entry for entry in entries}
    with transaction.atomic():
        stored = {unit.code: unit for unit in Unit.objects.all()}
        changed = [unit for code, unit in stored.items() if _differs(unit, wanted.get(code))]
        for unit in changed:
            _take_over(unit, wanted.get(unit.code))
        Unit.objects.bulk_update(changed, ["name", "phone", "place", "offices", "is_open"])
        fresh = [entry for code, entry in wanted.items() if code not in stored]
        Unit.objects.bulk_create([_opened(entry) for entry in fresh])
    return (*(UnitChange(entry.code, entry.name, "opened") for entry in fresh),
            *(UnitChange(unit.code, unit.name, "changed" if unit.is_open else "closed") for unit in changed))


def _differs(unit: Unit, entry: UnitEntry | None) -> bool:
    is_ours = unit.reorganised_on is not None
    if entry is None:
        return unit.is_open and not is_ours
    stored = (unit.phone, unit.place, tuple(unit.offices))
    named = is_ours or (unit.name, unit.is_open) == (entry.name, True)
    return stored != (entry.phone, entry.place, entry.offices) or not named


def _take_over(unit: Unit, entry: UnitEntry | None) -> None:
    if unit.reorganised_on is None:
        unit.is_open = entry is not None
        unit.name = entry.name if entry else unit.name
    if entry:
        unit.phone, unit.place, unit.offices = entry.phone, entry.place, list(entry.offices)


def _opened(entry: UnitEntry) -> Unit:
    return Unit(code=entry.code, name=entry.name, phone=entry.phone, place=entry.place, offices=list(entry.offices))
