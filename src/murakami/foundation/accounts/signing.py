"""What this room needs from outside to have something signed with a card: asked for, done elsewhere, brought back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from murakami.foundation.accounts.ports import PendingSignIn
from murakami.kernel.signatures import CardSignature


@dataclass(frozen=True, slots=True)
class PendingSignature:
    """What the browser's session keeps while somebody signs: the way back, and which signature was asked for."""

    way: PendingSignIn
    transaction: str

    def to_session(self) -> dict[str, object]:
        """Write it as session values."""
        return {"way": self.way.to_session(), "transaction": self.transaction}

    @classmethod
    def from_session(cls, stored: Mapping[str, object]) -> "PendingSignature":
        """Read it back."""
        return cls(way=PendingSignIn.from_session(cast("Mapping[str, object]", stored["way"])),
                   transaction=str(stored["transaction"]))


class CardSigner(Protocol):
    """Has the card of whoever sits at the browser sign something."""

    def start_signing(self, *, content: bytes, redirect_uri: str, at: datetime) -> tuple[str, PendingSignature]:
        """Ask for a signature over `content`: the address to send the browser to, and what to remember.

        Raises SignInRefused: `provider`.
        """

    def finish_signing(self, *, pending: PendingSignature, returned: Mapping[str, str], at: datetime) -> CardSignature:
        """Fetch what was signed; nothing is verified yet. Raises SignInRefused, with the codes of a sign-in."""


def card_signer() -> CardSigner | None:
    """Give the provider of this installation, or None where nothing can be signed."""
    bound = settings.CARD_PROVIDER
    return cast("CardSigner", import_string(bound)()) if bound and settings.SIGNATURE_ANCHORS else None
