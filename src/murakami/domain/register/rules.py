"""Pure decisions about protections (支援措置): who keeps them, how long they last, and what it takes to end one."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role
from murakami.kernel.search_keys import search_key

REMINDER: Final = timedelta(days=31)
SHORTEST_REASON: Final = 10  # characters


class Ground(StrEnum):
    """From what somebody is protected. Source: 住民基本台帳事務処理要領 第5-10 (as of 2024-05)."""

    VIOLENCE = "violence"  # 配偶者からの暴力
    STALKING = "stalking"
    CHILD_ABUSE = "child_abuse"
    OTHER = "other"


def may_keep(actor: Actor, *, units: Collection[str]) -> bool:
    """Say whether somebody sets and ends protections: clerks and heads of the units that keep them (市民課)."""
    return bool(actor.units & frozenset(units))


def year_after(day: date) -> date:
    """Give the first day after the year that begins on a day; a 29 February ends with February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def refusal_of_period(*, since: date, until: date) -> str | None:
    """Give the stable code of why a period cannot be, or None: a protection is given for a year at most, and renewed.

    Source: 住民基本台帳事務処理要領 第5-10 (支援の期間は1年).
    """
    if until <= since:
        return "ends_before_it_begins"
    return "too_long" if until > year_after(since) else None


def refusal_of_renewal(*, until: date, today: date) -> str | None:
    """Give the stable code of why a protection cannot be renewed yet, or None: from a month before its end."""
    return "too_early" if today < until - REMINDER else None


def refusal_of_ending(*, actor: Actor, asked_by: int | None, asked_as_head: bool, units: Collection[str]) -> str | None:
    """Give the stable code of why somebody may not end a protection, or None.

    Two people do it: `not_asked`, `same_person`; one of the two is a head: `head_needed`.
    """
    if asked_by is None:
        return "not_asked"
    if asked_by == actor.account_id:
        return "same_person"
    return None if asked_as_head or is_head(actor, units=units) else "head_needed"


def is_head(actor: Actor, *, units: Collection[str]) -> bool:
    """Say whether somebody heads one of the units that keep protections."""
    return bool(actor.units_as(Role.UNIT_HEAD) & frozenset(units))


def is_same_person(*, name_key: str, born_on: date | None, other_key: str, other_born_on: date | None) -> bool:
    """Say whether somebody named may be somebody else named; a day of birth that one of them lacks does not part them."""
    return name_key == other_key and (born_on is None or other_born_on is None or born_on == other_born_on)


def home_keys(*, town: str, block: str, building: str) -> frozenset[str]:
    """Give the keys under which an address may be an old home: with and without the building; none without a block."""
    if not block:
        return frozenset()
    return frozenset({search_key(f"{town}{block}"), search_key(f"{town}{block}{building}")})
