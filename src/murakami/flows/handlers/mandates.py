"""What the agency tells of mandates shown by document. Importing this registers the handlers."""

import secrets
from datetime import datetime

from murakami.domain.intake.queries import FilingNotFound
from murakami.domain.mandates.queries import MandateNotFound
from murakami.flows.mandate_papers import PaperUnreadable
from murakami.flows.mandates.by_document import begin_by_document, end_as_told
from murakami.flows.mandates.ending import end_at_death
from murakami.foundation.spool.registry import GiveUp, Received, handler


@handler("mandate.confirmed")
def hear_confirmation(message: Received, /, *, at: datetime) -> None:
    """Let a mandate hold that staff have confirmed."""
    try:
        begin_by_document(receipt_number=message.payload["receipt_number"], draw_key=lambda: secrets.token_hex(16), at=at)
    except (FilingNotFound, PaperUnreadable) as missing:
        raise GiveUp(f"{type(missing).__name__}: {missing}") from missing


@handler("mandate.ended")
def hear_end(message: Received, /, *, at: datetime) -> None:
    """End a mandate that staff have ended; one that never began needs no ending."""
    try:
        end_as_told(receipt_number=message.payload["receipt_number"], at=at)
    except MandateNotFound as missing:
        raise GiveUp(f"no mandate of {missing}") from missing


@handler("mandate.over")
def hear_over(message: Received, /, *, at: datetime) -> None:
    """End what the owner of a mailbox gave and held; one that this zone never gave out has none."""
    end_at_death(mailbox_key=message.payload["mailbox_key"], at=at)
