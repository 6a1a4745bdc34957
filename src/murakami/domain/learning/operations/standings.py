"""Noting how the units stand: what indicators of the staff's learning are counted from."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction

from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.people import list_people
from murakami.domain.learning.rules.coverage import Standing, standings
from murakami.foundation.events.models import Event
from murakami.foundation.events.operations import NewEvent, append_many
from murakami.kernel.dates import JAPAN, day_in_japan

KIND: Final = "learning.unit_standing"


@transaction.atomic
def note_standings(*, at: datetime) -> int:
    """Write down of every unit how many people it has, how many of them lack nothing, and whether one of them leads.

    A unit that stands as it was last noted in the same month is not noted again; one whose last people left is noted
    with none. Says how many were noted. Nothing is noted where packs bring no roles. SQL: 8.
    """
    today, catalogue = day_in_japan(at), current_catalogue()
    if not catalogue.roles:
        return 0
    now = standings((one.learner for one in list_people(catalogue=catalogue, on=today)), on=today)
    before = _noted_this_month(today)
    told = {unit: _details(now.get(unit, Standing())) for unit in sorted(now.keys() | before.keys())}
    return len(append_many(NewEvent(kind=KIND, subject_key=_subject(unit), at=at, unit=unit, details=details)
                           for unit, details in told.items() if before.get(unit) != details))


def _noted_this_month(today: date) -> dict[str, Mapping[str, Any]]:
    since = datetime.combine(today.replace(day=1), time(), JAPAN)
    return dict(Event.objects.filter(kind=KIND, at__gte=since).order_by("at", "id").values_list("unit", "details"))


def _details(one: Standing) -> dict[str, int | bool]:
    return {"people": one.people, "ready": one.ready, "has_leader": one.has_leader}


def _subject(unit: str) -> str:
    return hashlib.sha256(f"{KIND} {unit}".encode()).hexdigest()[:32]
