"""Two tabs, two devices: which answers may be written, and which were changed elsewhere meanwhile.

A page carries, for each of its items, a short digest of the stored answer that it was made from. An item that only
one side changed is merged; an item that both changed differently is a conflict, and the person chooses.
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from murakami.kernel.json_values import Json, canonical_json

NOTHING: Final = "-"


def digest_of(value: Json, *, known: bool) -> str:
    """Shorten a stored value to eight characters that change when it changes; "-" when there is none."""
    if not known:
        return NOTHING
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()[:8]


def conflicts_of(*, seen: Mapping[str, str], stored: Mapping[str, str], posted: Mapping[str, str]) -> tuple[str, ...]:
    """Name the items that somebody else changed since the page was made, to something other than what is posted.

    All three map items to digests; an item whose `seen` is missing was not on the page and cannot conflict.
    """
    return tuple(item for item, now in stored.items()
                 if item in seen and now != seen[item] and posted.get(item, NOTHING) != now)


def seen_to_text(seen: Mapping[str, str]) -> str:
    """Write the digests for a hidden field of the page."""
    return " ".join(f"{item}:{digest}" for item, digest in seen.items())


def seen_from_text(text: str) -> dict[str, str]:
    """Read them back; parts that are not digests are left out."""
    pairs = (part.rpartition(":") for part in text.split())
    return {item: digest for item, colon, digest in pairs if colon and item}
