"""The packs of this repository, read from their files without a database."""

from pathlib import Path

import pytest

from murakami.domain.procedures.catalogue import Catalogue
from murakami.domain.procedures.compiling import compile_library
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.linting import LintReport, lint

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture(scope="session")
def report() -> LintReport:
    return lint([PACKS / "standard", PACKS / "murakami"])


@pytest.fixture(scope="session")
def library(report: LintReport) -> Library:
    assert report.is_clean, "\n".join(map(str, report.problems))
    return report.library


@pytest.fixture(scope="session")
def catalogue(library: Library) -> Catalogue:
    return Catalogue(compile_library(library))
