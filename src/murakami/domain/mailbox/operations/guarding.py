"""What the agency asks to guard. It says of a mailbox whether, and of nobody why."""

from django.db import transaction

from murakami.domain.mailbox.models import Guard


@transaction.atomic
def record_guard(*, named: str, guarded: bool, told: int) -> Guard:
    """Guard a mailbox, or no longer; `told` numbers what the agency says of it, and the highest counts. SQL: 2."""
    row = Guard.objects.select_for_update().filter(named=named).first() or Guard(named=named, mailbox_key=named, told=0)
    if told > row.told:
        row.guarded, row.told = guarded, told
        row.save()
    return row
