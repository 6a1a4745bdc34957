"""Envelopes that were refused: noted for the operator, a copy kept for whoever looks into it."""

import hashlib
import logging
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from murakami.foundation.spool.carrying.refusals import Reason, Refused
from murakami.foundation.spool.models import RefusedEnvelope

MOST_COPIES: Final = 50
_log = logging.getLogger("murakami.spool")


def copies_folder() -> Path:
    """Say where copies of refused envelopes lie."""
    return Path(settings.DATA_DIR) / "refused-envelopes"


def put_aside(number: int, reason: Reason, data: bytes, *, at: datetime) -> Refused:
    """Note an envelope that is not taken in, once, and keep a copy of it as it came. SQL: 1, or 2 when it is new."""
    digest = hashlib.sha256(data).hexdigest() if data else ""
    refused = Refused(number, reason, digest)
    if RefusedEnvelope.objects.filter(number=number, reason=reason, sha256=digest, settled_at=None).exists():
        return refused
    _keep_copy(refused, data)
    RefusedEnvelope.objects.update_or_create(number=number, reason=reason, sha256=digest, defaults={"at": at, "settled_at": None})
    _log.error("envelope refused, asked for again", extra={"key": number, "topic": str(reason)})
    return refused


def settle_refusals(*, through: int, at: datetime) -> None:
    """Note that what was refused up to a number has come as it should. SQL: 1."""
    RefusedEnvelope.objects.filter(number__lte=through, settled_at=None).update(settled_at=at)


def _keep_copy(refused: Refused, data: bytes) -> None:
    folder = copies_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{refused.number:012d}-{refused.sha256[:16]}.envelope"
    if data and not path.exists() and len(list(folder.iterdir())) < MOST_COPIES:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
