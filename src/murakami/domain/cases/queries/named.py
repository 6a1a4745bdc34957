"""Cases and their files by what they are called."""

from collections.abc import Iterable, Sequence
from typing import Final

from murakami.domain.cases.models import Case, CaseFile

_AT_ONCE: Final = 500


def list_files_of(receipt_numbers: Iterable[str], *, digests: Iterable[str]) -> Sequence[CaseFile]:
    """List the files with these contents in these cases, each with its case. SQL: 1."""
    return list(CaseFile.objects.select_related("case").filter(
        case__receipt_number__in=list(receipt_numbers), sha256__in=list(digests)).order_by("id"))


def find_case(receipt_number: str) -> Case | None:
    """Find a case, whoever's it is: the caller permits. SQL: 1."""
    return Case.objects.filter(receipt_number=receipt_number).first()


def list_versions_of(receipt_numbers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Say by which procedure and version these cases run; a forgotten one is left out. SQL: 1 for each 500."""
    numbers = list(receipt_numbers)
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        rows = Case.objects.filter(receipt_number__in=numbers[start:start + _AT_ONCE])
        found |= {row[0]: (row[1], row[2]) for row in rows.values_list("receipt_number", "procedure", "version")}
    return found
