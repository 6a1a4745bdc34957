"""When a session can be opened, joined, left, attended and called off."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from murakami.domain.learning.rules import sessions

START = datetime(2026, 12, 3, 13, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
END = START + timedelta(hours=2)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("at", "takes"), [(START - 31 * MINUTE, False), (START - 30 * MINUTE, True), (END - MINUTE, True),
                                           (END, False)])
def test_takes_attendance__from_half_an_hour_before_until_the_end(at, takes):
    assert sessions.takes_attendance(starts_at=START, ends_at=END, at=at) is takes


def test_code_ends_at__soon_and_never_after_the_session():
    assert sessions.code_ends_at(ends_at=END, at=START) == START + 5 * MINUTE
    assert sessions.code_ends_at(ends_at=END, at=END - MINUTE) == END


@pytest.mark.parametrize(("change", "code"), [
    ({}, None), ({"ends_at": START}, "ends_before_it_starts"), ({"at": START}, "in_the_past"), ({"capacity": 0}, "no_seats")])
def test_refusal_of_session(change, code):
    usual = {"starts_at": START, "ends_at": END, "capacity": 20, "at": START - MINUTE}
    assert sessions.refusal_of_session(**{**usual, **change}) == code


@pytest.mark.parametrize(("change", "code"), [
    ({}, None), ({"taken": 2}, "full"), ({"at": START}, "has_begun"), ({"is_called_off": True}, "called_off")])
def test_refusal_of_seat(change, code):
    usual = {"is_called_off": False, "starts_at": START, "taken": 1, "capacity": 2, "at": START - MINUTE}
    assert sessions.refusal_of_seat(**{**usual, **change}) == code


def test_refusals_of_the_rest():
    assert sessions.refusal_of_giving_up(attended=True, starts_at=START, at=START - MINUTE) == "has_begun"
    assert sessions.refusal_of_giving_up(attended=False, starts_at=START, at=START - MINUTE) is None
    assert sessions.refusal_of_hand_list(is_called_off=False, starts_at=START, at=START - 31 * MINUTE) == "not_yet"
    assert sessions.refusal_of_hand_list(is_called_off=False, starts_at=START, at=END) is None
    assert sessions.refusal_of_call_off(is_called_off=False, starts_at=START, reason=" ", at=START - MINUTE) == "reason_missing"
    assert sessions.refusal_of_call_off(is_called_off=False, starts_at=START, reason="雪のため", at=START - MINUTE) is None
    assert sessions.refusal_of_call_off(is_called_off=True, starts_at=START, reason="雪のため", at=START - MINUTE) == "called_off"
