"""The cases' night: from where the cases of the day before came, before the indicators are counted from it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.domain.cases.operations.counting import note_origins
from murakami.domain.procedures.queries import NoMunicipality, get_municipality
from murakami.foundation.events.rules import new_subject_key
from murakami.foundation.spool.daily import daily


@daily("indicators.origins")
def note_where_cases_came_from(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Note every day that is over; without a town's pack no district is known."""
    note_origins(district_of=district_of, draw_key=new_subject_key, at=at)


def district_of(postal_code: str) -> str:
    """Name the district of a postal code by its code; "" for none. SQL: as `memory.current_catalogue`."""
    try:
        return get_municipality().district_of(postal_code)
    except NoMunicipality:
        return ""
