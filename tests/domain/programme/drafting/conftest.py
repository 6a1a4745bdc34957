"""A town whose policy is the tiny one, and a draft of its next edition."""

from pathlib import Path

import pytest

from murakami.domain.programme.models import Edition
from murakami.domain.programme.operations.drafting import begin_draft
from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import LoadOrder
from tests.domain.programme.drafting.steps import HEADING
from tests.domain.programme.year.cast import NOW, Town, make_town
from tests.packs_loaded import LOADED_AT
from tests.sample_pack import write_pack
from tests.sample_policy import add_policy


@pytest.fixture
def town(tmp_path: Path, db: None) -> Town:
    """The people of the programme, with a policy in force."""
    pack = write_pack(tmp_path)
    add_policy(pack)
    load([pack], order=LoadOrder(at=LOADED_AT))
    return make_town()


@pytest.fixture
def draft(town: Town) -> Edition:
    """A draft of edition 2.0."""
    return begin_draft(base="1.1", heading=HEADING, actor=town.office, at=NOW)
