"""What a limit says, and when its window ends."""

from datetime import UTC, datetime

import pytest

from murakami.foundation.limits.rules import Door, Limit, NotALimit, read_limit


@pytest.mark.parametrize(("written", "limit"), [
    ("120/minute", Limit(120, 60)), (" 1/Second ", Limit(1, 1)), ("20/6hour", Limit(20, 21600)), ("5/day", Limit(5, 86400)),
    ("0", None)])
def test_read_limit__takes_times_and_a_span(written: str, limit: Limit | None) -> None:
    assert read_limit(written) == limit


@pytest.mark.parametrize("written", ["", "120", "0/minute", "x/minute", "-1/minute", "5/fortnight", "5/0minute", "５/minute", "1/00day"])
def test_read_limit__refuses_what_says_nothing(written: str) -> None:
    with pytest.raises(NotALimit, match="120/minute"):
        read_limit(written)


@pytest.mark.parametrize(("second", "wait"), [(0, 60), (0.5, 60), (59, 1), (59.9, 1)])
def test_wait__ends_with_the_window(second: float, wait: int) -> None:
    at = datetime.fromtimestamp(1_800_000_000 + second, tz=UTC)
    assert Limit(1, 60).wait(at) == wait


@pytest.mark.parametrize(("door", "step"), [(Door.SEARCHES, 15), (Door.LOOKUPS, 15), (Door.WRITES, 1)])
def test_step__lets_only_reading_be_told_late(door: Door, step: int) -> None:
    assert Limit(120, 60).step(door) == step
