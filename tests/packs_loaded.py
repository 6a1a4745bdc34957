"""Publishes the packs of this repository in the test's database."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import LoadOrder

PACKS = Path(__file__).parents[1] / "packs"
LOADED_AT = datetime(2026, 11, 1, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def load_packs() -> None:
    """Load the standard pack and the city's."""
    load((PACKS / "standard", PACKS / "murakami"), order=LoadOrder(at=LOADED_AT))
