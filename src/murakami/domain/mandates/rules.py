"""Pure decisions about mandates: what somebody may do for another on a day, and what a mandate can be turned into."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from murakami.kernel.ages import reaches_age_on

INVITATION_DAYS: Final = 7
LONGEST_DAYS: Final = 3 * 366
REMINDER_DAYS: Final = 14
NAMES_KEPT_DAYS: Final = 30  # of an invitation that was refused, taken back or never answered
MAJORITY: Final = 18
NAME_LENGTH: Final = 100  # characters, code points
ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH: Final = 12  # of 32 signs: 60 bits, valid for a week


class Kind(StrEnum):
    """What the two people are to each other."""

    FAMILY = "family"
    SUPPORTER = "supporter"  # ケアマネジャー, 支援員
    AGENT = "agent"  # 任意代理人
    PARENT = "parent"  # 親権者
    GUARDIAN = "guardian"  # 成年後見人・保佐人・補助人


BY_CONFIRMATION: Final = (Kind.FAMILY, Kind.SUPPORTER, Kind.AGENT)
"""What two people may agree on between themselves; a legal representative is checked by staff."""
FOR_FIRMS: Final = (Kind.SUPPORTER, Kind.AGENT)
"""What a firm may be to somebody: nobody's family, and no legal representative by a click."""


class Act(StrEnum):
    """What a mandate may allow."""

    FILL_IN = "fill_in"
    FILE = "file"
    READ_RESULTS = "read_results"


class State(StrEnum):
    """Where a mandate stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


class Side(StrEnum):
    """The two people of a mandate: whose matters they are, and who acts."""

    GIVER = "giver"
    PROXY = "proxy"

    @property
    def other(self) -> "Side":
        """The person across."""
        return Side.PROXY if self is Side.GIVER else Side.GIVER


class Ender(StrEnum):
    """Who may end a mandate: either side, or the office for a reason that it writes down."""

    GIVER = "giver"
    PROXY = "proxy"
    OFFICE = "office"


class Shown(StrEnum):
    """How it was shown that the giver wants it."""

    OWN_CONFIRMATION = "own_confirmation"  # in the giver's own account
    DOCUMENT = "document"  # 委任状, 登記事項証明書 or the register, checked by staff; the giver may have no account


@dataclass(frozen=True, slots=True)
class Terms:
    """What a mandate allows: which acts, for which procedures (none named: all), on which days, both ends included."""

    kind: Kind
    acts: frozenset[Act]
    procedures: frozenset[str]
    since: date
    until: date


def refusal_of_terms(terms: Terms, *, today: date) -> str | None:
    """Give the stable code of why nobody can ask for this, or None. Filling in belongs to every mandate."""
    if Act.FILL_IN not in terms.acts:
        return "nothing_to_do"
    if terms.until < max(terms.since, today):
        return "over_already"
    return "too_long" if (terms.until - terms.since).days > LONGEST_DAYS else None


def cut_at_majority(terms: Terms, *, born_on: date | None) -> Terms:
    """Let a parent's mandate end with the day at whose end the child comes of age, where the day of birth is known.

    Source: 民法4条, 年齢計算ニ関スル法律.
    """
    if terms.kind is not Kind.PARENT or born_on is None:
        return terms
    return replace(terms, until=min(terms.until, reaches_age_on(born_on, MAJORITY)))


def refusal_of_firm(*, kind: str, side: Side) -> str | None:
    """Give the stable code of why no firm can be a side of a mandate, or None."""
    if side is Side.GIVER:
        return "not_given_by_firms"
    return None if kind in FOR_FIRMS else "not_for_firms"


def holds(terms: Terms, *, state: str, day: date) -> bool:
    """Say whether a mandate is in force on a day."""
    return state == State.CONFIRMED and terms.since <= day <= terms.until


def may(terms: Terms, *, state: str, act: Act, procedure: str | None, day: date) -> bool:
    """Say whether the proxy may do something on a day, in one procedure (None: whatever it turns out to be)."""
    covered = not terms.procedures or procedure in terms.procedures
    return holds(terms, state=state, day=day) and act in terms.acts and covered


def may_file(terms: Terms, *, state: str, procedures: Sequence[str], day: date) -> bool:
    """Say whether the proxy may file all these procedures on a day."""
    return all(may(terms, state=state, act=Act.FILE, procedure=one, day=day) for one in procedures)


def refusal_of_answer(*, state: str, asked_by: int | None, answered_by: int, valid_until: datetime,
                      at: datetime) -> str | None:
    """Give the stable code of why an invitation cannot be answered, or None. Nobody answers their own."""
    if state != State.ASKED or at >= valid_until:
        return "code_unknown"
    return "own_invitation" if asked_by == answered_by else None


def read_code(typed: str) -> str:
    """Take a code as people type it: any width and case, with or without its lines."""
    return "".join(sign for sign in typed.upper().translate(_NARROW) if sign in ALPHABET)


def spell_code(code: str) -> str:
    """Write a code in groups of four, to be read aloud."""
    return "-".join(code[at:at + 4] for at in range(0, len(code), 4))


def digest_of_code(code: str) -> str:
    """Shorten a code to what may lie in a table: whoever reads the table cannot answer the invitation."""
    return hashlib.sha256(read_code(code).encode()).hexdigest()


def invitation_ends(*, asked_at: datetime) -> datetime:
    """Say when an invitation that nobody has answered is over."""
    return asked_at + timedelta(days=INVITATION_DAYS)


_NARROW: Final = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
