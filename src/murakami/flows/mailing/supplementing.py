"""A resident hands in promised documents on their own: the same way as answering a request, only that nobody asked."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from murakami.domain.intake.queries import get_filing, newest_document
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox.operations.supplementing import begin_supplement
from murakami.domain.mailbox.queries import NotInMailbox, get_item
from murakami.flows.conversation.correcting import Correction, open_correction, read_correction
from murakami.kernel.document import Document, attachment_key


class NothingOwed(ValueError):
    """Every document has come."""


def begin(*, receipt_number: str, owner: Owner, draw_key: Callable[[], str], at: datetime) -> Correction:
    """Begin to hand in what a filing still lacks, or go on where it was left.

    Raises:
        NotInMailbox: there is no such filing in this mailbox.
        NothingOwed: nothing is missing.
        ActRefused: the filing has ended or was taken back.
    SQL: at most 20.
    """
    if owner.mailbox_key is None:
        raise NotInMailbox(receipt_number)
    with transaction.atomic():
        item = get_item(mailbox_key=owner.mailbox_key, receipt_number=receipt_number)
        owed = Document.from_json(newest_document(get_filing(receipt_number=receipt_number))).owed
        if not owed:
            raise NothingOwed(receipt_number)
        request = begin_supplement(
            mailbox_key=owner.mailbox_key, receipt_number=item.receipt_number, key=draw_key(), at=at,
            items=[attachment_key(row.id) for row in owed])
        open_correction(key=request.key, owner=owner, draw_key=draw_key, at=at)
    return read_correction(key=request.key, owner=owner)
