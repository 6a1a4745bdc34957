"""The parent's side: asks the child for a PDF, restarts it when it died, lets it go when it has been idle."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

IDLE_SECONDS = 60.0
PATIENCE_SECONDS = 30.0


class CannotPrint(RuntimeError):
    """The child gave no PDF; the text says why."""


class CharacterMissing(RuntimeError):
    """No font can print some characters; `characters` names them."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters


class Printer:
    """One child, used by one caller at a time; safe to share between threads."""

    def __init__(self, *, idle_seconds: float = IDLE_SECONDS, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._idle_seconds, self._patience_seconds = idle_seconds, patience_seconds
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._rest: threading.Timer | None = None

    def print(self, template: str, data: Mapping[str, Any]) -> bytes:
        """Set `data` by a template of this room and return the PDF.

        Raises:
            CharacterMissing: a character that no installed font can print.
            CannotPrint: typst refused, or the child died or took too long twice.
        """
        request = json.dumps({"template": template, "data": data}, ensure_ascii=False).encode() + b"\n"
        with self._lock:
            self._cancel_rest()
            try:
                header, body = self._ask(request)
            except (OSError, ValueError):
                self._let_go()
                header, body = self._ask_again(request)
            self._rest_later()
        if "missing" in header:
            raise CharacterMissing(header["missing"])
        if "error" in header:
            raise CannotPrint(header["error"])
        return body

    def close(self) -> None:
        """Let the child go."""
        with self._lock:
            self._cancel_rest()
            self._let_go()

    def _ask_again(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            return self._ask(request)
        except (OSError, ValueError) as error:
            self._let_go()
            raise CannotPrint("the printing process died twice on the same page") from error

    def _ask(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        child = self._child
        if child is None or child.poll() is not None:
            child = self._child = subprocess.Popen(
                [sys.executable, "-m", "murakami.adapters.pdf.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if child.stdin is None or child.stdout is None:
            raise OSError("no pipe to the printing process")
        watch = threading.Timer(self._patience_seconds, child.kill)
        watch.start()
        try:
            child.stdin.write(request)
            child.stdin.flush()
            header: dict[str, Any] = json.loads(child.stdout.readline())
            body = child.stdout.read(int(header.get("size", 0)))
        finally:
            watch.cancel()
        if len(body) != header.get("size", 0):
            raise OSError("the printing process ended in the middle of a page")
        return header, body

    def _let_go(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe:
                    with suppress(BrokenPipeError):  # closing sends what was not sent, to nobody
                        pipe.close()
            self._child = None

    def _cancel_rest(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _rest_later(self) -> None:
        self._rest = threading.Timer(self._idle_seconds, self.close)
        self._rest.daemon = True
        self._rest.start()
