"""A family that has filed a birth."""

from collections.abc import Callable
from datetime import datetime

import pytest

from murakami.domain.intake.models import Filing
from murakami.domain.intake.rules.ownership import Owner
from tests.flows.mailing.filed import file_a_birth


@pytest.fixture
def filings(packs: None, resident: Owner, draw_key: Callable[[], str], at: datetime) -> dict[str, Filing]:
    """What the family has filed, by procedure."""
    return file_a_birth(resident, draw_key=draw_key, at=at)


@pytest.fixture
def claim(filings: dict[str, Filing]) -> Filing:
    """The claim for the child allowance."""
    return filings["child-allowance-claim"]
