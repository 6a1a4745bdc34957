"""What the spool needs from the room that stores files."""

from datetime import datetime
from typing import BinaryIO, Protocol


class StoredFiles(Protocol):
    """Files by their SHA-256, as messages name them."""

    def has(self, sha256: str) -> bool:
        """Say whether the file is stored here."""

    def open(self, sha256: str) -> BinaryIO:
        """Open a stored file for reading. Raises FileNotFoundError."""

    def keep(self, sha256: str, source: BinaryIO, *, at: datetime) -> None:
        """Store a file that came from the other zone, durably; one that is stored already stays as it is."""


class NoStoredFiles(LookupError):
    """A message names files, but this process has no store bound (config/wiring.py)."""


_bound: list[StoredFiles] = []


def bind_stored_files(store: StoredFiles) -> None:
    """Have the carrying between zones use `store`."""
    _bound[:] = [store]


def stored_files() -> StoredFiles:
    """Give the store. Raises NoStoredFiles."""
    if not _bound:
        raise NoStoredFiles("Bind a store with bind_stored_files().")
    return _bound[0]
