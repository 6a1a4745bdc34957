"""Reading the register."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from murakami.domain.register.models import Resident


def list_possible(*, register_numbers: Iterable[str], born_on: Iterable[date],
                  name_keys: Iterable[str]) -> Sequence[Resident]:
    """List the numbered people, and who lives here and was born on one of the days or has one of the names.

    `name_keys` are search keys of 氏 and 名 together. SQL: 1.
    """
    alike = Q(born_on__in=sorted(set(born_on))) | Q(name_key__in=sorted(set(name_keys)))
    return list(Resident.objects.filter(
        Q(register_number__in=sorted(set(register_numbers))) | Q(left_on=None) & alike).order_by("register_number"))
