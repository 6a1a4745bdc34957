"""Paging by key: a cursor names the last thing that was seen, so what is added meanwhile moves nothing."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from murakami.interfaces.api.problems import Code, Refused
from murakami.interfaces.api.shapes.problems import FieldProblem

T = TypeVar("T")
MOST: Final = 100
USUAL: Final = 50
_LARGEST: Final = 2**63 - 1


def write_cursor(key: str | int) -> str:
    """Write a key as a cursor."""
    return base64.urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> str:
    """Read the key of a cursor. Raises Refused for what is no cursor of ours."""
    try:
        key = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error) as wrong:
        raise _no_cursor() from wrong
    if write_cursor(key) != cursor or not key.isprintable():
        raise _no_cursor()
    return key


def read_number(cursor: str | None) -> int | None:
    """Read a cursor that names a row. Raises Refused."""
    if cursor is None:
        return None
    key = read_cursor(cursor)
    if not (key.isascii() and key.isdigit()) or not 0 < int(key[:20]) <= _LARGEST:
        raise _no_cursor()
    return int(key)


def page_of(things: Sequence[T], *, key: Callable[[T], str], cursor: str | None, limit: int) -> tuple[Sequence[T], str | None]:
    """Take the part of an ordered list that follows the cursor, and the cursor of what follows it.

    What the cursor names may be gone: `things` are in the order of their keys, and what is greater follows.
    """
    after = read_cursor(cursor) if cursor is not None else ""
    rest = [one for one in things if key(one) > after]
    part = rest[:limit]
    return part, write_cursor(key(part[-1])) if len(rest) > limit else None


def _no_cursor() -> Refused:
    return Refused(Code.INVALID, errors=[FieldProblem(field="cursor", code="wrong_form", detail=_(
        "cursor：前の答えの next をそのまま送ってください。"))])
