"""The store of files, as the spool needs it to carry files between the zones."""

from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from murakami.foundation.files.kinds import content_type_of
from murakami.foundation.files.store import FileMissing, path_of, read_file, store


class CarriedFiles:
    """Gives the spool the files of this zone's store, by their SHA-256."""

    def has(self, sha256: str) -> bool:
        """Say whether the file is stored here."""
        try:
            return path_of(sha256).exists()
        except FileMissing:
            return False

    def open(self, sha256: str) -> BinaryIO:
        """Open a stored file for reading. Raises FileNotFoundError."""
        try:
            return BytesIO(read_file(sha256))
        except FileMissing as error:
            raise FileNotFoundError(sha256) from error

    def keep(self, sha256: str, source: BinaryIO, *, at: datetime) -> None:
        """Store a file that came from the other zone. SQL: at most 3."""
        data = source.read()
        store(data, content_type=content_type_of(data), at=at)
