"""Reading the register."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from murakami.domain.register.models import ProtectedPerson, Resident


def list_possible(*, register_numbers: Iterable[str], born_on: Iterable[date],
                  name_keys: Iterable[str]) -> Sequence[Resident]:
    """List the numbered people, and who lives here or has died and was born on one of the days or has one of the names.

    `name_keys` are search keys of 氏 and 名 together. Protected is whom the record or a protection kept here protects. SQL: 1.
    """
    alike = Q(born_on__in=sorted(set(born_on))) | Q(name_key__in=sorted(set(name_keys)))
    named = Q(register_number__in=sorted(set(register_numbers)))
    found = list(Resident.objects.filter(named | (Q(left_on=None) | ~Q(died_on=None)) & alike).annotate(is_kept=_KEPT).order_by("register_number"))
    for one in found:
        one.is_protected = one.is_protected or one.is_kept
    return found


_KEPT = Exists(ProtectedPerson.objects.filter(register_number=OuterRef("register_number"), protection__ended_at=None))
