"""The receipt of a side: up to where it has taken in what the other wrote, what it refused, how it is. Signed."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from murakami.foundation.keys.cards import Card
from murakami.foundation.keys.zones import ZoneKey
from murakami.foundation.spool.carrying.refusals import Reason, Refused
from murakami.foundation.spool.carrying.ring import Ring
from murakami.foundation.spool.carrying.sealing import is_signed
from murakami.kernel.json_values import canonical_json

_MAGIC: Final = b"smart-murakami-receipt/2"
LARGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a side says to the other; `knows` are the other's keys it believes, `cards` its own, `report` counts for people."""

    through: int = 0
    sent: int = 0
    refused: Refused | None = None
    at: datetime | None = None
    knows: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    report: dict[str, Any] = field(default_factory=dict)

    def says_as(self, other: "Receipt") -> bool:
        """Say whether it says the same as another to a machine, whatever the time and the report."""
        return (self.through, self.refused, self.knows, self.cards) == (other.through, other.refused, other.knows, other.cards)


def write_receipt(receipt: Receipt, *, ring: Ring, signer: ZoneKey) -> bytes:
    """Write a receipt for the other zone."""
    refused = receipt.refused
    content = canonical_json({
        "from": ring.zone, "to": ring.other, "signer": signer.card.key_id,
        "at": receipt.at.isoformat() if receipt.at else None, "through": receipt.through, "sent": receipt.sent,
        "refused": {"number": refused.number, "reason": str(refused.reason), "sha256": refused.sha256} if refused else None,
        "knows": receipt.knows, "cards": receipt.cards, "report": receipt.report}).encode()
    return b"\n".join((_MAGIC, content, signer.signing.sign(_MAGIC + b"\n" + content).hex().encode()))


def read_receipt(data: bytes, *, sender: str, believed: Collection[Card]) -> Receipt | None:
    """Read the receipt that `sender` wrote; None when it is not as one of the believed keys signed it."""
    parts = data.split(b"\n")
    if len(parts) != 3 or parts[0] != _MAGIC:
        return None
    try:
        content = json.loads(parts[1])
        card = next((card for card in believed if card.key_id == content["signer"]), None)
        if card is None or content["from"] != sender or not is_signed(parts[0] + b"\n" + parts[1], parts[2], card.verifier):
            return None
        return _receipt_from(content)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _receipt_from(content: dict[str, Any]) -> Receipt:
    refused = content["refused"]
    return Receipt(
        through=int(content["through"]), sent=int(content["sent"]), knows=tuple(content["knows"]),
        cards=tuple(content["cards"]), report=dict(content["report"]),
        at=datetime.fromisoformat(content["at"]) if content["at"] else None,
        refused=Refused(int(refused["number"]), Reason(refused["reason"]), str(refused["sha256"])) if refused else None)
