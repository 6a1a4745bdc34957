"""Who has to do with a case: its people by name, and the members of staff who worked on it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from murakami.domain.cases.models import Case, Entry

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Concerned:
    """The names that a case's list line shows, who has it, who worked on it, and whether it is over.

    Opening it in an emergency stands in its book too, but is no work on it.
    """

    names: frozenset[str]
    assignee: int | None
    workers: frozenset[int]
    is_over: bool

    def is_of_others(self, account_id: int) -> bool:
        """Say whether a case is a colleague's, or over, and this member of staff never did anything on it."""
        if account_id == self.assignee or account_id in self.workers:
            return False
        return self.assignee is not None or self.is_over


def list_concerned(receipt_numbers: Collection[str]) -> dict[str, Concerned]:
    """Say of each case who has to do with it; a forgotten one is left out. SQL: 2 for each 500 cases."""
    numbers, found = sorted(receipt_numbers), dict[str, Concerned]()
    for start in range(0, len(numbers), _AT_ONCE):
        found |= _concerned(numbers[start:start + _AT_ONCE])
    return found


def _concerned(numbers: list[str]) -> dict[str, Concerned]:
    workers: dict[str, set[int]] = {}
    entries = Entry.objects.filter(case__receipt_number__in=numbers, by__isnull=False).exclude(
        event__kind__startswith="case.emergency_")
    for number, account in entries.values_list("case__receipt_number", "by_id").distinct():
        workers.setdefault(number, set()).add(account)
    rows = Case.objects.filter(receipt_number__in=numbers).values_list(
        "receipt_number", "applicant_name", "title", "assignee_id", "ended_at")
    return {number: Concerned(frozenset(filter(None, (applicant, _first_of(title)))), assignee,
                              frozenset(workers.get(number, ())), ended is not None)
            for number, applicant, title, assignee, ended in rows}


def _first_of(title: str) -> str:
    """Take the name out of a title that counts further people (「名 ほか1名」)."""
    return title.partition(" ほか")[0]
