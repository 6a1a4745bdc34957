"""What may stand in an event: codes and numbers, never a value about a person."""

import re
import secrets
from collections.abc import Mapping
from typing import Final

from murakami.kernel.merkle.commitments import is_commitment

_KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\Z")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_CODE = re.compile(r"([A-Za-z][A-Za-z0-9_.:-]{0,63})?\Z")
_BIGGEST = 10_000_000  # counts, yen of a fee, days; not a telephone number, not a resident's number
Detail = str | int | bool | None
COMMITMENT: Final = "commitment"
"""The detail that fixes a content without saying it: a salted commitment (kernel/merkle/commitments.py)."""


class EventRefused(ValueError):
    """An event holds what the book may not hold; names the part and the mend."""


def new_subject_key() -> str:
    """Draw a random key under which the events of one subject stand together and point to nobody."""
    return secrets.token_hex(16)


def new_salt() -> str:
    """Draw the salt of one content; it is kept beside the content and goes with it."""
    return secrets.token_hex(16)


def refusal_of_event(*, kind: str, subject_key: str, details: Mapping[str, object]) -> str | None:
    """Say why this event may not be written, or None."""
    if not _KIND.match(kind) or len(kind) > 60:
        return f"kind {kind!r} is not a dotted name such as case.received"
    if not _KEY.match(subject_key):
        return (
            f"subject_key of {kind} is not a random key of 1 to 64 letters and digits; draw one with new_subject_key()"
        )
    wrong = [name for name, value in details.items() if not _NAME.match(name) or not _may_stand(name, value)]
    if wrong:
        return (
            f"details of {kind}: {', '.join(sorted(wrong))} must be a code (ASCII, starting with a letter), a number below "
            "ten million, true, false or null; values about a person stay in the room that owns them"
        )
    return None


def _may_stand(name: str, value: object) -> bool:
    return is_commitment(value) if name == COMMITMENT and isinstance(value, str) else _is_coarse(value)


def _is_coarse(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) < _BIGGEST
    return isinstance(value, str) and bool(_CODE.match(value))
