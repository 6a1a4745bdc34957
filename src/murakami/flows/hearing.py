"""What anybody says about a draft of the policy: from the public page to the agency, as one message."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from murakami.foundation.spool.operations import send

COMMENTED: Final = "hearing.commented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment as it was typed; `about` is the code of an initiative or empty, name and contact may be empty."""

    edition: str
    about: str
    body: str
    name: str = ""
    contact: str = ""


@transaction.atomic
def say_comment(said: Said, *, nonce: str, at: datetime) -> str:
    """Send a comment to the agency and give its key; the same form sent twice is one comment. SQL: 1."""
    key = hashlib.sha256(f"hearing {said.edition} {nonce}".encode()).hexdigest()[:32]
    send(topic=COMMENTED, key=key, ordering_key=f"comment {key}", to="core", at=at,
         payload={"key": key, "edition": said.edition, "about": said.about, "body": said.body, "name": said.name,
                  "contact": said.contact, "received_at": at.isoformat()})
    return key
