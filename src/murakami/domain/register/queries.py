"""Reading the register."""

from collections.abc import Sequence
from datetime import date

from murakami.domain.register.models import Resident


def find_resident(register_number: str) -> Resident | None:
    """Find one person by 宛名番号. SQL: 1."""
    return Resident.objects.filter(register_number=register_number).first()


def list_candidates(*, name_key: str, born_on: date, most: int = 5) -> Sequence[Resident]:
    """List the people who may be the one filed: same birth date, the same folded name first. SQL: 1."""
    people = list(Resident.objects.filter(born_on=born_on, left_on=None)[:200])
    return sorted((person for person in people if _likeness(person.name_key, name_key)),
                  key=lambda person: (person.name_key != name_key, person.register_number))[:most]


def _likeness(known: str, asked: str) -> bool:
    return known == asked or known[:1] == asked[:1] or known[-2:] == asked[-2:]
