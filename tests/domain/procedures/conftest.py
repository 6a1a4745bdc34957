"""The sample pack, loaded."""

from datetime import datetime
from pathlib import Path

import pytest

from murakami.foundation.packs.loading import LoadReport, load
from murakami.foundation.packs.registry import LoadOrder
from tests.sample_pack import write_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The sample pack on disk."""
    return write_pack(tmp_path)


@pytest.fixture
def loaded(pack: Path, at: datetime, db: None) -> LoadReport:
    """The sample pack in the database."""
    return load([pack], order=LoadOrder(at=at))
