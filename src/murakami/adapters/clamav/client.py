"""Asks clamd about one file.

Source: clamd(8), command INSTREAM: the command ended by a zero byte, then pieces with their length as four bytes in
network order, then a length of zero; the answer is `stream: OK`, `stream: NAME FOUND` or a text that ends in `ERROR`.
"""

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from murakami.foundation.files.scanning import ScannerGone

_PIECE: Final = 256 * 1024
_MOST_ANSWER: Final = 4096
PATIENCE_SECONDS: Final = 30.0


class AddressRefused(ValueError):
    """What was set as the scanner's address is none; says what one looks like."""


@dataclass(frozen=True, slots=True)
class ClamAV:
    """clamd behind a UNIX socket (`path`) or a TCP port of a trusted network (`host`, `port`)."""

    path: Path | None = None
    host: str = ""
    port: int = 0
    patience_seconds: float = PATIENCE_SECONDS

    def find_virus(self, data: bytes) -> str:
        """Name what clamd found in `data`; "" when nothing. Raises ScannerGone."""
        try:
            with self._connect() as connection:
                return _read(self._ask(connection, data))
        except OSError as error:
            raise ScannerGone(type(error).__name__) from error

    def is_there(self) -> bool:
        """Say whether clamd answers."""
        try:
            with self._connect() as connection:
                connection.sendall(b"zPING\0")
                return connection.recv(_MOST_ANSWER).rstrip(b"\0\n") == b"PONG"
        except OSError:
            return False

    def _connect(self) -> socket.socket:
        if self.path is None:
            return socket.create_connection((self.host, self.port), timeout=self.patience_seconds)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self.patience_seconds)
        try:
            connection.connect(str(self.path))
        except OSError:
            connection.close()
            raise
        return connection

    def _ask(self, connection: socket.socket, data: bytes) -> bytes:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), _PIECE):
            piece = data[start:start + _PIECE]
            connection.sendall(len(piece).to_bytes(4, "big") + piece)
        connection.sendall(bytes(4))
        answer = bytearray()
        while not answer.endswith(b"\0") and len(answer) < _MOST_ANSWER and (more := connection.recv(_MOST_ANSWER)):
            answer += more
        return bytes(answer)


def read_address(text: str) -> ClamAV:
    """Read `/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`. Raises AddressRefused."""
    if text.startswith("/"):
        return ClamAV(path=Path(text))
    host, _, port = text.removeprefix("tcp://").rpartition(":")
    if not text.startswith("tcp://") or not host or not (port.isascii() and port.isdigit()):
        raise AddressRefused(f"{text!r}: write a path such as /run/clamav/clamd.ctl, or tcp://127.0.0.1:3310")
    return ClamAV(host=host.strip("[]"), port=int(port))


def _read(answer: bytes) -> str:
    said = answer.rstrip(b"\0\n").decode("utf-8", errors="replace")
    if said == "stream: OK":
        return ""
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerGone(said[:100] or "no answer")
