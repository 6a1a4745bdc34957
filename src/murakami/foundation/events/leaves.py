"""The bytes of a leaf: one text of an event that any language can write again (docs/evidence.md)."""

from datetime import UTC, datetime
from typing import Any, Final

from murakami.kernel.json_values import canonical_json
from murakami.kernel.merkle.tree import hash_leaf

FORM: Final = 1  # stands in every leaf as "v"; another form of the text gets another number
COLUMNS: Final = ("id", "kind", "subject_key", "at", "procedure", "unit", "channel", "details", "previous_kind",
                  "since_previous_ms")


def leaf_values(row: tuple[Any, ...]) -> dict[str, Any]:
    """Name the values of an event, read in the order of `COLUMNS`, as its leaf holds them."""
    values = dict(zip(COLUMNS, row, strict=True))
    return {**values, "at": write_time(values["at"]), "v": FORM}


def leaf_text(row: tuple[Any, ...]) -> str:
    """Write the leaf of an event: JSON with sorted keys and no blanks (RFC 8785), its time in UTC to the microsecond."""
    return canonical_json(leaf_values(row))


def leaf_hash_of(row: tuple[Any, ...]) -> bytes:
    """Hash the leaf of an event, read in the order of `COLUMNS`."""
    return hash_leaf(leaf_text(row).encode())


def write_time(at: datetime) -> str:
    """Write a moment as leaves and exports do: 2026-11-23T00:00:00.000000Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
