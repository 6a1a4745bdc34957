"""What the agency asks to guard. It says of a mailbox whether, and of nobody why."""

from django.db import transaction

from murakami.domain.mailbox.models import Guard


@transaction.atomic
def record_guard(*, named: str, mailbox_key: str, guarded: bool, told: int) -> tuple[bool, Guard]:
    """Guard a mailbox, or no longer; `told` numbers what the agency says of it, and the highest counts.

    `mailbox_key` is where the filings made under `named` stand now. Gives whether it was guarded before, and what holds now. SQL: 2.
    """
    row = Guard.objects.select_for_update().filter(named=named).first() or Guard(
        named=named, mailbox_key=mailbox_key, told=0, guarded=False)
    before = row.guarded
    if told > row.told:
        row.guarded, row.told = guarded, told
        row.save()
    return before, row
