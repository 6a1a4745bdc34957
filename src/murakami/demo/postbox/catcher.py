"""The SMTP server."""

import threading
from collections import deque
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller

from murakami.demo.postbox.mails import Mail, read_mail

_KEPT = 200
_LARGEST_MAIL = 20 * 1024 * 1024
_JAPAN = ZoneInfo("Asia/Tokyo")


class Postbox:
    """The mails that arrived, newest first, the last two hundred; they go when the process ends."""

    def __init__(self) -> None:
        self._mails: deque[Mail] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()
        self._count = 0

    def put(self, content: bytes, *, recipients: tuple[str, ...], at: datetime) -> None:
        """Take a mail in."""
        with self._lock:
            self._count += 1
            self._mails.appendleft(read_mail(content, number=self._count, recipients=recipients, at=at))

    def mails(self) -> tuple[Mail, ...]:
        """List the mails, newest first."""
        with self._lock:
            return tuple(self._mails)


class _Handler:
    def __init__(self, postbox: Postbox) -> None:
        self._postbox = postbox

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        self._postbox.put(bytes(envelope.content), recipients=tuple(envelope.rcpt_tos), at=datetime.now(_JAPAN))
        return "250 taken; it will go nowhere"


def open_postbox(postbox: Postbox, *, host: str, port: int) -> Controller:
    """Listen for mail in a thread of its own; the caller stops it."""
    controller = Controller(_Handler(postbox), hostname=host, port=port, data_size_limit=_LARGEST_MAIL,
                            ident="fictitious post office")
    controller.start()
    return controller
