"""The provider's signing: transactions that the service opens, that a card signs, and whose result is fetched once signed."""

import json
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from joserfc import jwe, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from murakami.demo.provider.certificates import Card, Issuer, Kind, issue
from murakami.demo.provider.people import CardHolder
from murakami.demo.provider.server import Client

TRANSACTIONS: Final = "/api/sign-transactions"
_TOKEN_SECONDS: Final = 300
_DIGEST_BYTES: Final = 32


@dataclass(slots=True)
class Transaction:
    """A digest to be signed for a client, and the card that has signed it."""

    client: Client
    digest: bytes
    card: Card | None = None


class SigningDesk:
    """What is waiting to be signed, in memory; the caller holds its lock."""

    def __init__(self, *, clients: Sequence[Client], issuer: Issuer, token_endpoint: str) -> None:
        self._clients = {client.client_id: client for client in clients}
        self._issuer = issuer
        self._token_endpoint = token_endpoint
        self._tokens: dict[str, tuple[Client, float]] = {}
        self._transactions: dict[str, Transaction] = {}

    def service_token(self, form: Mapping[str, str]) -> dict[str, Any] | None:
        """Give a service its own token; None where its assertion is not believed. Source: RFC 7523, 3."""
        client = self._clients.get(form.get("client_id", ""))
        if client is None or form.get("scope") != "sign":
            return None
        try:
            claims = jwt.decode(form.get("client_assertion", ""), ECKey.import_key(client.key), algorithms=["ES256"]).claims
        except (JoseError, ValueError):
            return None
        fresh = time.time() < claims.get("exp", 0)
        if not fresh or claims.get("aud") != self._token_endpoint or claims.get("iss") != client.client_id:
            return None
        token = secrets.token_urlsafe(32)
        self._tokens[token] = (client, time.time() + _TOKEN_SECONDS)
        return {"access_token": token, "token_type": "Bearer", "expires_in": _TOKEN_SECONDS}

    def open(self, *, bearer: str, body: bytes) -> dict[str, str] | None:
        """Open a transaction; None where the token or the digest is none."""
        client, until = self._tokens.get(bearer, (None, 0.0))
        digest = _digest(body)
        if client is None or until < time.time() or digest is None:
            return None
        name = secrets.token_urlsafe(24)
        self._transactions[name] = Transaction(client, digest)
        return {"sign_transaction_id": name}

    def find(self, name: str) -> Transaction | None:
        """Find what waits to be signed."""
        return self._transactions.get(name)

    def sign(self, name: str, person: CardHolder, *, kind: Kind) -> None:
        """Let a person sign with a card of some kind."""
        transaction = self._transactions[name]
        transaction.card = issue(self._issuer, person, at=datetime.now(UTC), kind=kind)

    def result(self, name: str) -> dict[str, str] | None:
        """Give what was signed, encrypted for the service; once."""
        transaction = self._transactions.pop(name, None)
        if transaction is None or transaction.card is None:
            return None
        said = {"signature": transaction.card.sign_digest(transaction.digest), "certificate": transaction.card.certificate}
        return {word: _sealed(value, transaction.client) for word, value in said.items()}


def _digest(body: bytes) -> bytes | None:
    try:
        digest = b64decode(json.loads(body)["digest"], validate=True)
    except (ValueError, KeyError, TypeError):
        return None
    return digest if len(digest) == _DIGEST_BYTES else None


def _sealed(value: bytes, client: Client) -> str:
    header = {"alg": "ECDH-ES", "enc": "A256GCM"}
    return jwe.encrypt_compact(header, b64encode(value), ECKey.import_key(client.key), algorithms=["ECDH-ES", "A256GCM"])
