"""A town with a tiny policy in two editions, published."""

from pathlib import Path

import pytest

from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import LoadOrder
from tests.packs_loaded import LOADED_AT
from tests.sample_pack import write_pack
from tests.sample_policy import add_policy


@pytest.fixture
def policy(tmp_path: Path, db: None) -> None:
    """The tiny policy, in force."""
    pack = write_pack(tmp_path)
    add_policy(pack)
    load([pack], order=LoadOrder(at=LOADED_AT))
