"""A picture of the database at one moment, taken while others write, and put back as a whole."""

from murakami.config.operation.snapshots import postgresql, sqlite
from murakami.config.operation.snapshots.picture import Contents, SnapshotFailed, Taker

__all__ = ("Contents", "SnapshotFailed", "Taker", "taker_of")


def taker_of(vendor: str) -> Taker:
    """Choose how pictures of this kind of database are taken and put back."""
    return {"sqlite": sqlite.TAKER, "postgresql": postgresql.TAKER}[vendor]
