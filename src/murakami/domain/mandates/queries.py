"""All reading of mandates. What is not between you and somebody is not found; whether it exists is not told."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.rules import (
    NAMES_KEPT_DAYS,
    REMINDER_DAYS,
    State,
    digest_of_code,
    read_code,
)
from murakami.foundation.accounts.firm_queries import is_member
from murakami.foundation.accounts.models import FirmMember

SHOWN_AT_ONCE = 50


class MandateNotFound(LookupError):
    """There is no such mandate, or it is between others."""


def _held_by(account_id: int) -> Q:
    """What somebody holds: on their own, or with everybody else who has a place in their firm now."""
    place = FirmMember.objects.filter(account_id=account_id, ended_at=None).values("firm_id")
    return Q(proxy=account_id, proxy_firm=None) | Q(proxy_firm__in=place)


def holds_side(mandate: Mandate, *, account_id: int) -> bool:
    """Say whether an account is the proxy of a mandate, or has a place in the firm that is. SQL: 1 for a firm."""
    if mandate.proxy_firm_id is None:
        return mandate.proxy_id == account_id
    return is_member(account_id=account_id, firm_id=mandate.proxy_firm_id)


def get_mandate(*, key: str, account_id: int) -> Mandate:
    """Read a mandate that one has given, holds or has asked for. Raises MandateNotFound. SQL: 1."""
    mandate = Mandate.objects.filter(Q(giver=account_id) | _held_by(account_id), key=key).first()
    if mandate is None:
        raise MandateNotFound(key)
    return mandate


def list_mandates(account_id: int) -> tuple[Mandate, ...]:
    """List the mandates between somebody and others, the newest first, over ones too. SQL: 1."""
    return tuple(Mandate.objects.filter(Q(giver=account_id) | _held_by(account_id)).order_by("-id")[:SHOWN_AT_ONCE])


def list_held(*, account_id: int, day: date) -> tuple[Mandate, ...]:
    """List the mandates with which somebody may act for others on a day, by the giver's name. SQL: 1."""
    return tuple(Mandate.objects.filter(_held_by(account_id), state=State.CONFIRMED, since__lte=day, until__gte=day)
                 .order_by("giver_name", "id")[:SHOWN_AT_ONCE])


def find_held(*, key: str, account_id: int, day: date) -> Mandate | None:
    """Find a mandate that somebody holds on a day. SQL: 1."""
    return Mandate.objects.filter(_held_by(account_id), key=key, state=State.CONFIRMED, since__lte=day,
                                  until__gte=day).first()


def find_invitation(*, code: str, at: datetime) -> Mandate | None:
    """Find the invitation that a code opens. SQL: 1, none for what is no code."""
    return Mandate.objects.filter(code_digest=digest_of_code(code), state=State.ASKED,
                                  code_until__gt=at).first() if read_code(code) else None


def find_standing(key: str) -> Mandate | None:
    """Find a mandate that nobody has ended, for the mail about it. SQL: 1."""
    return Mandate.objects.filter(key=key, state=State.CONFIRMED).first()


def list_ending(*, day: date) -> tuple[Mandate, ...]:
    """List the mandates whose last day comes within `REMINDER_DAYS` and of which nobody was reminded. SQL: 1."""
    last = day + timedelta(days=REMINDER_DAYS)
    rows = Mandate.objects.filter(state=State.CONFIRMED, until__gte=day, until__lte=last, reminded_at=None)
    return tuple(rows.order_by("id")[:SHOWN_AT_ONCE])


def forgettable(*, at: datetime) -> Q:
    """Say which invitations led to nothing so long ago that their names are to be forgotten."""
    before = at - timedelta(days=NAMES_KEPT_DAYS)
    never = Q(state=State.ASKED, code_until__lte=before) | Q(state=State.REFUSED, answered_at__lte=before) | Q(
        state=State.ENDED, answered_at=None, ended_at__lte=before)
    return never & ~Q(giver_name="", proxy_name="")
