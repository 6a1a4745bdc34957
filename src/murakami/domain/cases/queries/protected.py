"""Which cases touch somebody protected, and which mailboxes are guarded for it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count

from murakami.domain.cases.alarms import AlarmState
from murakami.domain.cases.models import Case, GuardedMailbox, PersonMatch
from murakami.domain.cases.rules import OPEN_STATES, State
from murakami.kernel.document import Document

_OWN = frozenset({"self", "proxy"})  # whose it is filed it, or had it filed into their own mailbox
_ME = "me"  # in a life event, the person whose conversation it is
_DECIDED = frozenset({*OPEN_STATES, State.DECIDED})


@dataclass(frozen=True, slots=True)
class Standing:
    """How many cases of a unit wait for its head's release."""

    unit: str
    cases: int


def count_standing() -> Sequence[Standing]:
    """Count by unit the cases that wait for a release. SQL: 1."""
    rows = Case.objects.filter(alarm=AlarmState.STANDING, state__in=_DECIDED).values_list("unit").annotate(
        cases=Count("id")).order_by("unit")
    return [Standing(unit, cases) for unit, cases in rows]


def list_open_numbers() -> Iterator[str]:
    """List the receipt numbers of the cases that are not over. SQL: 1 cursor."""
    return Case.objects.filter(state__in=_DECIDED).order_by("id").values_list("receipt_number", flat=True).iterator(500)


def mailboxes_of(register_numbers: Collection[str]) -> frozenset[str]:
    """List the mailboxes whose filings were matched with one of these people, whatever they are in them. SQL: 1."""
    rows = PersonMatch.objects.filter(register_number__in=sorted(register_numbers))
    return frozenset(rows.values_list("case__mailbox_key", flat=True).distinct())


def list_numbers_with(procedure: str, *, role: str, register_numbers: Collection[str]) -> tuple[str, ...]:
    """List the cases of a procedure in which one of these people was confirmed to be in a role. SQL: 2."""
    cases = Case.objects.filter(procedure=procedure, matches__register_number__in=sorted(register_numbers)).distinct()
    return tuple(case.receipt_number for case in cases.order_by("id").prefetch_related("matches", "revisions")
                 if frozenset(register_numbers) & frozenset(_numbers_in(case, role)))


def list_guarded() -> frozenset[str]:
    """List the mailboxes that are guarded now. SQL: 1."""
    return frozenset(GuardedMailbox.objects.filter(guarded=True).values_list("mailbox_key", flat=True))


def is_guarded(mailbox_key: str) -> bool:
    """Say whether the edge was told to guard a mailbox. SQL: 1."""
    return GuardedMailbox.objects.filter(mailbox_key=mailbox_key, guarded=True).exists()


def owners_matched(mailbox_key: str) -> frozenset[str]:
    """Say who of the register the owner of a mailbox was confirmed to be: in filings about themselves. SQL: 2."""
    cases = Case.objects.filter(mailbox_key=mailbox_key, matches__isnull=False).distinct().prefetch_related("matches", "revisions")
    return frozenset(number for case in cases for number in _own_numbers(case))


def _numbers_in(case: Case, role: str) -> Iterator[str]:
    there = {row.instance for row in _newest(case).rows if row.role == role}
    return (match.register_number for match in case.matches.all() if match.instance in there)


def _newest(case: Case) -> Document:
    return Document.from_json(max(case.revisions.all(), key=lambda row: row.number).document)


def _own_numbers(case: Case) -> Iterator[str]:
    document = _newest(case)
    own = {_ME}
    if document.filed_by.get("relation") in _OWN:
        own |= {row.instance for row in document.rows if row.role == document.whose}
    return (match.register_number for match in case.matches.all() if match.instance in own)
