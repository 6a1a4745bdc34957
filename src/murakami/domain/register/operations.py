"""All writing of the register: the import of what the core system exports."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice

from django.db import transaction

from murakami.domain.register.messages import ResidentRecord
from murakami.domain.register.models import Resident
from murakami.kernel.search_keys import search_key

SLICE = 1000
_KEPT = [field.name for field in Resident._meta.fields if field.name not in {"id", "register_number"}]


def import_residents(records: Iterable[ResidentRecord]) -> int:
    """Write records in, new ones and changed ones, in slices that each commit; the same import twice changes nothing.

    Returns how many records were read. SQL: 1 per SLICE records.
    """
    rest, read = iter(records), 0
    while rows := [_row(record) for record in islice(rest, SLICE)]:
        with transaction.atomic():
            Resident.objects.bulk_create(rows, update_conflicts=True, unique_fields=["register_number"],
                                         update_fields=_KEPT)
        read += len(rows)
    return read


def _row(record: ResidentRecord) -> Resident:
    return Resident(**asdict(record), name_key=search_key(f"{record.family_name} {record.given_name}"))
