"""Measuring pure functions: the median of several rounds."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import TypeAlias

Figure: TypeAlias = tuple[str, float, str, float]
"""Name, figure, unit and the bound that the figure must not exceed."""


def microseconds(work: Callable[[], object], *, times: int = 1000, rounds: int = 7) -> float:
    """Time one call: the median of several rounds of many calls, after one that is not counted."""
    work()
    return median(_round(work, times) for _ in range(rounds)) / times * 1e6


def _round(work: Callable[[], object], times: int) -> float:
    start = perf_counter()
    for _ in range(times):
        work()
    return perf_counter() - start
