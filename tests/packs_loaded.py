"""Publishes the packs of this repository in the test's database."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from murakami.domain.programme.rules.changes import changes_document
from murakami.domain.programme.rules.edition_document import Shelf, public_document, shelf_of
from murakami.domain.publications.messages import Issued
from murakami.domain.publications.operations import record_issued
from murakami.foundation.packs import registry
from murakami.foundation.packs.loading import load
from murakami.foundation.packs.reading import read_library
from murakami.foundation.packs.registry import LoadOrder
from tests.sample_indicator import published_filings

PACKS = Path(__file__).parents[1] / "packs"
LOADED_AT = datetime(2026, 11, 1, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def load_packs() -> None:
    """Load the standard pack and the city's."""
    load((PACKS / "standard", PACKS / "murakami"), order=LoadOrder(at=LOADED_AT))


def read_policy() -> Shelf:
    """Read the city's editions as they are written; touches no database."""
    library, problems = read_library((PACKS / "standard", PACKS / "murakami"), parts=registry.parts())
    assert problems == []
    return shelf_of(library)


def hear_policy(*, at: datetime) -> None:
    """Have a zone without the programme hear what the agency publishes of the policy."""
    shelf = read_policy()
    for code, edition in shelf.editions.items():
        _hear("policy-edition", code, public_document(edition, shelf), at=at)
    for (before, after), lineage in shelf.lineages.items():
        _hear("policy-changes", f"{before}..{after}", changes_document(shelf.editions[before], shelf.editions[after], lineage), at=at)


def hear_indicators(*, at: datetime) -> None:
    """Have a zone that counts nothing hear what the agency publishes of its indicators."""
    _hear("indicator", "filings", published_filings(), at=at)


def _hear(kind: str, key: str, document: dict[str, Any], *, at: datetime) -> None:
    record_issued(Issued(kind=kind, key=key, title=key, document=document, sha256="0" * 64, published_at=at, withdrawn_at=None))
