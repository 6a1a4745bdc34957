"""The files of the keys: there whole or not at all, read by their owner only."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

_OTHERS: Final = 0o077


class KeyRefused(RuntimeError):
    """A key cannot be used as it is; says which file and the mend."""


def keys_folder() -> Path:
    """Say where the keys lie: MURAKAMI_KEYS_DIR, else `keys` in DATA_DIR."""
    return Path(settings.KEYS_DIR or Path(settings.DATA_DIR) / "keys")


def read_private(path: Path) -> bytes:
    """Read a private key. Raises KeyRefused when others may read it too, FileNotFoundError."""
    if path.stat().st_mode & _OTHERS:
        raise KeyRefused(f"{path} can be read by others: chmod 600 {path}, and make another key if somebody may have.")
    return path.read_bytes()


def write_once(path: Path, content: bytes) -> None:
    """Write a file beside its place and link it there: whoever links first wins, and nobody sees half a key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _link(draft, path)
    finally:
        draft.unlink()


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let one process at a time decide which keys there are."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


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
