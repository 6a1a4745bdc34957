"""What is held on a day and what is lacking, on days around every edge."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.domain.learning.rules.completing import completes, still_counts
from murakami.domain.learning.rules.skills import Held, Lack, lacks_on, levels_on, until_of

TODAY = date(2026, 11, 28)
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))
SKILLS = st.sampled_from(["data", "bpr", "privacy"])
LEVELS = st.integers(min_value=1, max_value=3)


@st.composite
def gains(draw):
    since = draw(DAYS)
    lasts = draw(st.none() | st.integers(min_value=1, max_value=800))
    return Held(draw(SKILLS), draw(LEVELS), since, None if lasts is None else since + timedelta(days=lasts))


@pytest.mark.parametrize(("since", "months", "until"), [
    (date(2026, 11, 28), 12, date(2027, 11, 28)),
    (date(2026, 1, 31), 1, date(2026, 3, 1)),  # February has no 31st: it holds through the 28th
    (date(2028, 2, 29), 12, date(2029, 3, 1)),
    (date(2026, 11, 28), None, None),
])
def test_until_of__goes_by_the_calendar(since, months, until):
    assert until_of(since, valid_months=months) == until


@pytest.mark.parametrize(("day", "holds"), [(date(2026, 4, 1), True), (date(2027, 3, 31), True), (date(2027, 4, 1), False),
                                            (date(2026, 3, 31), False)])
def test_held__is_half_open(day, holds):
    assert Held("privacy", 1, date(2026, 4, 1), date(2027, 4, 1)).holds_on(day) is holds


def test_lacks_on__says_what_has_expired():
    known = [Held("privacy", 1, date(2025, 4, 1), date(2026, 4, 1)), Held("data", 1, date(2026, 4, 1))]
    assert lacks_on(TODAY, needs={"privacy": 1, "data": 2, "bpr": 1}, gains=known) == (
        Lack("privacy", 1, 0, date(2026, 4, 1)), Lack("data", 2, 1), Lack("bpr", 1, 0))
    assert lacks_on(TODAY, needs={"data": 1}, gains=known) == ()


@given(st.lists(gains(), max_size=8), st.dictionaries(SKILLS, LEVELS), DAYS)
def test_lacks_on__is_exactly_what_the_levels_do_not_reach(known, needs, day):
    levels = levels_on(day, known)
    lacking = {lack.skill: lack for lack in lacks_on(day, needs=needs, gains=known)}
    for skill, needed in needs.items():
        reached = any(gain.skill == skill and gain.level >= needed and gain.holds_on(day) for gain in known)
        assert (skill not in lacking) is reached is (levels.get(skill, 0) >= needed)
    assert set(lacking) <= set(needs)
    assert all(lack.level < lack.needed for lack in lacking.values())


@given(st.lists(gains(), max_size=6), gains(), st.dictionaries(SKILLS, LEVELS), DAYS)
def test_lacks_on__another_gain_never_makes_more_lacking(known, another, needs, day):
    before = {lack.skill for lack in lacks_on(day, needs=needs, gains=known)}
    assert {lack.skill for lack in lacks_on(day, needs=needs, gains=[*known, another])} <= before


@pytest.mark.parametrize(("completion", "passed", "attended", "done"), [
    ("check", True, False, True), ("check", False, True, False), ("attendance", True, False, False),
    ("attendance", False, True, True), ("both", True, False, False), ("both", False, True, False), ("both", True, True, True)])
def test_completes__as_the_course_says(completion, passed, attended, done):
    assert completes(completion, passed=passed, attended=attended) is done


def test_still_counts__as_long_as_what_it_gave_would_hold():
    assert still_counts(date(2020, 1, 1), valid_months=None, on=TODAY)
    assert still_counts(date(2025, 11, 29), valid_months=12, on=TODAY)
    assert not still_counts(date(2025, 11, 28), valid_months=12, on=TODAY)
