"""Bringing what was begun before signing in to the account that has signed in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.ownership import Owner


@dataclass(frozen=True, slots=True)
class Claimed:
    """What an account took over: its drafts, and the mailbox keys under which filings were made before."""

    intakes: tuple[Intake, ...]
    former_mailbox_keys: tuple[str, ...]


@transaction.atomic
def claim_intakes(*, owner: Owner, may_take: Callable[[Intake], bool] = lambda _: True) -> Claimed:
    """Give the conversations of this browser's visitor to the account that has just signed in here, those it may take.

    Before: `owner` has an account and a mailbox. After: the conversations belong to the account alone.
    A second call claims nothing. SQL: at most 2.
    """
    if owner.account_id is None or owner.mailbox_key is None or not owner.visitor_digest:
        return Claimed(intakes=(), former_mailbox_keys=())
    found = Intake.objects.filter(visitor=owner.visitor_digest, account=None).order_by("id")
    rows = [row for row in found if may_take(row)]
    if not rows:
        return Claimed(intakes=(), former_mailbox_keys=())
    former = tuple(row.mailbox_key for row in rows if row.state == Intake.State.FILED)
    Intake.objects.filter(pk__in=[row.pk for row in rows], account=None).update(
        account=owner.account_id, visitor="", mailbox_key=owner.mailbox_key)
    for row in rows:
        row.account_id, row.visitor, row.mailbox_key = owner.account_id, "", owner.mailbox_key
    return Claimed(intakes=tuple(rows), former_mailbox_keys=former)
