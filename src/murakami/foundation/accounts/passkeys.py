"""Passkeys: the ceremonies of WebAuthn (W3C, Level 2) in plain values, without request and database.

A passkey always verifies its user (PIN, fingerprint, face): having it and unlocking it are two factors. What the browser
is asked is kept as `Pending` between the two halves of a ceremony; it is good for one answer within a few minutes.
"""

import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

_LIFE = timedelta(minutes=5)
_LARGEST = 20_000  # characters of an answer
_LONGEST_ID = 2_000  # characters; a credential has at most 1,023 bytes
# what reading JSON, CBOR and keys of somebody else raises: too short, too deep, of another kind
_MEANS_NOTHING = (ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error, UnsupportedAlgorithm, InvalidSignature)


class PasskeyRefused(Exception):
    """What the browser sent does not prove a passkey; says no more than that."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What a browser has been asked, by which site, when."""

    challenge: str
    origin: str
    at: int

    def to_session(self) -> dict[str, Any]:
        """Write it as session values."""
        return {"challenge": self.challenge, "origin": self.origin, "at": self.at}


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that a device has just made: as it is stored."""

    credential: str
    public_key: str
    sign_count: int


@dataclass(frozen=True, slots=True)
class Proved:
    """A passkey that has just signed, and the count that its device gives."""

    credential: str
    sign_count: int


def ask_to_make(*, user: bytes, name: str, shown: str, known: Sequence[str], origin: str, at: datetime) -> tuple[dict[str, Any], Pending]:
    """Ask a browser to make a passkey for `user` that is none of the `known`; gives the options and what to keep."""
    options, state = _server(origin).register_begin(
        PublicKeyCredentialUserEntity(id=user, name=name, display_name=shown), [_data(one) for one in known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED)
    return dict(options), Pending(state["challenge"], origin, int(at.timestamp()))


def read_made(answer: str, *, pending: Mapping[str, Any] | None, at: datetime) -> Made:
    """Check what a browser made. Raises PasskeyRefused."""
    kept = _fresh(pending, at)
    try:
        made = _server(kept["origin"]).register_complete(_state(kept), RegistrationResponse.from_dict(_read(answer)))
    except _MEANS_NOTHING as error:
        raise PasskeyRefused(type(error).__name__) from error
    data = made.credential_data
    if data is None:
        raise PasskeyRefused("no key")
    return Made(_written(data.credential_id), _written(bytes(data)), made.counter)


def ask_to_sign(*, origin: str, at: datetime) -> tuple[dict[str, Any], Pending]:
    """Ask a browser to sign with any passkey that it has for this site; gives the options and what to keep."""
    options, state = _server(origin).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return dict(options), Pending(state["challenge"], origin, int(at.timestamp()))


def credential_in(answer: str) -> str:
    """Read which passkey an answer speaks of. Raises PasskeyRefused."""
    found = _read(answer).get("id", "")
    if not isinstance(found, str) or not found or len(found) > _LONGEST_ID or not (found.isascii() and found.isprintable()):
        raise PasskeyRefused("no id")
    return found


def read_signed(answer: str, *, public_key: str, sign_count: int, pending: Mapping[str, Any] | None, at: datetime) -> Proved:
    """Check a signature against a stored passkey; a count that went back is a copied key. Raises PasskeyRefused."""
    kept = _fresh(pending, at)
    try:
        response = AuthenticationResponse.from_dict(_read(answer))
        found = _server(kept["origin"]).authenticate_complete(_state(kept), [_data(public_key)], response)
    except _MEANS_NOTHING as error:
        raise PasskeyRefused(type(error).__name__) from error
    count = response.response.authenticator_data.counter
    if (count or sign_count) and count <= sign_count:
        raise PasskeyRefused("count went back")
    return Proved(_written(found.credential_id), count)


def _server(origin: str) -> Fido2Server:
    host = urlsplit(origin).hostname or ""
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name=host), verify_origin=lambda said: said == origin)


def _fresh(pending: Mapping[str, Any] | None, at: datetime) -> Mapping[str, Any]:
    if not pending or not 0 <= at.timestamp() - pending["at"] < _LIFE.total_seconds():
        raise PasskeyRefused("stale")
    return pending


def _state(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {"challenge": kept["challenge"], "user_verification": UserVerificationRequirement.REQUIRED}


def _read(answer: str) -> dict[str, Any]:
    try:
        read = json.loads(answer[:_LARGEST])
    except (ValueError, RecursionError) as error:
        raise PasskeyRefused("no JSON") from error
    if not isinstance(read, dict):
        raise PasskeyRefused("no object")
    return read


def _data(stored: str) -> AttestedCredentialData:
    return AttestedCredentialData(urlsafe_b64decode(stored + "=" * (-len(stored) % 4)))


def _written(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
