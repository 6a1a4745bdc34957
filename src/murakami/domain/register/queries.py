"""Reading the register."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from murakami.domain.register.models import Resident


def find_resident(register_number: str) -> Resident | None:
    """Find one person by 宛名番号. SQL: 1."""
    return Resident.objects.filter(register_number=register_number).first()


def list_possible(*, register_numbers: Iterable[str], born_on: Iterable[date]) -> Sequence[Resident]:
    """List the named people and those who live here and were born on one of the days. SQL: 1."""
    return list(Resident.objects.filter(
        Q(register_number__in=sorted(register_numbers)) | Q(born_on__in=sorted(set(born_on)), left_on=None)))
