"""How the traffic between the zones stands, for the page and the commands of the operator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Min
from django.utils.dateparse import parse_datetime

from murakami.foundation.keys.cards import Card, CardRefused
from murakami.foundation.keys.files import KeyRefused, keys_folder
from murakami.foundation.keys.trust import list_trusted
from murakami.foundation.keys.zones import list_zone_keys
from murakami.foundation.spool.carrying.incoming import received_through
from murakami.foundation.spool.carrying.outgoing import sent_through
from murakami.foundation.spool.carrying.standing import load_standing
from murakami.foundation.spool.models import Message, RefusedEnvelope
from murakami.foundation.spool.rules import other_zone

SILENT_AFTER: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Lot:
    """Messages of one topic that are not done: how many, and when the oldest was sent."""

    topic: str
    count: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class OtherZone:
    """What the other zone said of itself in its newest receipt; counts of what is not done there."""

    name: str
    heard_at: datetime | None
    waiting: int = 0
    dead: int = 0
    refused: int = 0
    oldest_at: datetime | None = None
    anchors: tuple[str, ...] | None = None  # whose signatures it trusts, by digest; None when it did not say

    def is_silent(self, *, at: datetime) -> bool:
        """Say whether it has not been heard of for longer than it takes to come by."""
        return self.heard_at is None or at - self.heard_at > SILENT_AFTER


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """An envelope of the other zone that was not taken in, with the code of the reason."""

    number: int
    reason: str
    at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The traffic as this zone sees it. `trouble` is the code of what hinders it (carrying.troubles), "" when all is well."""

    zone: str
    trouble: str
    detail: str
    since: datetime | None
    taken_in_at: datetime | None
    written_at: datetime | None
    sent: int
    received: int
    unacknowledged: int
    oldest_unacknowledged_at: datetime | None
    other: OtherZone
    refused: tuple[RefusedLine, ...]
    keys: tuple[Card, ...]
    cards: tuple[Card, ...]


def get_between() -> Between | None:
    """Say how the traffic stands; None where one process serves both zones. SQL: 5."""
    other = other_zone(settings.ZONE)
    if other is None:
        return None
    standing = load_standing()
    outward = Message.objects.filter(place=other).aggregate(count=Count("id"), oldest=Min("at"))
    keys, cards = _keys(other)
    return Between(
        zone=settings.ZONE, trouble=standing.trouble, detail=standing.detail, since=standing.since,
        taken_in_at=standing.taken_in_at, written_at=standing.written_at, sent=sent_through(), received=received_through(),
        unacknowledged=outward["count"], oldest_unacknowledged_at=outward["oldest"],
        other=_other(other, standing.report or {}, standing.heard_at), refused=_refused(), keys=keys, cards=cards)


def is_known_there(key_id: str) -> bool:
    """Say whether the other zone, when it was last heard of, knew this key of ours. SQL: 1."""
    report = load_standing().report or {}
    return key_id in report.get("knows", ())


def list_waiting() -> tuple[Lot, ...]:
    """Count what waits by topic, the oldest first; what failed for good is not among it. SQL: 1."""
    rows = (Message.objects.filter(dead_at=None).values("topic").annotate(count=Count("id"), oldest=Min("at")).order_by("oldest"))
    return tuple(Lot(row["topic"], row["count"], row["oldest"]) for row in rows)


def _other(name: str, report: dict[str, Any], heard_at: datetime | None) -> OtherZone:
    """Read what the other zone reported; a zone of another release may say more or less."""
    counts = {part: report[part] for part in ("waiting", "dead", "refused") if isinstance(report.get(part), int)}
    oldest, anchors = report.get("oldest_at"), report.get("anchors")
    return OtherZone(name, heard_at, **counts, oldest_at=parse_datetime(oldest) if isinstance(oldest, str) else None,
                     anchors=tuple(map(str, anchors)) if isinstance(anchors, list) else None)


def _refused() -> tuple[RefusedLine, ...]:
    rows = RefusedEnvelope.objects.order_by("-id")[:20]
    return tuple(RefusedLine(row.number, row.reason, row.at, row.settled_at) for row in rows)


def _keys(other: str) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """The keys as far as they can be read; what is wrong with them stands in the trouble."""
    try:
        keys = list_zone_keys(settings.ZONE, folder=keys_folder())
        return tuple(key.card for key in keys), list_trusted(other, folder=keys_folder())
    except (KeyRefused, CardRefused, OSError):
        return (), ()
