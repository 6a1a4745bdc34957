"""Queueing, inside the caller's transaction; and what an operator may do with what failed for good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.db import transaction

from murakami.foundation.spool.bell import ring
from murakami.foundation.spool.models import Message, Place
from murakami.foundation.spool.rules import ordering_key_of, refusal_of_route

Zone = Literal["edge", "core"]


class TopicRefused(ValueError):
    """A message may not go where it is sent: only listed topics leave a zone, each in one direction."""


class MessageNotDead(LookupError):
    """There is no message of that number that waits for an operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message to be sent. `payload` is plain JSON; `files` are SHA-256 of stored files that travel before it."""

    topic: str
    payload: Mapping[str, Any]
    key: str
    to: Zone
    at: datetime
    files: tuple[str, ...] = field(default=())
    ordering_key: str = ""


def send(
    *,
    topic: str,
    payload: Mapping[str, Any],
    key: str,
    to: Zone,
    at: datetime,
    files: tuple[str, ...] = (),
    ordering_key: str = "",
) -> None:
    """Queue a message for the zone `to`; it leaves when the surrounding transaction commits, or never.

    It is handled once, however often it is sent with the same `key`. Messages with the same `ordering_key` (by default
    the payload's `receipt_number`) are handled in the order of sending; their senders hold the lock on that subject.
    SQL: 1.

    Raises:
        TopicRefused: the topic is not listed, or goes the other way.
    """
    send_many([NewMessage(topic=topic, payload=payload, key=key, to=to, at=at, files=files, ordering_key=ordering_key)])


def send_many(messages: Iterable[NewMessage]) -> None:
    """Queue messages in the order given. SQL: 1.

    Raises:
        TopicRefused: one of them may not go where it is sent; then none is queued.
    """
    rows = [_row_of(message) for message in messages]
    _queue(rows)


def enqueue(
    task_name: str, *, payload: Mapping[str, Any], key: str, not_before: datetime, ordering_key: str = ""
) -> None:
    """Queue a piece of background work of this zone, to be done at `not_before` or later; once per `key`. SQL: 1."""
    row = Message(
        topic=task_name,
        key=key,
        ordering_key=ordering_key or f"{task_name} {key}",
        place=Place.HERE,
        payload=dict(payload),
        at=not_before,
        not_before=not_before,
    )
    _queue([row])


def retry_message(message_id: int, *, at: datetime) -> None:
    """Have a dead message tried again from the beginning. SQL: 1.

    Raises:
        MessageNotDead: it is not dead (any more).
    """
    fresh = {"dead_at": None, "attempts": 0, "not_before": at, "last_error": ""}
    if not Message.objects.filter(id=message_id, dead_at__isnull=False).update(**fresh):
        raise MessageNotDead(message_id)
    transaction.on_commit(ring)


def discard_message(message_id: int) -> None:
    """Throw a dead message away; what waits behind it in its order is handled next. SQL: 1.

    Raises:
        MessageNotDead: it is not dead (any more).
    """
    if not Message.objects.filter(id=message_id, dead_at__isnull=False).delete()[0]:
        raise MessageNotDead(message_id)
    transaction.on_commit(ring)


def _row_of(message: NewMessage) -> Message:
    refusal = refusal_of_route(topic=message.topic, to=message.to, topics=settings.SPOOL_TOPICS)
    if refusal:
        raise TopicRefused(refusal)
    return Message(
        topic=message.topic,
        key=message.key,
        place=Place(message.to),
        payload=dict(message.payload),
        ordering_key=message.ordering_key or ordering_key_of(message.payload, key=message.key),
        files=list(message.files),
        at=message.at,
        not_before=message.at,
    )


def _queue(rows: list[Message]) -> None:
    Message.objects.bulk_create(rows, ignore_conflicts=True)  # the same key once more: it waits already
    transaction.on_commit(ring)
