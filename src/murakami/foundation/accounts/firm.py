"""What a sign-in by a business account says about a firm: the values that cross from the adapter into this room."""

from dataclasses import dataclass
from datetime import datetime

from murakami.foundation.accounts.card import CardAddress
from murakami.foundation.accounts.vocabulary import FirmRole


@dataclass(frozen=True, slots=True)
class FirmKey:
    """By what a firm is known: its 法人番号, or for a sole proprietor the provider's subject of the owner's account."""

    corporate_number: str = ""
    owner_issuer: str = ""
    owner_sub: str = ""

    def __post_init__(self) -> None:
        if bool(self.corporate_number) == bool(self.owner_issuer and self.owner_sub):
            raise ValueError("a firm is known by a corporate number or by its owner, never by both")


@dataclass(frozen=True, slots=True)
class FirmItems:
    """What the provider checked of a firm; "" and None for what it left out or wrote unreadably."""

    name: str
    address: CardAddress | None = None
    representative: str = ""


@dataclass(frozen=True, slots=True)
class FirmIdentity:
    """Somebody whom a provider has vouched for as acting for a firm. `sub` is pairwise, as a card's is."""

    issuer: str
    sub: str
    role: FirmRole
    key: FirmKey
    firm: FirmItems
    name: str
    department: str
    email: str
    read_at: datetime
