"""Which looks are unusual: pure decisions on gathered looks. A sign is a reason to ask, never a verdict."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from statistics import median

from murakami.kernel.dates import JAPAN
from murakami.kernel.search_keys import search_key


class Sign(StrEnum):
    """Why a look is worth a question, the gravest first."""

    OWN_NAME = "own_name"
    EMERGENCY = "emergency"
    MANY = "many"
    SAME_FAMILY_NAME = "same_family_name"
    NIGHT = "night"
    CLOSED_DAY = "closed_day"
    NO_WORK = "no_work"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which hour until which it is night (Japan's time), and from how many cases within an hour it is many.

    Many is both: at least `many_at_least` cases, and more than `many_times` what that person usually looks at in an hour.
    """

    night_from: int = 21
    night_until: int = 6
    many_at_least: int = 20
    many_times: int = 3


@dataclass(frozen=True, slots=True)
class GatheredLook:
    """What one member of staff looked at of one case within the hour that begins at `hour`; `emergencies` of `times`."""

    account_id: int
    staff: str
    unit: str
    receipt_number: str
    hour: datetime
    first_at: datetime
    times: int
    emergencies: int


@dataclass(frozen=True, slots=True)
class Around:
    """What has to be known to judge looks.

    `busy` holds the hours of accounts in which they looked at many cases; `names` the names of the people of each case,
    family name first; `strangers` who has nothing to do with a case that is a colleague's.
    """

    is_open: Callable[[date], bool]
    busy: Collection[tuple[int, datetime]] = field(default=frozenset())
    names: Mapping[str, Collection[str]] = field(default_factory=dict)
    strangers: Collection[tuple[int, str]] = field(default=frozenset())


def signs_of(look: GatheredLook, *, around: Around, thresholds: Thresholds) -> tuple[Sign, ...]:
    """Say what is unusual about a look, the gravest first; nothing for most of them."""
    found = {
        Sign.OWN_NAME: _has_own_name(look, around),
        Sign.EMERGENCY: look.emergencies > 0,
        Sign.MANY: (look.account_id, look.hour) in around.busy,
        Sign.SAME_FAMILY_NAME: _has_family_name(look, around),
        Sign.NIGHT: is_night(look.first_at, thresholds=thresholds),
        Sign.CLOSED_DAY: not around.is_open(look.first_at.astimezone(JAPAN).date()),
        Sign.NO_WORK: (look.account_id, look.receipt_number) in around.strangers,
    }
    return tuple(sign for sign, holds in found.items() if holds)


def is_night(moment: datetime, *, thresholds: Thresholds) -> bool:
    """Say whether it is night in Japan: from the first hour on, until the second one, which is day again."""
    hour, begins, ends = moment.astimezone(JAPAN).hour, thresholds.night_from, thresholds.night_until
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def busy_hours(
    cases: Mapping[tuple[int, datetime], int], *, since: datetime, thresholds: Thresholds
) -> frozenset[tuple[int, datetime]]:
    """Find the hours from `since` on in which somebody looked at many cases, measured by their own hours before.

    `cases` counts the cases of each account and hour, those before `since` included: they are the habit.
    """
    habits = _habits(cases, since=since)
    return frozenset(
        (account, hour) for (account, hour), count in cases.items()
        if hour >= since and count >= thresholds.many_at_least and count > thresholds.many_times * habits.get(account, 0))


def family_name(name: str) -> str:
    """Take the family name of a name that is written with a blank, folded to be compared; "" without a blank."""
    family, _, given = " ".join(name.split()).partition(" ")
    return search_key(family) if given else ""


def _habits(cases: Mapping[tuple[int, datetime], int], *, since: datetime) -> Mapping[int, float]:
    before: dict[int, list[int]] = {}
    for (account, hour), count in cases.items():
        if hour < since:
            before.setdefault(account, []).append(count)
    return {account: median(counts) for account, counts in before.items()}


def _has_own_name(look: GatheredLook, around: Around) -> bool:
    return bool(look.staff) and search_key(look.staff) in _keys(around.names.get(look.receipt_number, ()))


def _has_family_name(look: GatheredLook, around: Around) -> bool:
    own = family_name(look.staff)
    return bool(own) and any(family_name(name) == own for name in around.names.get(look.receipt_number, ()))


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(search_key(name) for name in names)
