"""Counting at a door: exact where something is written, cheap where it is only read, never growing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from murakami.foundation.limits import counting
from murakami.foundation.limits.counting import PLACES, SEEN, TooOften, knock, number_of
from murakami.foundation.limits.models import Count
from murakami.foundation.limits.rules import Door, Limit

pytestmark = pytest.mark.django_db
SqlAtMost = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def limits(settings: Settings) -> Iterator[None]:
    settings.LIMITS = {"writes": Limit(3, 60), "searches": Limit(80, 60), "lookups": None}
    SEEN.forget()
    yield
    SEEN.forget()


def test_knock__opens_as_often_as_the_limit_says(at: datetime) -> None:
    for _ in range(3):
        knock(Door.WRITES, "token a", at=at)
    with pytest.raises(TooOften) as refused:
        knock(Door.WRITES, "token a", at=at)
    assert (refused.value.door, refused.value.wait) == (Door.WRITES, 60)
    knock(Door.WRITES, "token b", at=at)
    knock(Door.WRITES, "token a", at=at + timedelta(minutes=1))


def test_knock__counts_together_with_other_processes(at: datetime) -> None:
    for _ in range(3):
        knock(Door.WRITES, "token a", at=at)
        SEEN.forget()  # as another process, that knows nothing
    with pytest.raises(TooOften):
        knock(Door.WRITES, "token a", at=at)


def test_knock__costs_one_statement_to_write_and_none_once_refused(at: datetime, sql_at_most: SqlAtMost) -> None:
    for _ in range(3):
        with sql_at_most(1):
            knock(Door.WRITES, "token a", at=at)
    with sql_at_most(1), pytest.raises(TooOften):
        knock(Door.WRITES, "token a", at=at)
    with sql_at_most(0), pytest.raises(TooOften):
        knock(Door.WRITES, "token a", at=at)


def test_knock__costs_an_ordinary_reader_nothing(at: datetime, sql_at_most: SqlAtMost) -> None:
    with sql_at_most(0):
        for _ in range(9):
            knock(Door.SEARCHES, "203.0.113.5", at=at)
    with sql_at_most(1):
        knock(Door.SEARCHES, "203.0.113.5", at=at)
    assert Count.objects.get().used == 10


def test_knock__finds_a_reader_who_is_too_quick(at: datetime, sql_at_most: SqlAtMost) -> None:
    with sql_at_most(9):
        for _ in range(80):
            knock(Door.SEARCHES, "203.0.113.5", at=at)
        with pytest.raises(TooOften):
            knock(Door.SEARCHES, "203.0.113.5", at=at)


def test_knock__without_a_limit_counts_nothing(at: datetime, sql_at_most: SqlAtMost) -> None:
    with sql_at_most(0):
        for _ in range(100):
            knock(Door.LOOKUPS, "x", at=at)


def test_knock__shuts_nobody_out_after_the_clock_was_wrong(at: datetime) -> None:
    tomorrow = at + timedelta(days=1)
    for moment in (tomorrow, tomorrow, tomorrow, at, at, at):
        knock(Door.WRITES, "token a", at=moment)
    with pytest.raises(TooOften):
        knock(Door.WRITES, "token a", at=at)


def test_places__are_as_many_as_ever(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "PLACES", 4)
    for number in range(40):
        knock(Door.WRITES, f"token {number}", at=at + timedelta(minutes=number))
    assert Count.objects.count() <= 4


def test_number_of__is_known_to_nobody_without_the_key(settings: Settings) -> None:
    before = number_of(Door.WRITES, "203.0.113.5")
    settings.SECRET_KEY = "another"
    assert number_of(Door.WRITES, "203.0.113.5") != before
    assert 0 <= before < PLACES
