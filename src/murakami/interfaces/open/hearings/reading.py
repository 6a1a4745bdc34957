"""A published hearing as the pages read it, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from django.http import Http404

from murakami.domain.publications.queries import Published, find_published

POLICY_HEARING: Final = "policy-hearing"
Phase = Literal["ahead", "open", "closed", "answered"]


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is published of a hearing, seen on a day."""

    document: Mapping[str, Any]
    today: date

    @property
    def opens_on(self) -> date:
        """The first day."""
        return date.fromisoformat(self.document["opens_on"])

    @property
    def closes_on(self) -> date:
        """The last day on which comments are taken."""
        return date.fromisoformat(self.document["closes_on"])

    @property
    def phase(self) -> Phase:
        """Where it stands."""
        if self.document["answered_at"]:
            return "answered"
        if self.today < self.opens_on:
            return "ahead"
        return "open" if self.today <= self.closes_on else "closed"

    @property
    def days_left(self) -> int:
        """Count the days that are left after this one."""
        return (self.closes_on - self.today).days


def get_hearing(edition: str, *, today: date) -> Hearing:
    """Find the hearing on an edition. SQL: 1.

    Raises:
        Http404: nobody was asked about such an edition.
    """
    found: Published | None = find_published(POLICY_HEARING, edition)
    if found is None:
        raise Http404
    return Hearing(found.document, today)
