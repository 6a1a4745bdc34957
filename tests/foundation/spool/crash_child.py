"""A process for the crash test: `send` queues messages and says which are committed, `work` handles them."""

import signal
import sys
from datetime import datetime, timedelta

import django

django.setup()

from django.db import transaction
from django.utils import timezone

from murakami.foundation.events.models import Event
from murakami.foundation.events.operations import append
from murakami.foundation.spool import registry
from murakami.foundation.spool.operations import send
from murakami.foundation.spool.registry import Received
from murakami.foundation.spool.worker import Worker, run_pending


def hear(message: Received, /, *, at: datetime) -> None:
    """Write the message down; what is written twice or out of order shows."""
    append(kind="test.heard", subject_key=f"{message.payload['about']}-heard", at=at, details={"n": message.payload["n"]})


AT_ONCE = 120


def send_and_wait() -> None:
    """Queue a message with each event, print its number once both are committed; then wait to be killed."""
    start = Event.objects.filter(kind="test.sent").count()
    for number in range(start, start + AT_ONCE):
        at, about = timezone.now(), f"s{number % 5}"
        with transaction.atomic():
            append(kind="test.sent", subject_key=about, at=at, details={"n": number})
            send(topic="filing.received", payload={"n": number, "about": about}, key=str(number), to="core", at=at,
                 ordering_key=about)
        print(number, flush=True)
    signal.pause()


def finish() -> None:
    """Do what is left; a minute later the leases of those who were killed have run out."""
    for minutes in range(3):
        run_pending(clock=lambda: timezone.now() + timedelta(minutes=minutes))  # noqa: B023 - used at once


if __name__ == "__main__":
    registry._handlers["filing.received"] = hear
    {"send": send_and_wait, "work": Worker().run, "finish": finish}[sys.argv[1]]()
