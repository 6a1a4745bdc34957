"""The seal on the events: every ten minutes what is new enters the tree, and its root is signed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from murakami.foundation.events.sealing import SealedByAnother, SealRefused, seal_events
from murakami.foundation.events.signing import Signer, load_signer
from murakami.foundation.keys.store import KeyRefused
from murakami.foundation.spool.recurring import recurring
from murakami.foundation.spool.registry import GiveUp

SEAL_EVERY: Final = timedelta(minutes=10)


@recurring("events.seal", every=SEAL_EVERY)
def seal(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Seal what is new. A key that is missing or another's waits for an operator: nothing is signed with a wrong one."""
    try:
        seal_events(at=at, load=signer_of_log)
    except SealedByAnother:
        return  # whoever seals now takes the same rows in
    except (KeyRefused, SealRefused) as refused:
        raise GiveUp(str(refused)) from refused


def signer_of_log(origin: str) -> Signer:
    """Load the signer of the log that is known by this name. Raises KeyRefused."""
    return load_signer(known_origin=origin)
