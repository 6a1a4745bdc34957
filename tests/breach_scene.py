"""What a scene needs where data got into wrong hands."""

from datetime import datetime
from typing import Any

BREACH = "b" * 32


def open_one(receipts: list[str], *, unit: str, account_id: int, at: datetime, key: str = BREACH, **changes: Any) -> Any:
    """Let the head of a unit write a breach down that touches these cases."""
    from murakami.foundation.looks.models import Breach

    usual = {"kind": "leak", "found_on": at.date(), "receipts": receipts, "summary": "架空の誤送信がありました。", "made_by_id": account_id,
             "made_at": at, "unit": unit}
    return Breach.objects.get_or_create(key=key, defaults=usual | changes)[0]
