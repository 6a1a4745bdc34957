"""A server that speaks the protocol of clamd and looks for one harmless word instead of viruses."""

import socket
import threading
from pathlib import Path
from typing import Self

WORD = b"PRETEND-VIRUS"


class Daemon:
    """Listens on a UNIX socket, or on a TCP port where `path` is None; `says` overrides every answer."""

    def __init__(self, path: Path | None = None, *, says: bytes | None = None) -> None:
        self.seen: list[bytes] = []
        self._says = says
        self._socket = socket.socket(socket.AF_UNIX if path else socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind(str(path) if path else ("127.0.0.1", 0))
        self.address = str(path) if path else f"tcp://127.0.0.1:{self._socket.getsockname()[1]}"
        self._socket.listen()

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines:
                connection.sendall(self._answer(lines))

    def _answer(self, lines) -> bytes:
        command = b""
        while not command.endswith(b"\0"):
            command += lines.read(1)
        if command == b"zPING\0":
            return b"PONG\0"
        assert command == b"zINSTREAM\0", command
        content = b""
        while size := int.from_bytes(lines.read(4), "big"):
            content += lines.read(size)
        self.seen.append(content)
        if self._says is not None:
            return self._says
        return b"stream: Pretend.Test FOUND\0" if WORD in content else b"stream: OK\0"
