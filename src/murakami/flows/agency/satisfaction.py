"""What residents say of filing reaches the book of events. Importing this registers the handler."""

from datetime import datetime

from murakami.foundation.events.operations import append
from murakami.foundation.spool.registry import Received, handler


@handler("intake.satisfied")
def note_satisfaction(message: Received, /, *, at: datetime) -> None:
    """Write the score down under its random key, at the time it was given."""
    said = message.payload
    append(kind="intake.satisfaction", subject_key=said["subject_key"], at=datetime.fromisoformat(said["at"]),
           procedure=said["procedure"], unit=said["unit"], channel=said["channel"], details={"score": int(said["score"])})
