"""Small cells: a figure over few cases could be somebody's, so it is hidden, and nothing shown gives it away.

Source: 統計法（平成19年法律第53号）41条 and the usual practice of official statistics: a threshold, and complementary
suppression of a second cell where one hidden cell could be had by subtracting the others from a total.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Protected(Generic[K]):
    """Which cells of a total are hidden, and whether the total must be hidden with them."""

    hidden: frozenset[K]
    hides_total: bool


def protect(cells: Mapping[K, int], *, threshold: int) -> Protected[K]:
    """Choose what to hide of cells that add up to a shown total; the numbers are how many cases stand in each.

    A cell of 1 to threshold − 1 cases is hidden. The hidden cells together must be several and hold at least
    `threshold` cases; the smallest others are hidden with them until they do. Where none is left, the total goes too.
    An empty cell says nothing about anybody and is shown. Ties are broken by the cell's name, so that the same numbers
    always hide the same cells.
    """
    hidden = {key for key, n in cells.items() if 0 < n < threshold}
    if not hidden:
        return Protected(frozenset(), hides_total=False)
    others = sorted((n, str(key), key) for key, n in cells.items() if n >= threshold)
    while (len(hidden) < 2 or sum(cells[key] for key in hidden) < threshold) and others:
        hidden.add(others.pop(0)[2])
    enough = len(hidden) >= 2 and sum(cells[key] for key in hidden) >= threshold
    return Protected(frozenset(hidden), hides_total=not enough)
