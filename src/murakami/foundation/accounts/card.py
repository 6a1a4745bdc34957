"""What a card sign-in says about a person: the values that cross from the adapter into this room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from murakami.foundation.accounts.vocabulary import Assurance


@dataclass(frozen=True, slots=True)
class CardName:
    """A name as the card holds it, never normalised; family and given only when a space told them apart."""

    whole: str
    family: str = ""
    given: str = ""

    @property
    def is_split(self) -> bool:
        """Whether family and given name are known; otherwise the person is asked."""
        return bool(self.family and self.given)


@dataclass(frozen=True, slots=True)
class CardAddress:
    """An address as one text, and its parts when exactly one town of the postal data fits."""

    whole: str
    postal_code: str = ""
    prefecture: str = ""
    city: str = ""
    town: str = ""
    rest: str = ""

    @property
    def is_matched(self) -> bool:
        """Whether the town is known for sure."""
        return bool(self.postal_code)

    def to_json(self) -> dict[str, str]:
        """Write the address as a profile or a firm stores it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class CardItems:
    """The four items (基本4情報); None for what the provider left out or wrote unreadably."""

    name: CardName | None = None
    born_on: date | None = None
    sex: str | None = None
    address: CardAddress | None = None

    def to_json(self) -> dict[str, Any]:
        """Write the items as the profile stores them."""
        return {
            "name": _parts(self.name, "whole", "family", "given"),
            "born_on": self.born_on.isoformat() if self.born_on else None,
            "sex": self.sex,
            "address": self.address.to_json() if self.address else None,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "CardItems":
        """Read what `to_json` wrote; an empty mapping gives no items."""
        name, address, born_on = stored.get("name"), stored.get("address"), stored.get("born_on")
        return cls(
            name=CardName(**name) if name else None,
            born_on=date.fromisoformat(born_on) if born_on else None,
            sex=stored.get("sex"),
            address=CardAddress(**address) if address else None,
        )


@dataclass(frozen=True, slots=True)
class CardIdentity:
    """A person whom a card provider has vouched for.

    `sub` is pairwise: the same person has another one at another service. `revocation_checked` is True only when
    the provider said that the certificate was checked against the revocation list; never assume it (失効未確認).
    """

    issuer: str
    sub: str
    items: CardItems
    assurance: Assurance
    revocation_checked: bool
    read_at: datetime


def _parts(value: CardName | None, *names: str) -> dict[str, str] | None:
    return {name: getattr(value, name) for name in names} if value else None
