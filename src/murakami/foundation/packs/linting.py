"""Lint: everything that is wrong with packs, before anything is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from murakami.foundation.packs import registry
from murakami.foundation.packs.library import Library, names_given_twice, towns
from murakami.foundation.packs.problems import Problem
from murakami.foundation.packs.reading import read_library
from murakami.foundation.packs.text_checks import check_texts


@dataclass(frozen=True, slots=True)
class LintReport:
    """The library that was read and its problems, ordered by file and line.

    `is_complete` is False when malformed files kept the checks between files from running.
    """

    library: Library
    problems: tuple[Problem, ...]
    is_complete: bool

    @property
    def is_clean(self) -> bool:
        """Whether these packs may be loaded."""
        return not self.problems


def lint(paths: Sequence[FilePath]) -> LintReport:
    """Read packs with what they need and find every problem; touches no database.

    The checks between files run only when every file is well formed, because one misspelt key would otherwise
    be reported at each place that depends on it.
    """
    library, problems = read_library(paths, parts=registry.parts())
    is_complete = not problems
    if is_complete:
        problems = list(_problems_between_files(library))
    return LintReport(library, tuple(sorted(set(problems))), is_complete)


def _problems_between_files(library: Library) -> list[Problem]:
    found = [*names_given_twice(library), *towns(library)]
    for check in registry.checks():
        found.extend(check(library))
    found.extend(check_texts(library.texts, library.needed_texts()))
    return found
