"""Signing keys by name."""

import os
import re
import secrets
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.conf import settings

_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,59}\Z")
_OTHERS: Final = 0o077


class KeyRefused(RuntimeError):
    """A key cannot be used as it is; says which file and the mend."""


def load_or_make_signing_key(name: str) -> Ed25519PrivateKey:
    """Load the Ed25519 key `name`, or make it: durable, and readable by the owner only, before it is first used.

    Raises:
        KeyRefused: others may read the file, or it holds no such key.
    """
    path = path_of_key(name)
    if not path.exists():
        _make(path)
    return _load(path)


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
    return Path(settings.DATA_DIR) / "keys" / f"{name}.pem"


def _load(path: Path) -> Ed25519PrivateKey:
    if path.stat().st_mode & _OTHERS:
        raise KeyRefused(f"{path} can be read by others: chmod 600 {path}, and make another key if somebody may have.")
    return read_signing_key(path.read_bytes(), where=str(path))


def _make(path: Path) -> None:
    """Write a new key beside its place and link it there: whoever links first wins, and nobody sees half a key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        _link(draft, path)
    finally:
        draft.unlink()


def _link(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
