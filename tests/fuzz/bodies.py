"""Writes a form as bytes in both encodings, also where its texts are no text: NUL, lone surrogates, the same name twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote_from_bytes

BOUNDARY: Final = "----fuzz7"
Pairs = Sequence[tuple[str, str]]


@dataclass
class Body:
    """What is sent: names with texts, names with files."""

    fields: list[tuple[str, str]]
    files: list[tuple[str, str, bytes]] = field(default_factory=list)

    def urlencoded(self) -> bytes:
        """Write it as an address does."""
        return b"&".join(f"{_quoted(name)}={_quoted(text)}".encode() for name, text in self.fields)

    def multipart(self) -> bytes:
        """Write it as a form with files does."""
        parts = [(_head(name), _bytes(text)) for name, text in self.fields]
        parts += [(_head(name, file), data) for name, file, data in self.files]
        return b"".join(b"--%s\r\n%s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), head, data) for head, data in parts) + f"--{BOUNDARY}--\r\n".encode()


def _head(name: str, file: str | None = None) -> bytes:
    said = b'Content-Disposition: form-data; name="%s"' % _inside(name)
    return said if file is None else said + b'; filename="%s"\r\nContent-Type: application/octet-stream' % _inside(file)


def _inside(text: str) -> bytes:
    return _bytes(text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22"))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _quoted(text: str) -> str:
    return quote_from_bytes(_bytes(text), safe="")
