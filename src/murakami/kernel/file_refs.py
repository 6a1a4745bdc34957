"""A stored file as documents and answers name it: by its content's hash, never by a path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from murakami.kernel.json_values import JsonObject, JsonShapeError, read_int, read_object, read_str

_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class FileRef:
    """`name` is the name shown to people; `size` is in bytes; `sha256` is of the rebuilt content."""

    sha256: str
    name: str
    content_type: str
    size: int

    def to_json(self) -> JsonObject:
        """Write what `from_json` reads."""
        return {"sha256": self.sha256, "name": self.name, "content_type": self.content_type, "size": self.size}

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read a file reference.

        Raises:
            JsonShapeError: the data does not have the shape that `to_json` writes.
        """
        row = read_object(data, where="file")
        sha256 = read_str(row.get("sha256"), where="file.sha256")
        if not is_sha256(sha256):
            raise JsonShapeError(where="file.sha256", expected="64 hex digits", found=sha256)
        return cls(
            sha256=sha256,
            name=read_str(row.get("name"), where="file.name"),
            content_type=read_str(row.get("content_type"), where="file.content_type"),
            size=read_int(row.get("size"), where="file.size"),
        )


def is_sha256(text: str) -> bool:
    """Tell whether a text is a SHA-256 as we write it: 64 small hex digits."""
    return _SHA256.match(text) is not None
