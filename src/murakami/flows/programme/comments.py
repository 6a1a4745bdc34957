"""What comes from the edge about a draft of the policy. Importing this registers the handler."""

from datetime import datetime

from murakami.domain.programme.operations.hearing import HearingUnknown, Spoken, receive_comment
from murakami.flows.hearing import COMMENTED
from murakami.foundation.spool.registry import GiveUp, Received, handler


@handler(COMMENTED)
def take_comment(message: Received, /, *, at: datetime) -> None:
    """Keep a comment with the hearing it belongs to."""
    said = message.payload
    try:
        receive_comment(Spoken(
            key=said["key"], edition=said["edition"], about=said["about"], body=said["body"], name=said["name"],
            contact=said["contact"], received_at=datetime.fromisoformat(said["received_at"])))
    except HearingUnknown as unknown:
        raise GiveUp(f"the edge speaks of edition {unknown}, on which nobody is heard") from unknown
