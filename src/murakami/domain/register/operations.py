"""All writing of the register: the import of what the core system exports."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice

from django.db import transaction

from murakami.domain.register.messages import ResidentRecord
from murakami.domain.register.models import Resident
from murakami.kernel.search_keys import search_key

SLICE = 1000
_KEPT = [field.name for field in Resident._meta.fields if field.name not in {"id", "register_number"}]


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import does to the register; `gone` are those whom a whole file no longer names."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


def import_residents(records: Iterable[ResidentRecord]) -> int:
    """Write records in, new ones and changed ones, in slices that each commit; the same import twice changes nothing.

    Returns how many records were read. SQL: 1 per SLICE records.
    """
    return sum(_write(rows) for rows in _slices(records))


@transaction.atomic
def load_residents(records: Iterable[ResidentRecord], *, whole: bool, today: date) -> Counts:
    """Write records in, all or none. In a whole file who is missing has left; nobody is deleted.

    SQL: 2 per SLICE records; for a whole file 1, and 1 per SLICE who are gone.
    """
    counts, seen = Counts(), set[str]()
    for rows in _slices(records):
        seen.update(row.register_number for row in rows)
        counts = _counted(rows, counts)
        _write(rows)
    return Counts(counts.new, counts.changed, counts.same, _let_go(seen, today=today) if whole else 0)


def count_residents(records: Iterable[ResidentRecord], *, whole: bool) -> Counts:
    """Say what `load_residents` would do. SQL: 1 per SLICE records; for a whole file 1."""
    counts, seen = Counts(), set[str]()
    for rows in _slices(records):
        seen.update(row.register_number for row in rows)
        counts = _counted(rows, counts)
    return Counts(counts.new, counts.changed, counts.same, len(_missing(seen)) if whole else 0)


def _slices(records: Iterable[ResidentRecord]) -> Iterator[list[Resident]]:
    rest = iter(records)
    while rows := [_row(record) for record in islice(rest, SLICE)]:
        yield rows


def _write(rows: list[Resident]) -> int:
    with transaction.atomic():
        Resident.objects.bulk_create(rows, update_conflicts=True, unique_fields=["register_number"], update_fields=_KEPT)
    return len(rows)


def _counted(rows: list[Resident], before: Counts) -> Counts:
    known = {one.register_number: one for one in Resident.objects.filter(register_number__in=[row.register_number for row in rows])}
    old = [(row, known[row.register_number]) for row in rows if row.register_number in known]
    changed = sum(any(getattr(row, name) != getattr(one, name) for name in _KEPT) for row, one in old)
    return Counts(before.new + len(rows) - len(old), before.changed + changed, before.same + len(old) - changed)


def _missing(seen: Collection[str]) -> list[str]:
    return sorted(set(Resident.objects.filter(left_on=None).values_list("register_number", flat=True)) - set(seen))


def _let_go(seen: Collection[str], *, today: date) -> int:
    rest = iter(gone := _missing(seen))
    while numbers := list(islice(rest, SLICE)):
        Resident.objects.filter(register_number__in=numbers).update(left_on=today)
    return len(gone)


def _row(record: ResidentRecord) -> Resident:
    said = asdict(record) | {"left_on": record.left_on or record.died_on}
    return Resident(**said, name_key=search_key(f"{record.family_name} {record.given_name}"))
