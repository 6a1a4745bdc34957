"""The keys of one round: this zone's own, and the cards of the other one that are believed here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from murakami.foundation.keys.cards import Card, CardRefused
from murakami.foundation.keys.files import KeyRefused, keys_folder
from murakami.foundation.keys.trust import list_trusted
from murakami.foundation.keys.zones import ZoneKey, load_or_make_zone_keys
from murakami.foundation.spool.carrying.troubles import CarryingStopped, Trouble


@dataclass(frozen=True, slots=True)
class Ring:
    """`own` and `cards` are the newest first and never empty."""

    zone: str
    other: str
    own: tuple[ZoneKey, ...]
    cards: tuple[Card, ...]

    def signer(self, known: Collection[str]) -> ZoneKey:
        """Choose the newest own key that the other zone knows; the newest of all when it has said of none."""
        return next((key for key in self.own if key.card.key_id in known), self.own[0])

    def card(self, key_id: str) -> Card | None:
        """Find a believed card."""
        return next((card for card in self.cards if card.key_id == key_id), None)

    def reader(self, key_id: str) -> ZoneKey | None:
        """Find the own key for which something was sealed."""
        return next((key for key in self.own if key.card.key_id == key_id), None)


def load_ring(zone: str, *, at: datetime) -> Ring:
    """Load the keys from their files; a zone's first key is made here.

    Raises:
        CarryingStopped: the other zone's card is not known yet, or a file of a key is not as it should be.
    """
    other = "core" if zone == "edge" else "edge"
    try:
        own = load_or_make_zone_keys(zone, folder=keys_folder(), at=at)
        cards = list_trusted(other, folder=keys_folder())
    except (KeyRefused, CardRefused) as error:
        raise CarryingStopped(Trouble.KEY, str(error)) from error
    except OSError as error:
        raise CarryingStopped(Trouble.KEY, f"{error.filename}: {error.strerror}") from error
    if not cards:
        raise CarryingStopped(Trouble.NOT_PAIRED, own[0].card.spoken_id)
    return Ring(zone, other, own, cards)
