"""Sending happens in the caller's transaction, along listed routes only."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from murakami.foundation.spool.models import Message
from murakami.foundation.spool.operations import NewMessage, TopicRefused, enqueue, send, send_many

pytestmark = pytest.mark.django_db
SqlAtMost = Callable[[int], AbstractContextManager[Any]]


class Regret(Exception):
    """The caller changed its mind."""


def test_send__leaves_nothing_when_the_callers_transaction_is_undone(at: datetime) -> None:
    with pytest.raises(Regret), transaction.atomic():
        send(topic="filing.received", payload={}, key="a", to="core", at=at)
        enqueue("letter.print", payload={}, key="b", not_before=at)
        raise Regret
    assert Message.objects.count() == 0


@pytest.mark.parametrize(("topic", "to"), [
    ("register.resident", "edge"),  # what the core must never tell the internet side
    ("filing.received", "edge"),
    ("case.message", "core"),
    ("", "core"),
])
def test_send__refuses_what_is_not_listed_for_that_direction(at: datetime, topic: str, to: Any) -> None:
    with pytest.raises(TopicRefused, match="topic"):
        send(topic=topic, payload={}, key="a", to=to, at=at)
    assert Message.objects.count() == 0


def test_send__keeps_one_message_per_key(at: datetime) -> None:
    for body in ("first", "second"):
        send(topic="filing.received", payload={"body": body}, key="a", to="core", at=at)
    assert Message.objects.get().payload == {"body": "first"}


def test_send__orders_by_receipt_number_unless_told_otherwise(at: datetime) -> None:
    send(topic="filing.received", payload={"receipt_number": "MK-1"}, key="a", to="core", at=at)
    send(topic="filing.received", payload={"receipt_number": "MK-1"}, key="b", to="core", at=at, ordering_key="mine")
    send(topic="filing.received", payload={}, key="c", to="core", at=at)
    assert list(Message.objects.order_by("id").values_list("ordering_key", flat=True)) == ["MK-1", "mine", "c"]


def test_send_many__takes_one_statement(at: datetime, sql_at_most: SqlAtMost) -> None:
    news = [NewMessage(topic="filing.received", payload={}, key=str(each), to="core", at=at) for each in range(200)]
    with sql_at_most(1):
        send_many(news)
    assert Message.objects.count() == 200


def test_send_many__sends_none_when_one_is_refused(at: datetime) -> None:
    good = NewMessage(topic="filing.received", payload={}, key="a", to="core", at=at)
    bad = NewMessage(topic="nobody.listed", payload={}, key="b", to="core", at=at)
    with pytest.raises(TopicRefused):
        send_many([good, bad])
    assert Message.objects.count() == 0


def test_enqueue__takes_one_statement_and_one_row_per_key(at: datetime, sql_at_most: SqlAtMost) -> None:
    with sql_at_most(2):
        enqueue("letter.print", payload={}, key="a", not_before=at)
        enqueue("letter.print", payload={}, key="a", not_before=at)
    assert Message.objects.count() == 1
