"""What a file of the corpus says about itself: where to look for what was planted in it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """A file with one hostile feature. `holds` says by means of another library whether it is in the bytes."""

    feature: str
    name: str
    data: bytes
    holds: Callable[[bytes], bool]
    told: str = ""  # the code in the report, where this feature has one

    def __str__(self) -> str:
        return self.feature


MARK = "PLANTED"
"""Stands in every planted part that has text."""
