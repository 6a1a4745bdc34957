"""The code that is shown in the room: which session, good until when, signed by this installation."""

from datetime import UTC, datetime
from typing import Final

from django.core.signing import BadSignature, Signer

from murakami.domain.learning.refusals import CodeExpired, CodeForged

_SEPARATOR: Final = "."


def make_code(*, session: str, good_until: datetime) -> str:
    """Write a code for a session's key; it is good before `good_until`, to the second."""
    return _signer().sign(f"{session}{_SEPARATOR}{int(good_until.timestamp()):x}")


def read_code(code: str, *, at: datetime) -> str:
    """Read which session a code is for.

    Raises:
        CodeForged: it was not signed with a key of this installation.
        CodeExpired: its time was over at `at`.
    """
    try:
        session, seconds = _signer().unsign(code).split(_SEPARATOR)
    except (BadSignature, ValueError) as error:
        raise CodeForged from error
    if at >= datetime.fromtimestamp(int(seconds, 16), tz=UTC):
        raise CodeExpired
    return session


def _signer() -> Signer:
    return Signer(salt="murakami.learning.attendance", sep=_SEPARATOR)
