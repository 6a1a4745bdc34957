"""Signing keys by name."""

import re
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from murakami.foundation.keys.files import KeyRefused, keys_folder, read_private, write_once

__all__ = ["KeyRefused", "load_or_make_signing_key", "path_of_key", "read_signing_key"]
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,59}\Z")


def load_or_make_signing_key(name: str) -> Ed25519PrivateKey:
    """Load the Ed25519 key `name`, or make it: durable, and readable by the owner only, before it is first used.

    Raises:
        KeyRefused: others may read the file, or it holds no such key.
    """
    path = path_of_key(name)
    if not path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_once(path, pem)
    return read_signing_key(read_private(path), where=str(path))


def read_signing_key(pem: bytes, *, where: str) -> Ed25519PrivateKey:
    """Read an Ed25519 key from PEM. Raises KeyRefused, naming `where` it came from."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise KeyRefused(f"{where} holds no private key in PEM without a password.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(f"{where} holds another kind of key. Ed25519 is needed: openssl genpkey -algorithm ed25519")
    return key


def path_of_key(name: str) -> Path:
    """Say where the key `name` lies. Raises KeyRefused for what is no name."""
    if not _NAME.match(name):
        raise KeyRefused(f"{name!r} is no name of a key: small letters, digits, - and _.")
    return keys_folder() / f"{name}.pem"

