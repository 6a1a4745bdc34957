"""All reading of mandates. What is not between you and somebody is not found; whether it exists is not told."""

from datetime import date, datetime

from django.db.models import Q

from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.rules import State, digest_of_code, read_code

SHOWN_AT_ONCE = 50


class MandateNotFound(LookupError):
    """There is no such mandate, or it is between others."""


def get_mandate(*, key: str, account_id: int) -> Mandate:
    """Read a mandate that one has given, holds or has asked for. Raises MandateNotFound. SQL: 1."""
    mandate = Mandate.objects.filter(Q(giver=account_id) | Q(proxy=account_id), key=key).first()
    if mandate is None:
        raise MandateNotFound(key)
    return mandate


def list_mandates(account_id: int) -> tuple[Mandate, ...]:
    """List the mandates between somebody and others, the newest first, over ones too. SQL: 1."""
    return tuple(Mandate.objects.filter(Q(giver=account_id) | Q(proxy=account_id)).order_by("-id")[:SHOWN_AT_ONCE])


def list_held(*, account_id: int, day: date) -> tuple[Mandate, ...]:
    """List the mandates with which somebody may act for others on a day, by the giver's name. SQL: 1."""
    return tuple(Mandate.objects.filter(proxy=account_id, state=State.CONFIRMED, since__lte=day, until__gte=day)
                 .order_by("giver_name", "id")[:SHOWN_AT_ONCE])


def find_held(*, key: str, account_id: int, day: date) -> Mandate | None:
    """Find a mandate that somebody holds on a day. SQL: 1."""
    return Mandate.objects.filter(key=key, proxy=account_id, state=State.CONFIRMED, since__lte=day,
                                  until__gte=day).first()


def find_invitation(*, code: str, at: datetime) -> Mandate | None:
    """Find the invitation that a code opens. SQL: 1, none for what is no code."""
    return Mandate.objects.filter(code_digest=digest_of_code(code), state=State.ASKED,
                                  code_until__gt=at).first() if read_code(code) else None
