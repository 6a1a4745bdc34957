"""What a limit is and when it is reached: pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil
from types import MappingProxyType
from typing import Final

_SPANS: Final[Mapping[str, int]] = MappingProxyType({"second": 1, "minute": 60, "hour": 3600, "day": 86400})
_WRITTEN: Final = re.compile(r"(\d{1,9})/(\d{0,6})(second|minute|hour|day)", re.ASCII)
_TOLD: Final = 8  # a reading door tells the table after every eighth of its limit


class Door(StrEnum):
    """What is limited. Each door has a setting of its own, `MURAKAMI_LIMIT_…`."""

    SEARCHES = "searches"
    LOOKUPS = "lookups"
    CARD_SIGN_INS = "card_sign_ins"
    TOKENS = "tokens"
    WRITES = "writes"
    UPLOADS = "uploads"
    COMMENTS = "comments"
    BEGINNINGS = "beginnings"


READING: Final = frozenset({Door.SEARCHES, Door.LOOKUPS})
"""The doors that ordinary reading passes: they cost no statement each time."""


class NotALimit(ValueError):
    """A limit is written in a way that says nothing; the text tells the mend."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` times within a window of `seconds`; windows begin at multiples of their length."""

    count: int
    seconds: int

    def window(self, at: datetime) -> int:
        """Number the window of a moment."""
        return int(at.timestamp()) // self.seconds

    def wait(self, at: datetime) -> int:
        """Say after how many seconds the next window begins; at least 1."""
        return max(1, ceil((self.window(at) + 1) * self.seconds - at.timestamp()))

    def step(self, door: Door) -> int:
        """Say after how many times the table is told."""
        return max(1, self.count // _TOLD) if door in READING else 1


def read_limit(written: str) -> Limit | None:
    """Read `120/minute` or `20/6hour`; None for `0`, which sets no limit.

    Raises:
        NotALimit: it is neither.
    """
    text = written.strip().lower()
    if text == "0":
        return None
    match = _WRITTEN.fullmatch(text)
    if match is None or int(match[1]) == 0 or match[2] in {"0", "00"}:
        raise NotALimit(f"{written!r} is not a limit. Write a number of times and a span, such as 120/minute or 20/6hour; 0 sets none.")
    return Limit(count=int(match[1]), seconds=(int(match[2] or "1") or 1) * _SPANS[match[3]])
