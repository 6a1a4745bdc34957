"""What a backup says of itself: when, of what, and the digest of every part. The last thing that is written."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from murakami.config.operation.writing import write_json

FORMAT = 1
NAME = "manifest.json"
FILES_LIST = "files.sha256"


class NotABackup(ValueError):
    """A directory is no whole backup; says what is wrong and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of a backup, by its path below the backup."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A whole backup. `taken_at` is when it began: what was acknowledged before is in it.

    `files` counts the contents in `files.sha256`; `missing` names contents that the store did not hold whole any more.
    """

    format: int = FORMAT
    release: str
    zone: str
    vendor: str
    server: str
    taken_at: datetime
    ended_at: datetime
    migrations: dict[str, list[str]]
    counts: dict[str, int]
    parts: list[Part]
    files: int
    missing: list[str] = field(default_factory=list)
    has_keys: bool = False
    keys_left_out: list[str] = field(default_factory=list)

    def part(self, path: str) -> Part | None:
        """Find a part by its path."""
        return next((part for part in self.parts if part.path == path), None)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it into the backup."""
    write_json(folder / NAME, asdict(manifest))


def read_manifest(folder: Path) -> Manifest:
    """Read a backup's own words.

    Raises:
        NotABackup: there are none, they cannot be read, or they are of a later kind than this software knows.
    """
    try:
        said = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return _manifest_of(said)
    except FileNotFoundError as error:
        raise NotABackup(f"{folder} は完全なバックアップではありません（{NAME} がありません）。別のバックアップを選んでください。") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NotABackup(f"{folder / NAME} を読めません。別のバックアップを選んでください。") from error


def _manifest_of(said: dict[str, Any]) -> Manifest:
    if said["format"] != FORMAT:
        raise ValueError(said["format"])
    times = {name: datetime.fromisoformat(said[name]) for name in ("taken_at", "ended_at")}
    return Manifest(**{**said, **times, "parts": [Part(**part) for part in said["parts"]]})
