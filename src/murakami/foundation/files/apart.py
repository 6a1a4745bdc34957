"""The parent's side of the process that writes files anew."""

import json
import subprocess
import sys
import threading
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Any

from murakami.foundation.files.rebuilding import Rebuilt
from murakami.foundation.files.refusals import FileRefused


class Workshop:
    """One child, used by one caller at a time; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def rebuild(self, data: bytes, *, name: str, accept: AbstractSet[str]) -> Rebuilt:
        """Write a file anew, in a process that can hurt nobody. Raises FileRefused, `too_hard` where the child gave up."""
        request = json.dumps({"name": name, "accept": sorted(accept), "size": len(data)}).encode() + b"\n" + data
        with self._lock:
            try:
                head, body = self._ask(request)
            except (OSError, ValueError):  # it had ended by itself, having nothing to do
                self._let_go()
                head, body = self._ask_again(request, name=name)
        if "refused" in head:
            raise FileRefused(head["refused"], {"name": name, **head.get("params", {})})
        return Rebuilt(found=head["found"], content_type=head["content_type"], data=body, removed=head["removed"],
                       shows_number=head["shows_number"])

    def close(self) -> None:
        """Let the child go."""
        with self._lock:
            self._let_go()

    def _ask_again(self, request: bytes, *, name: str) -> tuple[dict[str, Any], bytes]:
        try:
            return self._ask(request)
        except (OSError, ValueError) as error:
            self._let_go()
            raise FileRefused("too_hard", {"name": name}) from error

    def _ask(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        child = self._child
        if child is None or child.poll() is not None:
            self._let_go()
            child = self._child = subprocess.Popen(
                [sys.executable, "-m", "murakami.foundation.files.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if child.stdin is None or child.stdout is None:
            raise OSError("no pipe to the process that writes files anew")
        child.stdin.write(request)
        child.stdin.flush()
        head: dict[str, Any] = json.loads(child.stdout.readline())
        body = child.stdout.read(head.get("size", 0))
        if len(body) != head.get("size", 0):
            raise OSError("the answer ended in the middle")
        return head, body

    def _let_go(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()


workshop = Workshop()
