"""One message or task, handled: exactly once what it writes, at least once what it does outside."""

import traceback
from datetime import datetime

from django.db import transaction

from murakami.foundation.spool.leasing import LeaseLost, finish, give_back
from murakami.foundation.spool.models import HandledMessage, Message, Place
from murakami.foundation.spool.registry import GiveUp, NobodyListens, Received, find_handler, find_task


def handle(message: Message, *, at: datetime) -> bool:
    """Handle a leased message; say whether it is done. What fails is put back, never raised.

    SQL: 3 and what the handler takes.
    """
    try:
        if message.place == Place.HERE:
            _do_task(message, at=at)
        else:
            _hand_over(message, at=at)
    except LeaseLost:
        return False
    except Exception as error:
        give_back(message, error=_describe(error), is_hopeless=isinstance(error, GiveUp), at=at)
        return False
    return True


def _hand_over(message: Message, *, at: datetime) -> None:
    handler = find_handler(message.topic)
    if handler is None:
        raise NobodyListens(message.topic)
    with transaction.atomic(durable=True):
        finish(message)
        if _is_new(message, at=at):
            handler(_received(message), at=at)


def _do_task(message: Message, *, at: datetime) -> None:
    task = find_task(message.topic)
    if task is None:
        raise NobodyListens(message.topic)
    if not HandledMessage.objects.filter(topic=message.topic, key=message.key).exists():
        task(message.payload, at=at)
    with transaction.atomic(durable=True):
        finish(message)
        _is_new(message, at=at)


def _is_new(message: Message, *, at: datetime) -> bool:
    """Note the key as handled; False when it was before. The message's row is locked by its deletion."""
    known = HandledMessage.objects.filter(topic=message.topic, key=message.key)
    if known.exists():
        return False
    HandledMessage.objects.create(topic=message.topic, key=message.key, at=at)
    return True


def _received(message: Message) -> Received:
    return Received(
        topic=message.topic, key=message.key, payload=message.payload, files=tuple(message.files), sent_at=message.at
    )


def _describe(error: Exception) -> str:
    """Name the error and its place; its text may hold personal values, except what a room says when it gives up."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" in {last[0].name}, line {last[0].lineno}" if last else ""
    said = f": {error}" if isinstance(error, GiveUp | NobodyListens) else ""
    return f"{type(error).__qualname__}{place}{said}"
