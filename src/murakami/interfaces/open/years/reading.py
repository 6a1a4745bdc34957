"""The published years as the pages read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404

from murakami.domain.publications.queries import Head, find_published, list_heads

POLICY_YEAR: Final = "policy-year"


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """A frozen year with its corrections, oldest first."""

    head: Head
    fiscal_year: int
    document: Mapping[str, Any]

    @property
    def corrections(self) -> list[Mapping[str, str]]:
        """List the corrections of the whole year."""
        return list(self.document["corrections"])


def list_year_heads() -> tuple[Head, ...]:
    """List the published years, newest first. SQL: 1."""
    return tuple(sorted(list_heads(POLICY_YEAR), key=lambda head: int(head.key), reverse=True))


def get_year(year: str) -> PublishedYear:
    """Find a published year. Raises Http404. SQL: 1."""
    found = find_published(POLICY_YEAR, year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    if found is None:
        raise Http404
    return PublishedYear(found.head, int(year), found.document)
