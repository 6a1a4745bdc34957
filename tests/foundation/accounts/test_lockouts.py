"""When repeated failures shut a door."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from murakami.foundation.accounts.lockouts import STAFF_SIGN_IN, Lockout, Tally, counted

LOCKOUT = Lockout("test", limit=3, window=timedelta(minutes=10), shut_for=timedelta(minutes=5))


def tally_after(minutes: list[int], *, start: datetime) -> Tally | None:
    tally: Tally | None = None
    for minute in minutes:
        tally = counted(tally, lockout=LOCKOUT, at=start + timedelta(minutes=minute))
    return tally


def test_count_failure__shuts_at_the_limit(at: datetime) -> None:
    tally = tally_after([0, 1, 2], start=at)
    assert tally is not None
    assert tally.blocked_until == at + timedelta(minutes=7)
    assert tally.is_blocked(at=at + timedelta(minutes=6, seconds=59))
    assert not tally.is_blocked(at=at + timedelta(minutes=7))


def test_count_failure__forgets_what_is_older_than_the_window(at: datetime) -> None:
    tally = tally_after([0, 1, 10], start=at)
    assert tally is not None
    assert (tally.count, tally.blocked_until) == (1, None)


def test_count_failure__starts_anew_after_a_block(at: datetime) -> None:
    tally = tally_after([0, 1, 2, 8], start=at)
    assert tally is not None
    assert (tally.count, tally.blocked_until) == (1, None)


@given(st.lists(st.integers(0, 240), max_size=60).map(sorted))
def test_count_failures__never_lets_a_guesser_pass_more_than_the_limit_per_block(minutes: list[int]) -> None:
    start, tries, tally = datetime(2026, 11, 23, 9, 0).astimezone(), 0, None
    for moment in (start + timedelta(minutes=minute) for minute in minutes):
        if tally and tally.is_blocked(at=moment):
            continue
        tries += 1
        tally = counted(tally, lockout=STAFF_SIGN_IN, at=moment)
    hours = 240 / 60
    assert tries <= STAFF_SIGN_IN.limit * (hours * 4 + 1)
