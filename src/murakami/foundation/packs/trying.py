"""Tries packs out: runs their trials against the definitions as they are written, without a database."""

from collections.abc import Sequence
from pathlib import Path as FilePath

from murakami.foundation.packs import registry
from murakami.foundation.packs.linting import lint
from murakami.foundation.packs.loading import PacksRefused
from murakami.foundation.packs.registry import TrialResult


def try_out(paths: Sequence[FilePath]) -> tuple[TrialResult, ...]:
    """Run every trial.

    Raises:
        PacksRefused: `lint` finds problems.
    """
    report = lint(paths)
    if not report.is_clean:
        raise PacksRefused(report.problems)
    return tuple(result for trial in registry.trials() for result in trial(report.library))
