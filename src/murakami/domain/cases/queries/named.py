"""Cases and their files by what they are called."""

from collections.abc import Iterable, Sequence

from murakami.domain.cases.models import Case, CaseFile


def list_files_of(receipt_numbers: Iterable[str], *, digests: Iterable[str]) -> Sequence[CaseFile]:
    """List the files with these contents in these cases, each with its case. SQL: 1."""
    return list(CaseFile.objects.select_related("case").filter(
        case__receipt_number__in=list(receipt_numbers), sha256__in=list(digests)).order_by("id"))


def find_case(receipt_number: str) -> Case | None:
    """Find a case, whoever's it is: the caller permits. SQL: 1."""
    return Case.objects.filter(receipt_number=receipt_number).first()
