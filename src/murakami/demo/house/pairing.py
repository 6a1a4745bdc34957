"""The two zones of the demo know each other's cards from the beginning: nobody has to carry them over."""

from datetime import datetime
from pathlib import Path

from murakami.foundation.keys.trust import trust_card
from murakami.foundation.keys.zones import load_or_make_zone_keys


def pair_zones(*, edge: Path, core: Path, at: datetime) -> None:
    """Make the keys of both zones in their folders, unless they are there, and have each believe the other's card."""
    for zone, own, other in (("edge", edge, core), ("core", core, edge)):
        trust_card(load_or_make_zone_keys(zone, folder=own, at=at)[0].card_text, folder=other)
