"""The core's night of the seal: its newest checkpoint becomes public, so that it stands at the edge for everybody too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from murakami.domain.publications.operations import publish_document
from murakami.flows.evidence import signer_of_log
from murakami.foundation.events.queries import find_newest_checkpoint
from murakami.foundation.keys.store import KeyRefused
from murakami.foundation.spool.daily import daily

KIND: Final = "checkpoint"
KEY: Final = "core"


@daily("evidence.publish")
def publish_checkpoint(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Publish what was signed last, once a day: every publication is an event, so oftener would never come to rest."""
    newest = find_newest_checkpoint()
    if settings.ZONE != "core" or newest is None:
        return
    try:
        key = str(signer_of_log(newest.origin).public)
    except KeyRefused:
        return  # the seal itself waits for the operator then
    publish_document(kind=KIND, key=KEY, title=newest.origin, at=at, document={
        "note": newest.note, "key": key, "size": newest.size, "signed_at": newest.at.isoformat()})
