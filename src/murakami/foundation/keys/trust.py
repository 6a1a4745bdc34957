"""Which cards of the other zone are believed: files beside the keys, so that a backup of the keys brings them back."""

from pathlib import Path

from murakami.foundation.keys.cards import Card, read_card
from murakami.foundation.keys.files import one_at_a_time, write_once


class CardUnknown(LookupError):
    """No card of that name is believed here."""


def list_trusted(zone: str, *, folder: Path) -> tuple[Card, ...]:
    """List the cards of `zone` that are believed, the newest first. Raises CardRefused for a file that was altered."""
    cards = [read_card(path.read_bytes()) for path in folder.glob(f"trusted-{zone}-*.card")]
    return tuple(sorted(cards, key=lambda card: card.made_at, reverse=True))


def trust_card(text: bytes, *, folder: Path) -> Card:
    """Believe a card from now on, also one that was disbelieved before. Raises CardRefused."""
    card = read_card(text)
    with one_at_a_time(folder):
        _path(card, folder, "distrusted").unlink(missing_ok=True)
        write_once(_path(card, folder, "trusted"), text.replace(b"\r\n", b"\n"))
    return card


def follow_card(text: bytes, *, folder: Path) -> Card | None:
    """Believe a card that a believed key has announced; None when it is known already or was disbelieved here."""
    card = read_card(text)
    if _path(card, folder, "trusted").exists() or _path(card, folder, "distrusted").exists():
        return None
    return trust_card(text, folder=folder)


def distrust_card(key_id: str, *, zone: str, folder: Path) -> Card:
    """Believe nothing any more that the key `key_id` (or its beginning) signs. Raises CardUnknown."""
    found = [card for card in list_trusted(zone, folder=folder) if card.key_id.startswith(key_id.replace("-", "").lower())]
    if len(found) != 1 or not key_id:
        raise CardUnknown(key_id)
    with one_at_a_time(folder):
        _path(found[0], folder, "trusted").replace(_path(found[0], folder, "distrusted"))
    return found[0]


def forget_superseded(zone: str, *, newest: int, folder: Path) -> None:
    """Keep the `newest` cards of `zone`: what its owner has deleted signs nothing any more."""
    for card in list_trusted(zone, folder=folder)[newest:]:
        _path(card, folder, "trusted").unlink(missing_ok=True)


def _path(card: Card, folder: Path, state: str) -> Path:
    return folder / f"{state}-{card.zone}-{card.key_id}.card"
