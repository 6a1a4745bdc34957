"""What this room needs from outside: providers that read cards and business accounts, bound by the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from murakami.foundation.accounts.card import CardIdentity
from murakami.foundation.accounts.firm import FirmIdentity


@dataclass(frozen=True, slots=True)
class PendingSignIn:
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
    def from_session(cls, stored: Mapping[str, object]) -> "PendingSignIn":
        """Read it back."""
        return cls(state=str(stored["state"]), nonce=str(stored["nonce"]),
                   code_verifier=str(stored["code_verifier"]), redirect_uri=str(stored["redirect_uri"]),
                   started_at=int(str(stored["started_at"])))


class SignInRefused(Exception):
    """A sign-in at a provider did not end well; `code` names why, and pages have a text for each code.

    Codes: `given_up` (the person stopped), `stale` (this return was used or its time is over), `provider` (the
    provider answered with an error or not at all), `untrusted` (what it answered cannot be believed), `unchecked` (a
    business account of which nobody has checked to whom it belongs).
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class CardProvider(Protocol):
    """Reads the card of whoever sits at the browser."""

    def start(self, *, redirect_uri: str, at: datetime) -> tuple[str, PendingSignIn]:
        """Prepare a sign-in: the address to send the browser to, and what to remember."""

    def finish(
        self, *, pending: PendingSignIn, returned: Mapping[str, str], at: datetime
    ) -> CardIdentity:
        """Turn the return from the provider into an identity. Raises SignInRefused."""


class BusinessProvider(Protocol):
    """Learns for which firm whoever sits at the browser acts."""

    def start(self, *, redirect_uri: str, at: datetime) -> tuple[str, PendingSignIn]:
        """Prepare a sign-in: the address to send the browser to, and what to remember."""

    def finish(
        self, *, pending: PendingSignIn, returned: Mapping[str, str], at: datetime
    ) -> FirmIdentity:
        """Turn the return from the provider into an identity. Raises SignInRefused."""


def business_provider() -> BusinessProvider | None:
    """Give the provider of business accounts of this installation, or None where firms cannot sign in."""
    bound = settings.BUSINESS_PROVIDER
    return cast("BusinessProvider | None", import_string(bound)()) if bound else None


def card_provider() -> CardProvider | None:
    """Give the provider of this installation, or None when card sign-in is not set up."""
    bound = settings.CARD_PROVIDER
    return cast("CardProvider | None", import_string(bound)()) if bound else None
