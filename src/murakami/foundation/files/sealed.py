"""Originals as they came: sealed with AES-GCM, under the hash of what they were, for as many days as the town says.

The key is made from a private key of this installation (`keys/originals.pem`) that signs nothing. Whoever has the disk
without the keys has nothing, and no program that looks at files by itself opens one of these.
"""

import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from murakami.foundation.files.store import FileDamaged, FileMissing, path_of, write_durably
from murakami.foundation.keys.store import load_or_make_signing_key

_KEY_NAME: Final = "originals"
_NONCE: Final = 12


def seal_original(data: bytes, *, draw: bytes) -> str:
    """Keep an original; returns the hash it is found by. `draw` are 12 random bytes, never the same twice.

    Raises KeyRefused: the key cannot be used as it is.
    """
    digest = sha256(data).hexdigest()
    path = _sealed_path(digest)
    if not path.exists():
        write_durably(path, draw + _cipher().encrypt(draw, data, digest.encode()))
    return digest


def open_original(digest: str) -> bytes:
    """Open an original. Raises FileMissing: it is not here (any more); FileDamaged: altered, or another key's."""
    try:
        sealed = _sealed_path(digest).read_bytes()
    except FileNotFoundError as error:
        raise FileMissing(digest) from error
    try:
        return _cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], digest.encode())
    except (InvalidTag, ValueError) as error:
        raise FileDamaged(digest) from error


def has_original(digest: str) -> bool:
    """Say whether an original is still here."""
    return bool(digest) and _sealed_path(digest).exists()


def drop_original(digest: str) -> None:
    """Throw an original away; nothing when it is not here."""
    _sealed_path(digest).unlink(missing_ok=True)


def draw_nonce() -> bytes:
    """Draw what `seal_original` needs."""
    return os.urandom(_NONCE)


def _sealed_path(digest: str) -> Path:
    path_of(digest)  # refuses what is no hash
    return Path(settings.FILES_DIR).with_name("originals") / digest[:2] / f"{digest}.sealed"


def _cipher() -> AESGCM:
    secret = load_or_make_signing_key(_KEY_NAME).private_bytes_raw()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"murakami originals 1").derive(secret))
