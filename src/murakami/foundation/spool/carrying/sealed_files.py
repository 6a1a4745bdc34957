"""Files that travel beside the envelopes, encrypted in pieces: what is in memory never depends on their size.

The envelope that names a file holds the key of the file and the name under which it lies in the directory; so only who can
open the envelope can read the file, and the directory does not say which file it is. Each piece has its place and whether it is
the last in its nonce: pieces can be neither exchanged nor left out, nor can the file be cut.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from murakami.foundation.keys.zones import ZoneKey

PIECE: Final = 256 * 1024
_TAG: Final = 16


class FileAltered(ValueError):
    """The content of a file is not what its name or its seal says."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file by its SHA-256, the name under which it lies in the directory, and its key."""

    sha256: str
    name: str
    key: bytes


def sealed_file(sha256: str, *, key: ZoneKey, to: str) -> SealedFile:
    """Name a file for the way to `to`: always the same for the same sender's key, and a riddle to everybody else."""
    return _derive(key.reading.private_bytes_raw(), sha256, to)


@lru_cache(maxsize=8192)
def _derive(secret: bytes, sha256: str, to: str) -> SealedFile:
    info = b"smart-murakami-file/2\n" + to.encode() + b"\n" + sha256.encode()
    drawn = HKDF(algorithm=SHA256(), length=64, salt=None, info=info).derive(secret)
    return SealedFile(sha256, drawn[32:].hex(), drawn[:32])


def encrypt_file(source: IO[bytes], target: IO[bytes], *, file: SealedFile) -> None:
    """Encrypt `source` into `target`. Raises FileAltered when it is not the file of that SHA-256."""
    cipher, digest = ChaCha20Poly1305(file.key), hashlib.sha256()
    for number, (piece, is_last) in enumerate(_pieces(source, PIECE)):
        digest.update(piece)
        target.write(cipher.encrypt(_nonce(number, is_last), piece, None))
    if digest.hexdigest() != file.sha256:
        raise FileAltered(file.sha256)


def decrypted(source: IO[bytes], *, file: SealedFile) -> io.BufferedReader:
    """Read an encrypted file piece by piece; reading raises FileAltered where it does not hold."""
    return io.BufferedReader(_Decrypted(source, file.key), buffer_size=PIECE)


def is_whole(source: IO[bytes], *, file: SealedFile) -> bool:
    """Say whether an encrypted file holds what its SHA-256 says."""
    try:
        return hashlib.file_digest(decrypted(source, file=file), "sha256").hexdigest() == file.sha256
    except FileAltered:
        return False


class _Decrypted(io.RawIOBase):
    """The content of an encrypted file, as a stream."""

    def __init__(self, source: IO[bytes], key: bytes) -> None:
        self._plain = self._decrypt(source, ChaCha20Poly1305(key))
        self._left = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill a buffer from the piece at hand. Raises FileAltered."""
        while not self._left:
            piece = next(self._plain, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    @staticmethod
    def _decrypt(source: IO[bytes], cipher: ChaCha20Poly1305) -> Iterator[bytes]:
        for number, (piece, is_last) in enumerate(_pieces(source, PIECE + _TAG)):
            try:
                yield cipher.decrypt(_nonce(number, is_last), piece, None)
            except InvalidTag as error:
                raise FileAltered("a piece does not hold") from error


def _pieces(source: IO[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut a stream; an empty one has one empty piece, which is the last."""
    piece = source.read(size)
    while True:
        following = source.read(size) if len(piece) == size else b""
        yield piece, not following
        if not following:
            return
        piece = following


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
