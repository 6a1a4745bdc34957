"""Which looks are unusual: the thresholds to the minute, a person's own habit, names however they are written."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from murakami.foundation.looks.unusual import (
    Around,
    GatheredLook,
    Sign,
    Thresholds,
    busy_hours,
    family_name,
    is_night,
    signs_of,
)

RULES = Thresholds()
NOON = datetime.fromisoformat("2026-11-24T12:00:00+09:00")
USUAL = GatheredLook(1, "佐藤　花子", "kodomo", "A", NOON, NOON, 1, 0)
ALWAYS_OPEN = Around(is_open=lambda day: True)


def signs(look: GatheredLook = USUAL, around: Around = ALWAYS_OPEN) -> tuple[Sign, ...]:
    return signs_of(look, around=around, thresholds=RULES)


def test_signs_of__an_ordinary_look_has_none() -> None:
    assert signs() == ()


@pytest.mark.parametrize(("clock", "night"), [
    ("20:59", False), ("21:00", True), ("23:59", True), ("00:00", True), ("05:59", True), ("06:00", False), ("12:00", False)])
def test_is_night__to_the_minute_in_japan(clock: str, night: bool) -> None:
    moment = datetime.fromisoformat(f"2026-11-24T{clock}:00+09:00")
    assert is_night(moment, thresholds=RULES) is night
    assert (Sign.NIGHT in signs(replace(USUAL, first_at=moment))) is night


@pytest.mark.parametrize(("clock", "night"), [("00:59", False), ("01:00", True), ("04:59", True), ("05:00", False)])
def test_is_night__may_lie_within_one_day(clock: str, night: bool) -> None:
    moment = datetime.fromisoformat(f"2026-11-24T{clock}:00+09:00")
    assert is_night(moment, thresholds=Thresholds(night_from=1, night_until=5)) is night


def test_signs_of__the_day_is_japans() -> None:
    closed = Around(is_open=lambda day: day != date(2026, 11, 23))
    evening_in_london = datetime.fromisoformat("2026-11-22T16:00:00+00:00")  # 1:00 of the 23rd in Japan
    assert signs(replace(USUAL, first_at=evening_in_london), closed) == (Sign.NIGHT, Sign.CLOSED_DAY)


@pytest.mark.parametrize(("count", "habit", "is_busy"), [
    (19, [], False), (20, [], True), (20, [2, 2, 2], True), (30, [10, 10, 40], False), (31, [10, 10, 40], True)])
def test_busy_hours__measures_people_by_themselves(count: int, habit: list[int], is_busy: bool) -> None:
    before = {(1, NOON - timedelta(days=n + 1)): n_cases for n, n_cases in enumerate(habit)}
    found = busy_hours(before | {(1, NOON): count, (2, NOON): 1}, since=NOON, thresholds=RULES)
    assert found == ({(1, NOON)} if is_busy else set())


def test_busy_hours__leaves_what_was_before_alone() -> None:
    assert not busy_hours({(1, NOON - timedelta(hours=1)): 500}, since=NOON, thresholds=RULES)


@pytest.mark.parametrize(("name", "family"), [
    ("佐藤 花子", "佐藤"), ("佐藤　花子", "佐藤"), ("佐藤花子", ""), ("", ""), (" ", ""), ("SMITH John", "smith")])
def test_family_name__needs_a_blank(name: str, family: str) -> None:
    assert family_name(name) == family


@pytest.mark.parametrize(("names", "found"), [
    (["佐藤 花子"], (Sign.OWN_NAME, Sign.SAME_FAMILY_NAME)), (["佐藤　花子"], (Sign.OWN_NAME, Sign.SAME_FAMILY_NAME)),
    (["佐藤 太郎"], (Sign.SAME_FAMILY_NAME,)), (["鈴木 太郎", "佐藤 太郎"], (Sign.SAME_FAMILY_NAME,)),
    (["佐藤花子"], (Sign.OWN_NAME,)), (["鈴木 花子"], ()), (["", " "], ())])
def test_signs_of__compares_names_however_they_are_written(names: list[str], found: tuple[Sign, ...]) -> None:
    assert signs(around=replace(ALWAYS_OPEN, names={"A": names})) == found


def test_signs_of__a_member_of_staff_without_a_name_shares_none() -> None:
    assert signs(replace(USUAL, staff=""), replace(ALWAYS_OPEN, names={"A": ["", "佐藤 花子"]})) == ()


def test_signs_of__says_all_there_are_the_gravest_first() -> None:
    around = Around(is_open=lambda day: False, busy={(1, NOON)}, names={"A": ["佐藤 花子"]}, strangers={(1, "A")})
    midnight = replace(USUAL, first_at=NOON.replace(hour=0), emergencies=1)
    assert signs(midnight, around) == tuple(Sign)
