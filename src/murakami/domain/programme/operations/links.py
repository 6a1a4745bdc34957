"""Personal links: made, revoked, opened. A link is no sign-in: it only lets its holder update what is theirs."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from murakami.domain.programme.models import UpdateLink
from murakami.domain.programme.operations.cycle import CycleNotPermitted
from murakami.domain.programme.rules.links import LINK_LIFE, fingerprint, may_open
from murakami.foundation.accounts.queries import StaffPerson, find_staff
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append
from murakami.kernel.dates import day_in_japan


class LinkRefused(LookupError):
    """There is no such link, or it does not open any more."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever opened a link: the person, and the link by its number."""

    link: int
    actor: Actor
    expires_at: datetime


@transaction.atomic
def make_link(*, account_id: int, token: str, at: datetime) -> UpdateLink:
    """Keep a fresh link of somebody; `token` is 32 random bytes in URL-safe Base64 and is not kept. SQL: 3."""
    link = UpdateLink.objects.create(account_id=account_id, token_sha256=fingerprint(token), made_at=at,
                                     expires_at=at + LINK_LIFE)
    append(kind="programme.link_made", subject_key=_subject(link), at=at)
    return link


@transaction.atomic
def make_own_link(*, actor: Actor, token: str, at: datetime) -> UpdateLink:
    """Make a link for oneself; the ones before it open no more. Raises CycleNotPermitted. SQL: 5."""
    if not actor.is_staff or actor.account_id is None:
        raise CycleNotPermitted("staff only")
    revoke_links(account_id=actor.account_id, at=at)
    return make_link(account_id=actor.account_id, token=token, at=at)


@transaction.atomic
def revoke_links(*, account_id: int, at: datetime) -> int:
    """Close every open link of somebody; says how many. SQL: 1, and 3 where there were any."""
    opened = list(UpdateLink.objects.select_for_update().filter(account_id=account_id, revoked_at=None, expires_at__gt=at))
    if opened:
        UpdateLink.objects.filter(pk__in=[link.pk for link in opened]).update(revoked_at=at)
        append(kind="programme.links_revoked", subject_key=_subject(opened[-1]), at=at, details={"links": len(opened)})
    return len(opened)


def open_link(*, token: str, at: datetime) -> Holder:
    """Open a link and record that it was opened. Raises LinkRefused: unknown, over, revoked, or its holder has left.

    SQL: 4.
    """
    holder = holder_of(token=token, at=at)
    with transaction.atomic():
        append(kind="programme.link_opened", subject_key=f"update-link-{holder.link}", at=at)
    return holder


def holder_of(*, token: str, at: datetime) -> Holder:
    """Say who holds a link. Raises LinkRefused. SQL: 2."""
    link = UpdateLink.objects.filter(token_sha256=fingerprint(token)).first()
    if link is None or not may_open(expires_at=link.expires_at, revoked_at=link.revoked_at, at=at):
        raise LinkRefused
    person: StaffPerson | None = find_staff(link.account_id, on=day_in_japan(at))
    if person is None:
        raise LinkRefused
    return Holder(link=link.pk, actor=person.actor, expires_at=link.expires_at)


def _subject(link: UpdateLink) -> str:
    return f"update-link-{link.pk}"
