"""From where and from whom cases come, counted by day: never by case, so that no event of a case says it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from murakami.kernel.ages import reaches_age_on
from murakami.kernel.document import Document, Row

_GROUPS: Final = ((75, "from_75"), (65, "from_65"), (40, "from_40"), (20, "from_20"), (0, "under_20"))
_BORN_ON: Final = "born_on"


@dataclass(frozen=True, slots=True)
class Origin:
    """A district and an age group, by code; "" for what is not known or not of this municipality."""

    district: str
    age_group: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many cases arrived, and how many of them online."""

    cases: int
    online: int


def origin_of(document: Document, *, district_of: Callable[[str], str], on: date) -> Origin:
    """Say from which district and age group a filing comes: the residence and the birthday of whoever applies."""
    own = [row for row in document.rows if row.role == document.whose]
    return Origin(_district(own, district_of), _age_group(own, on))


def count_origins(found: Iterable[tuple[Origin, str]]) -> Mapping[Origin, Arrived]:
    """Count the origins of a day, each with the channel of its case."""
    cases: Counter[Origin] = Counter()
    online: Counter[Origin] = Counter()
    for origin, channel in found:
        cases[origin] += 1
        online[origin] += channel == "online"
    return {origin: Arrived(times, online[origin]) for origin, times in cases.items()}


def age_group_of(born_on: date, *, on: date) -> str:
    """Name the age group of somebody on a day: under_20, from_20 (to 39), from_40 (to 64), from_65 (to 74), from_75."""
    return next((code for age, code in _GROUPS if age and reaches_age_on(born_on, age) <= on), "under_20")


def _district(rows: Iterable[Row], district_of: Callable[[str], str]) -> str:
    homes = (row.value for row in rows if row.type == "address" and isinstance(row.value, Mapping))
    return next((district_of(str(home.get("postal_code", ""))) for home in homes), "")


def _age_group(rows: Iterable[Row], on: date) -> str:
    days = (row.value for row in rows if row.fact == _BORN_ON and row.type == "date" and isinstance(row.value, str))
    return next((age_group_of(date.fromisoformat(day), on=on) for day in days), "")
