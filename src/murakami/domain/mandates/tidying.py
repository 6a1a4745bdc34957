"""What the night writes about mandates: that somebody was reminded, and that names are forgotten."""

from datetime import datetime

from django.db import transaction

from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.queries import forgettable


@transaction.atomic
def note_reminded(mandate_id: int, *, at: datetime) -> bool:
    """Note that both sides are reminded of the last day; False where somebody has noted it already. SQL: 1."""
    return bool(Mandate.objects.filter(pk=mandate_id, reminded_at=None).update(reminded_at=at))


@transaction.atomic
def forget_names(*, at: datetime) -> int:
    """Forget the names in invitations that led to nothing; says in how many. SQL: 1."""
    return Mandate.objects.filter(forgettable(at=at)).update(giver_name="", proxy_name="")
