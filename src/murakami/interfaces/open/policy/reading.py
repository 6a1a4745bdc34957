"""The published editions as the pages read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.http import Http404

from murakami.domain.publications.queries import Head, find_published, list_heads

POLICY_EDITION: Final = "policy-edition"
POLICY_CHANGES: Final = "policy-changes"
POLICY_YEAR: Final = "policy-year"


@dataclass(frozen=True)
class Policy:
    """One published edition, and what else is published beside it."""

    head: Head
    document: Mapping[str, Any]
    editions: tuple[Head, ...]  # the newest edition first
    changes: tuple[Head, ...]
    years: tuple[Head, ...]  # fiscal years that were evaluated and frozen

    @property
    def is_in_force(self) -> bool:
        """Tell whether no newer edition is adopted."""
        return self.head.key == self.editions[0].key

    @cached_property
    def initiatives(self) -> Mapping[str, Mapping[str, Any]]:
        """Map the codes of the initiatives to what the edition says of them."""
        return {one["code"]: one for one in self.document["initiatives"]}

    @property
    def since(self) -> Head | None:
        """Find the publication of what changed since the edition before."""
        wanted = f"{self.document.get('based_on')}..{self.head.key}"
        return next((head for head in self.changes if head.key == wanted), None)


def edition_order(code: str) -> tuple[int, ...]:
    """Give what editions are ordered by."""
    return tuple(int(part) for part in code.split("."))


def find_policy(edition: str = "") -> Policy | None:
    """Find an edition, without a code the one in force; None where there is none. SQL: 2."""
    heads = list_heads(POLICY_EDITION, POLICY_CHANGES, POLICY_YEAR)
    editions = tuple(sorted((head for head in heads if head.kind == POLICY_EDITION),
                            key=lambda head: edition_order(head.key), reverse=True))
    wanted = next((head for head in editions if edition in {"", head.key}), None)
    found = find_published(POLICY_EDITION, wanted.key) if wanted else None
    return None if found is None else Policy(
        found.head, found.document, editions, *(tuple(head for head in heads if head.kind == kind)
                                                for kind in (POLICY_CHANGES, POLICY_YEAR)))


def get_policy(edition: str = "") -> Policy:
    """Find an edition or answer that there is no such page. SQL: 2.

    Raises:
        Http404: it is not published.
    """
    policy = find_policy(edition)
    if policy is None:
        raise Http404
    return policy
