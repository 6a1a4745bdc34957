"""Which parts a pack may have, who checks them, who loads them, who tries them out.

A room registers its own in `packs.py`, which is imported when Django starts; the order of registration is the order
of checking and loading.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from murakami.foundation.packs.library import Library
from murakami.foundation.packs.parts import PackPart
from murakami.foundation.packs.problems import Problem, Said
from murakami.foundation.packs.town import CALENDARS, MANIFEST_PART, UNITS


class ChangeKind(StrEnum):
    """What a load does to one thing."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a load adds, changes or withdraws; `details` are lines for people."""

    kind: ChangeKind
    what: str
    name: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialResult:
    """Whether a trial came out as its author expected; `differences` are sentences, empty when it did."""

    name: str
    file: str
    line: int
    differences: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class LoadOrder:
    """When a load happens, and for which names the pack's version takes the place of newer work in the database."""

    at: datetime
    replace: frozenset[str] = frozenset()


class LoadConflict(Exception):
    """The database holds newer work than the packs; nothing was loaded."""

    def __init__(self, problem: Said, mend: Said) -> None:
        super().__init__(f"{problem.en} {mend.en}")
        self.problem = problem
        self.mend = mend


class Loader(Protocol):
    """Writes a part of the library into the database, inside the transaction of the load; may raise LoadConflict."""

    def __call__(self, library: Library, *, order: LoadOrder) -> Iterable[Change]: ...


class PartTaken(ValueError):
    """Two rooms register the same directory of packs."""


Check = Callable[[Library], Iterable[Problem]]
Trial = Callable[[Library], Iterable[TrialResult]]

_PARTS: dict[str, PackPart[Any]] = {part.directory: part for part in (MANIFEST_PART, UNITS, CALENDARS)}
_CHECKS: list[Check] = []
_LOADERS: list[Loader] = []
_TRIALS: list[Trial] = []


def register_part(part: PackPart[Any]) -> None:
    """Let packs have a directory.

    Raises:
        PartTaken: another room has this directory.
    """
    if _PARTS.setdefault(part.directory, part) is not part:
        raise PartTaken(part.directory)


def register_check(check: Check) -> None:
    """Let `lint` run a check over all packs; it runs only when every file is well formed."""
    _CHECKS.append(check)


def register_loader(loader: Loader) -> None:
    """Let `load` call a loader; what it returns is shown to the person who loads."""
    _LOADERS.append(loader)


def register_trial(trial: Trial) -> None:
    """Let `try` run trials over packs that passed `lint`."""
    _TRIALS.append(trial)


def parts() -> tuple[PackPart[Any], ...]:
    """List the parts that a pack may have."""
    return tuple(_PARTS.values())


def checks() -> tuple[Check, ...]:
    """List the checks in the order of their registration."""
    return tuple(_CHECKS)


def loaders() -> tuple[Loader, ...]:
    """List the loaders in the order of their registration."""
    return tuple(_LOADERS)


def trials() -> tuple[Trial, ...]:
    """List what runs trials."""
    return tuple(_TRIALS)
