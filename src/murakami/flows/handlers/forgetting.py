"""The agency has forgotten a case: the edge forgets the filing too. Importing this registers the handler."""

from datetime import datetime

from murakami.domain.intake.operations.forgetting import forget_filing
from murakami.domain.mailbox.operations.forgetting import forget_item
from murakami.foundation.files.forgetting import drop_unnamed
from murakami.foundation.spool.registry import Received, handler


@handler("case.forgotten")
def hear_forgetting(message: Received, /, *, at: datetime) -> None:
    """Delete the filing, its place in the mailbox and its files; twice is as once."""
    receipt_number = message.payload["receipt_number"]
    letters = forget_item(receipt_number)
    files = forget_filing(receipt_number=receipt_number, ground=message.payload["ground"], at=at)
    drop_unnamed(letters | files)
