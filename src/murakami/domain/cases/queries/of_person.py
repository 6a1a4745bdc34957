"""The cases of one mailbox whole, and the cases of others that name a person of the register."""

from collections.abc import Sequence
from typing import Final

from murakami.domain.cases.models import Case

MOST_CASES: Final = 200


def list_cases_of(mailbox_key: str) -> Sequence[Case]:
    """List the cases of a mailbox, newest first, with revisions, files, messages and decisions loaded. SQL: 5."""
    wanted = Case.objects.filter(mailbox_key=mailbox_key).order_by("-filed_at", "-id")
    return list(wanted.prefetch_related("revisions", "files", "messages", "decisions")[:MOST_CASES])


def list_naming(register_number: str, *, except_mailbox: str) -> Sequence[Case]:
    """List the cases of others in which a clerk has confirmed this person of the register, newest first. SQL: 1."""
    wanted = Case.objects.filter(matches__register_number=register_number).exclude(mailbox_key=except_mailbox)
    return list(wanted.order_by("-filed_at", "-id").distinct()[:MOST_CASES])
