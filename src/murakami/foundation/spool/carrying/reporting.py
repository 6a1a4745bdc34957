"""What the two zones tell each other about themselves: receipts, announced keys, counts for people."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from murakami.foundation.keys.cards import CardRefused
from murakami.foundation.keys.files import keys_folder
from murakami.foundation.keys.trust import follow_card, forget_superseded
from murakami.foundation.keys.zones import GENERATIONS
from murakami.foundation.spool.carrying.directory import Half
from murakami.foundation.spool.carrying.incoming import Pulled
from murakami.foundation.spool.carrying.outgoing import sent_through
from murakami.foundation.spool.carrying.receipts import LARGEST, Receipt, read_receipt, write_receipt
from murakami.foundation.spool.carrying.ring import Ring
from murakami.foundation.spool.models import RefusedEnvelope
from murakami.foundation.spool.queries import get_status
from murakami.kernel.signatures import fingerprints, read_anchors

NEWS_EVERY: Final = timedelta(seconds=30)
_log = logging.getLogger("murakami.spool")


def hear(*, theirs: Half, ring: Ring) -> Receipt:
    """Read what the other side says; what was altered, or signed by nobody we believe, says nothing."""
    data = theirs.read_receipt_bytes(at_most=LARGEST)
    receipt = read_receipt(data, sender=ring.other, believed=ring.cards)
    if receipt is None:
        if data:
            _log.warning("receipt not believed")
        return Receipt()
    _follow(receipt, ring)
    return receipt


def tell(*, mine: Half, ring: Ring, pulled: Pulled, known: Receipt, at: datetime) -> None:
    """Write what this side says, when it says something else than before or its news are old. SQL: 4 when it does."""
    own = [key.card for key in ring.own]
    before = read_receipt(mine.read_receipt_bytes(at_most=LARGEST), sender=ring.zone, believed=own)
    now = Receipt(through=pulled.through, refused=pulled.refused, at=at, knows=tuple(card.key_id for card in ring.cards),
                  cards=tuple(key.card_text.decode() for key in ring.own))
    if before and before.at and now.says_as(before) and abs(at - before.at) < NEWS_EVERY:
        return
    said = Receipt(through=now.through, refused=now.refused, at=at, knows=now.knows, cards=now.cards, sent=sent_through(),
                   report=_report())
    mine.write_receipt_bytes(write_receipt(said, ring=ring, signer=ring.signer(known.knows)))


def _report() -> dict[str, object]:
    status = get_status()
    return {"waiting": status.waiting, "dead": status.dead,
            "oldest_at": status.oldest_at.isoformat() if status.oldest_at else None,
            "refused": RefusedEnvelope.objects.filter(settled_at=None).count(), "anchors": list(own_anchors())}


def own_anchors() -> tuple[str, ...]:
    """Name whose signatures this zone trusts, by digest; nothing where the setting cannot be read."""
    try:
        return fingerprints(read_anchors(settings.SIGNATURE_ANCHORS))
    except ValueError:
        return ()


def _follow(receipt: Receipt, ring: Ring) -> None:
    """Believe the keys that the other zone announces under one that we believe already."""
    for text in receipt.cards[:GENERATIONS]:
        try:
            card = follow_card(text.encode(), folder=keys_folder()) if f"zone {ring.other}\n" in text else None
        except CardRefused:
            continue
        if card:
            _log.info("new key of the other zone", extra={"key": card.key_id})
            forget_superseded(ring.other, newest=GENERATIONS, folder=keys_folder())
