"""Under which headings of the policy the initiatives stand."""

from collections.abc import Mapping
from typing import Any

from murakami.domain.programme.models import Edition
from murakami.domain.programme.rules.lineage import edition_key


def read_headings() -> Mapping[str, str]:
    """Map the codes of pillars and groups to their titles in the newest adopted edition; empty without one. SQL: 1."""
    rows: list[tuple[str, list[dict[str, Any]]]] = list(
        Edition.objects.filter(state=Edition.State.ADOPTED).values_list("code", "document__pillars"))
    pillars = max(rows, key=lambda row: edition_key(row[0]), default=("", []))[1] or []
    titles: dict[str, str] = {}
    for pillar in pillars:
        titles[pillar["code"]] = pillar["title"]
        titles |= {group["code"]: group["title"] for group in pillar.get("groups", ())}
    return titles


def heading_of(code: str) -> str:
    """Name the heading that an initiative stands under by its code: 2-1-1 under 2-1, 1-2 under 1."""
    return code.rpartition("-")[0]
