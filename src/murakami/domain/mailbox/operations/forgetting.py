"""Forgetting a filing in its sender's mailbox."""

from django.db import transaction

from murakami.domain.mailbox.models import Letter, MailboxItem


@transaction.atomic
def forget_item(receipt_number: str) -> frozenset[str]:
    """Delete an item with its timeline, letters, messages, requests and looks. Returns the SHA-256 of its letters. SQL: at most 13."""
    letters = frozenset(Letter.objects.filter(item__receipt_number=receipt_number).values_list("sha256", flat=True))
    MailboxItem.objects.filter(receipt_number=receipt_number).delete()
    return letters
