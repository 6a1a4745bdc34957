"""Loads packs into the database: all of them in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from django.db import transaction

from murakami.foundation.packs import registry
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.linting import lint
from murakami.foundation.packs.problems import Problem
from murakami.foundation.packs.registry import Change, LoadOrder


class PacksRefused(ValueError):
    """The packs have problems; nothing was loaded."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load changed; empty when the database already held the same."""

    library: Library
    changes: tuple[Change, ...]


def load(paths: Sequence[FilePath], *, order: LoadOrder) -> LoadReport:
    """Write packs into the database and say what changed; a second time it changes nothing.

    Everything is written in one transaction: a problem or a refusal of any loader leaves the database as it was.

    Raises:
        PacksRefused: `lint` finds problems.
        LoadConflict: the database holds newer work than the packs.
    """
    library = _linted(paths)
    with transaction.atomic():
        return LoadReport(library, _run_loaders(library, order=order))


def diff(paths: Sequence[FilePath], *, order: LoadOrder) -> LoadReport:
    """Say what `load` would change, and change nothing: the load runs and its transaction is rolled back.

    Raises:
        PacksRefused: `lint` finds problems.
    """
    library = _linted(paths)
    with transaction.atomic():
        report = LoadReport(library, _run_loaders(library, order=order))
        transaction.set_rollback(True)
    return report


def _linted(paths: Sequence[FilePath]) -> Library:
    report = lint(paths)
    if not report.is_clean:
        raise PacksRefused(report.problems)
    return report.library


def _run_loaders(library: Library, *, order: LoadOrder) -> tuple[Change, ...]:
    return tuple(change for loader in registry.loaders() for change in loader(library, order=order))
