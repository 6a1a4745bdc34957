"""What the person concerned is told of looks: by the hour, by unit and purpose, never who."""

from datetime import datetime, timedelta

import pytest

from murakami.foundation.looks.rules import CaseLook, HourOfLooks, Purpose, gather_hours, purpose_of

HOUR = datetime.fromisoformat("2026-11-23T10:00:00+00:00")


@pytest.mark.parametrize(("route", "purpose"), [
    ("office:case", Purpose.REVIEW), ("office:case-history", Purpose.REVIEW), ("", Purpose.REVIEW),
    ("office:case-file", Purpose.FILES), ("office:original", Purpose.FILES), ("office:case-talk", Purpose.TALK),
    ("office:correction", Purpose.CORRECTION), ("office:approve", Purpose.DECISION), ("office:letter", Purpose.LETTER),
    ("office:transfer", Purpose.TRANSFER),
])
def test_purpose_of__says_it_of_every_page(route: str, purpose: Purpose) -> None:
    assert purpose_of(route) is purpose


def look(minutes: int, *, number: str = "A", unit: str = "kodomo", route: str = "office:case") -> CaseLook:
    return CaseLook(number, HOUR + timedelta(minutes=minutes), unit, route)


def test_gather_hours__counts_by_hour_unit_and_purpose_in_the_order_of_time() -> None:
    looks = [look(70), look(0), look(59), look(59, unit="fukushi"), look(5, route="office:letter"), look(1, number="B")]
    assert gather_hours(looks) == {
        "A": (HourOfLooks(HOUR, "fukushi", Purpose.REVIEW, 1), HourOfLooks(HOUR, "kodomo", Purpose.LETTER, 1),
              HourOfLooks(HOUR, "kodomo", Purpose.REVIEW, 2),
              HourOfLooks(HOUR + timedelta(hours=1), "kodomo", Purpose.REVIEW, 1)),
        "B": (HourOfLooks(HOUR, "kodomo", Purpose.REVIEW, 1),)}


def test_gather_hours__knows_one_hour_in_every_time_zone() -> None:
    in_japan = CaseLook("A", datetime.fromisoformat("2026-11-23T19:30:00+09:00"), "kodomo", "office:case")
    assert gather_hours([look(0), in_japan])["A"] == (HourOfLooks(HOUR, "kodomo", Purpose.REVIEW, 2),)
