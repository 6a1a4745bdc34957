"""Why a case needs a head's eye before it may be decided: it touches somebody protected (支援措置). Pure."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum
from typing import Final

from murakami.domain.cases.rules import Step
from murakami.foundation.accounts.rules import Actor, may_decide_in

UNMASKED_FOR: Final = timedelta(minutes=30)
SHORTEST_REASON: Final = 10  # characters
HELD_STEPS: Final = frozenset({Step.APPROVE, Step.CLOSE})


class AlarmKind(StrEnum):
    """What was found in a filing. None of them says whom it found."""

    ABOUT_PROTECTED = "about_protected"  # one of its people is protected
    FROM_REFUSED = "from_refused"  # one of its people is to learn nothing
    FROM_OLD_HOME = "from_old_home"  # written at the address that was fled
    BY_PROXY = "by_proxy"  # somebody else wrote it in the name of somebody protected


class AlarmState(StrEnum):
    """What stands on a case itself: whether one of its alarms waits for a head, or all have been released."""

    STANDING = "standing"
    RELEASED = "released"


def alarms_of(*, is_protected: bool, names_refused: bool, names_old_home: bool, is_by_proxy: bool) -> frozenset[AlarmKind]:
    """Say which alarms a filing raises."""
    found = {AlarmKind.ABOUT_PROTECTED: is_protected, AlarmKind.FROM_REFUSED: names_refused,
             AlarmKind.FROM_OLD_HOME: names_old_home, AlarmKind.BY_PROXY: is_by_proxy}
    return frozenset(kind for kind, holds in found.items() if holds)


def may_release(actor: Actor, *, unit: str, procedure: str) -> bool:
    """Say whether somebody may let a case go on, and see its addresses: the head of its unit alone."""
    return may_decide_in(actor, unit, procedure=procedure)


def refusal_of_release(*, standing: Collection[str], reason: str) -> str | None:
    """Give the stable code of why a case cannot be released, or None."""
    if not standing:
        return "alarm_not_standing"
    return "reason_short" if len(reason.strip()) < SHORTEST_REASON else None
