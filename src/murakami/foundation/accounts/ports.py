"""What this room needs from outside: a provider that reads cards. Bound by `CARD_PROVIDER` in the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from murakami.foundation.accounts.card import CardIdentity


@dataclass(frozen=True, slots=True)
class PendingCardSignIn:
    """What the browser's session keeps between leaving for the provider and coming back; good for one return."""

    state: str
    nonce: str
    code_verifier: str
    redirect_uri: str
    started_at: int

    def to_session(self) -> dict[str, str | int]:
        """Write it as session values."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_session(cls, stored: Mapping[str, object]) -> "PendingCardSignIn":
        """Read it back."""
        return cls(state=str(stored["state"]), nonce=str(stored["nonce"]),
                   code_verifier=str(stored["code_verifier"]), redirect_uri=str(stored["redirect_uri"]),
                   started_at=int(str(stored["started_at"])))


class CardSignInRefused(Exception):
    """A card sign-in did not end well; `code` names why, and pages have a text for each code.

    Codes: `given_up` (the person stopped), `stale` (this return was used or its time is over), `provider` (the
    provider answered with an error or not at all), `untrusted` (what it answered cannot be believed).
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class CardProvider(Protocol):
    """Reads the card of whoever sits at the browser."""

    def start(self, *, redirect_uri: str, at: datetime) -> tuple[str, PendingCardSignIn]:
        """Prepare a sign-in: the address to send the browser to, and what to remember."""

    def finish(
        self, *, pending: PendingCardSignIn, returned: Mapping[str, str], at: datetime
    ) -> CardIdentity:
        """Turn the return from the provider into an identity. Raises CardSignInRefused."""


def card_provider() -> CardProvider | None:
    """Give the provider of this installation, or None when card sign-in is not set up."""
    bound = settings.CARD_PROVIDER
    return cast("CardProvider | None", import_string(bound)()) if bound else None
