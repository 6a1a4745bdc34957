"""Beginning a conversation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.ownership import Owner


class NobodyHere(ValueError):
    """A conversation needs an owner: an account, or the secret of a browser session."""


def start_intake(*, key: str, subject_key: str, mailbox_key: str, owner: Owner, channel: str, life_event: str,
                 people: Mapping[str, Any], chosen: Mapping[str, str], answers: Mapping[str, Any], at: datetime,
                 correction_key: str = "", corrects: str = "", mandate_key: str = "",
                 prepared: Mapping[str, str] | None = None) -> Intake:
    """Write the row of a new conversation. The keys are random and drawn by the caller.

    With `mandate_key` the owner writes for the one whose mailbox it is; `prepared` says who writes for whom.

    Raises NobodyHere. SQL: 1.
    """
    if owner.account_id is None and not owner.visitor_digest:
        raise NobodyHere(key)
    return Intake.objects.create(
        key=key, subject_key=subject_key, mailbox_key=mailbox_key, account_id=owner.account_id,
        visitor="" if owner.account_id is not None else owner.visitor_digest, channel=channel, life_event=life_event,
        people=dict(people), chosen=dict(chosen), answers=dict(answers), started_at=at, saved_at=at,
        purpose=Intake.Purpose.CORRECTION if correction_key else Intake.Purpose.FILING,
        correction_key=correction_key, corrects=corrects, mandate_key=mandate_key, prepared=dict(prepared or {}))
