"""Breaches (漏えい等): the duties that follow, and all writing and reading of what is known of one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db import transaction

from murakami.foundation.accounts.rules import Actor, may_decide_in
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.operations import append
from murakami.foundation.looks.models import Breach

# Source: 個人情報の保護に関する法律施行規則 43条・44条 (行政機関等), 個人情報保護委員会のガイドライン（速やかに＝おおむね3〜5日以内）.
# Written from knowledge, not yet compared with the rule's text (docs/security.md names all such places).
MANY_PEOPLE: Final = 100  # more than
QUICK_DAYS, FULL_DAYS, FULL_DAYS_DISHONEST = (3, 5), 30, 60


class Kind(StrEnum):
    """What happened to the data."""

    LEAK = "leak"
    LOSS = "loss"
    DAMAGE = "damage"


class Fear(StrEnum):
    """What whoever reports fears beside."""

    DISHONEST = "dishonest"
    MONEY = "money"


class Duty(StrEnum):
    """Why a breach must be reported and the people told."""

    SENSITIVE = "sensitive"
    MONEY = "money"
    DISHONEST = "dishonest"
    MANY = "many"


class BreachNotFound(LookupError):
    """There is no such breach, or it is another unit's."""


class AlreadyDecided(Exception):
    """The head has decided about it; nothing about it changes any more."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Until when the commission is to be told: first words between two days, the whole report until a third."""

    quick_from: date
    quick_until: date
    full_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBreach:
    """A breach as its finder describes it; `wanted` and `receipts` as `Breach` keeps them."""

    key: str
    unit: str
    kind: Kind
    found_on: date
    fears: Collection[Fear]
    wanted: Mapping[str, object]
    receipts: Sequence[str]
    summary: str


def duties_of(*, people: int, has_sensitive: bool, fears: Collection[str]) -> tuple[Duty, ...]:
    """Say why a breach must be reported to the commission and told to the people; nothing where the law leaves it open."""
    found = {Duty.SENSITIVE: has_sensitive, Duty.MONEY: Fear.MONEY in fears, Duty.DISHONEST: Fear.DISHONEST in fears,
             Duty.MANY: people > MANY_PEOPLE}
    return tuple(duty for duty, holds in found.items() if holds)


def deadlines_of(found_on: date, *, fears: Collection[str]) -> Deadlines:
    """Count the days of the two reports from the day on which it was found, which is not counted."""
    full = FULL_DAYS_DISHONEST if Fear.DISHONEST in fears else FULL_DAYS
    first, last = QUICK_DAYS
    return Deadlines(found_on + timedelta(days=first), found_on + timedelta(days=last), found_on + timedelta(days=full))


@transaction.atomic
def open_breach(new: NewBreach, *, actor: Actor, at: datetime) -> Breach:
    """Write a breach down; the same key is written once. Raises BreachNotFound: not a unit that the actor heads. SQL: 5."""
    if actor.account_id is None or not may_decide_in(actor, new.unit):
        raise BreachNotFound(new.unit)
    breach, is_new = Breach.objects.get_or_create(key=new.key, defaults={
        "unit": new.unit, "kind": new.kind.value, "found_on": new.found_on, "fears": [fear.value for fear in new.fears],
        "wanted": dict(new.wanted), "receipts": list(new.receipts), "summary": new.summary, "made_by_id": actor.account_id,
        "made_at": at})
    if is_new:
        append(kind="breach.opened", subject_key=new.key, at=at, unit=new.unit, details={"cases": len(new.receipts)})
    return breach


@transaction.atomic
def describe_breach(key: str, *, actor: Actor, cause: str, harm: str, measures: str) -> Breach:
    """Write down what became known. Raises BreachNotFound, AlreadyDecided. SQL: 2."""
    breach = _lock(key, actor)
    breach.cause, breach.harm, breach.measures = cause, harm, measures
    breach.save(update_fields=["cause", "harm", "measures"])
    return breach


@transaction.atomic
def decide_breach(key: str, *, actor: Actor, decision: Breach.Decision, reason: str, at: datetime) -> Breach:
    """Decide whether the people concerned are told. Raises BreachNotFound, AlreadyDecided. SQL: 4."""
    breach = _lock(key, actor)
    breach.decision, breach.reason, breach.decided_by_id, breach.decided_at = decision.value, reason, actor.account_id, at
    breach.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    append(kind="breach.decided", subject_key=key, at=at, unit=breach.unit, details={"decision": decision.value})
    return breach


def get_breach(key: str, *, actor: Actor) -> Breach:
    """Read a breach of a unit that the actor heads. Raises BreachNotFound. SQL: 1."""
    breach = Breach.objects.select_related("made_by__staff", "decided_by__staff").filter(key=key).first()
    if breach is None or not may_decide_in(actor, breach.unit):
        raise BreachNotFound(key)
    return breach


def units_headed_by(actor: Actor) -> tuple[str, ...]:
    """Name the units that the actor heads whole: a head for one procedure alone does not judge what a breach touches."""
    return tuple(unit for unit in sorted(actor.units_as(Role.UNIT_HEAD)) if may_decide_in(actor, unit))


def list_breaches(actor: Actor) -> Sequence[Breach]:
    """List the breaches of the units that the actor heads, newest first. SQL: 1."""
    return list(Breach.objects.filter(unit__in=units_headed_by(actor)).order_by("-made_at", "-pk")[:100])


def _lock(key: str, actor: Actor) -> Breach:
    breach = Breach.objects.select_for_update().filter(key=key).first()
    if breach is None or not may_decide_in(actor, breach.unit):
        raise BreachNotFound(key)
    if breach.decision:
        raise AlreadyDecided(key)
    return breach
