"""A published hearing as the pages read it, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from django.http import Http404

from murakami.domain.publications.queries import Published, find_published
from murakami.kernel.dates import day_in_japan

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
    def names_forgotten_on(self) -> date | None:
        """The day on which it is forgotten who commented, once the results are published; None where none was promised."""
        answered_at, kept_days = self.document["answered_at"], self.document.get("names_kept_days")
        return day_in_japan(datetime.fromisoformat(answered_at)) + timedelta(days=kept_days) if answered_at and kept_days is not None else None

    @property
    def days_left(self) -> int:
        """Count the days that are left after this one."""
        return (self.closes_on - self.today).days


def get_hearing(edition: str, *, today: date) -> Hearing:
    """Find the hearing on an edition. SQL: 1.

    Raises:
        Http404: nobody was asked about such an edition.
    """
    return Hearing(get_published(edition).document, today)


def get_published(edition: str) -> Published:
    """Find what is published of the hearing on an edition. SQL: 1. Raises Http404."""
    found = find_published(POLICY_HEARING, edition)
    if found is None:
        raise Http404
    return found
