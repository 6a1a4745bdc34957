"""What a reshuffle does to the programme: plans and bodies follow the work of their unit."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from murakami.domain.programme.models import Body, Initiative


def count_plans_of_units() -> Mapping[str, int]:
    """Count the initiatives that each unit owns or works on. SQL: 1."""
    counted: dict[str, int] = {}
    for owner, related in Initiative.objects.values_list("owner_unit", "related_units"):
        for unit in {owner, *related} - {""}:
            counted[unit] = counted.get(unit, 0) + 1
    return counted


@transaction.atomic
def move_plans(*, successors: Mapping[str, str], at: datetime) -> int:
    """Give the initiatives and bodies of units that are no more to their successors; returns how many initiatives.

    SQL: 2, and 1 for each that changes.
    """
    moved = 0
    for row in Initiative.objects.all():
        owner, related = successors.get(row.owner_unit, row.owner_unit), [successors.get(one, one) for one in row.related_units]
        related = [one for one in dict.fromkeys(related) if one != owner]
        if (owner, related) != (row.owner_unit, row.related_units) and {row.owner_unit, *row.related_units} & set(successors):
            Initiative.objects.filter(pk=row.pk).update(owner_unit=owner, related_units=related, updated_at=at,
                                                        revision=F("revision") + 1)
            moved += 1
    for unit, successor in successors.items():
        Body.objects.filter(unit=unit).update(unit=successor)
    return moved
