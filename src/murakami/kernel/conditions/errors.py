"""What can be wrong with a condition that somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The way from the top of a YAML document to a place in it: `("when", "all", 1)`."""


class ConditionError(ValueError):
    """A condition or a predicate cannot be used as it is written.

    `path` leads to the place, `problem` says what is wrong there and `mend` what to write instead.
    """

    def __init__(self, path: Path, problem: str, mend: str) -> None:
        super().__init__(path, problem, mend)
        self.path = path
        self.problem = problem
        self.mend = mend

    @property
    def place(self) -> str:
        """Write the path as people do: `when.all[1].not`."""
        return path_text(self.path)

    def __str__(self) -> str:
        return f"{self.place or 'condition'}: {self.problem}; {self.mend}"


class PluralRoleError(ValueError):
    """A predicate speaks of one person, but its role is bound to several and no quantifier chose one.

    `check_types` refuses such a condition when it is published.
    """

    def __init__(self, role: str, instances: tuple[str, ...]) -> None:
        super().__init__(f"{role} is bound to {len(instances)}; say some or every")
        self.role = role


def path_text(path: Path) -> str:
    """Write a path as people do: `asks[2].facts[0].when`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def mend_name(written: str, known: Iterable[str], *, otherwise: str) -> str:
    """Suggest the known name that is closest to what was written, else list what is known, else say `otherwise`."""
    names = sorted(known)
    close = get_close_matches(written, names, n=3, cutoff=0.6)
    if close:
        return f"did you mean {' or '.join(close)}?"
    if names and len(names) <= 12:
        return f"write one of: {', '.join(names)}"
    return otherwise
