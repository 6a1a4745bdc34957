"""Remembering answers for next time, with consent, and forgetting them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from murakami.domain.intake.models import Memory


@transaction.atomic
def remember_people(*, mailbox_key: str, people: Mapping[str, Any], at: datetime) -> Memory:
    """Keep what a resident allowed us to remember; what is already there is replaced person by person.

    `people` is {instance: {"role", "kind", "facts"}}. SQL: at most 3.
    """
    memory = Memory.objects.select_for_update().filter(mailbox_key=mailbox_key).first()
    if memory is None:
        return Memory.objects.create(mailbox_key=mailbox_key, people=dict(people), consented_at=at, updated_at=at)
    memory.people = {**memory.people, **people}
    memory.updated_at = at
    memory.save(update_fields=["people", "updated_at"])
    return memory


@transaction.atomic
def forget_people(*, mailbox_key: str) -> bool:
    """Forget everything remembered for a mailbox; filings are not touched. Says whether there was anything. SQL: 1."""
    forgotten, _by_model = Memory.objects.filter(mailbox_key=mailbox_key).delete()
    return forgotten > 0
