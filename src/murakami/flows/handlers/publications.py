"""What the agency makes public reaches the edge. Importing this registers the handler."""

from datetime import datetime

from murakami.domain.publications.messages import ISSUED, Issued
from murakami.domain.publications.operations import record_issued
from murakami.foundation.spool.registry import Received, handler


@handler(ISSUED)
def hear_publication(message: Received, /, *, at: datetime) -> None:
    """Show what the agency has issued, or show it no longer."""
    record_issued(Issued.read(message.payload))
