"""What became of units: who does their work now, and what the town calls them where it has said so itself."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from murakami.foundation.accounts.models import Reshuffle, Succession, Unit

Successors = Mapping[tuple[str, str], str]


def successor_of(successors: Successors, *, unit: str, procedure: str) -> str:
    """Follow the lineage of a unit to whoever does the work of a procedure now; a unit without one stays. Pure."""
    seen = {unit}
    while (following := successors.get((unit, procedure)) or successors.get((unit, ""))) and following not in seen:
        seen.add(following)
        unit = following
    return unit


def read_successors() -> Successors:
    """Read the lineage of all units: (unit, procedure or "") to the unit that follows. SQL: 1."""
    return {(row.unit, row.procedure): row.successor for row in Succession.objects.all()}


def latest_reshuffle() -> "QuerySet[Reshuffle]":
    """Ask for the last reshuffle that was applied: as long as it is the same, the units are."""
    return Reshuffle.objects.exclude(applied_at=None).order_by("-applied_at", "-pk")[:1]


def reorganised_units() -> Sequence[Unit]:
    """List the units of which the town itself has said name and standing. SQL: 1."""
    return list(Unit.objects.exclude(reorganised_on=None))
