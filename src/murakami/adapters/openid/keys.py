"""The provider's public keys: fetched when needed, kept for a while, fetched again when it changes them."""

import threading
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

_KEEP_SECONDS = 600
_ASK_AGAIN_AFTER_SECONDS = 30
_SHORTEST_RSA_BITS = 2048


class Algorithm(StrEnum):
    """With which a provider signs: one each, known beforehand (RFC 8725, 3.1)."""

    ES256 = "ES256"
    RS256 = "RS256"


class ProviderKeys:
    """A provider's keys by their identifier; a token with an unknown one makes us ask again, but not at every such token."""

    def __init__(self, fetch: Callable[[], dict[str, Any]], *, algorithm: Algorithm = Algorithm.ES256,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self.algorithm = algorithm
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: dict[str, ECKey | RSAKey] = {}
        self._fetched_at: float | None = None

    def find(self, kid: str) -> ECKey | RSAKey | None:
        """Find the key with this identifier, or None when the provider has no such key for its algorithm.

        Raises:
            ProviderUnreachable, ProviderRefused: the keys were needed and could not be fetched.
        """
        with self._lock:
            age = None if self._fetched_at is None else self._clock() - self._fetched_at
            if age is None or age >= (_KEEP_SECONDS if kid in self._keys else _ASK_AGAIN_AFTER_SECONDS):
                self._keys, self._fetched_at = _usable(self._fetch(), self.algorithm), self._clock()
            return self._keys.get(kid)


def _usable(published: dict[str, Any], algorithm: Algorithm) -> dict[str, ECKey | RSAKey]:
    listed = published.get("keys")
    found: dict[str, ECKey | RSAKey] = {}
    for entry in listed if isinstance(listed, list) else []:
        key = _read(entry, algorithm)
        if key is not None:
            found[entry["kid"]] = key
    return found


def _read(entry: object, algorithm: Algorithm) -> ECKey | RSAKey | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("kid"), str):
        return None
    if entry.get("use", "sig") != "sig" or entry.get("alg", algorithm) != algorithm or "d" in entry:
        return None
    try:
        return _READERS[algorithm](entry)
    except (JoseError, ValueError, TypeError):
        return None


def _p256(entry: dict[str, Any]) -> ECKey | None:
    return ECKey.import_key(entry) if entry.get("kty") == "EC" and entry.get("crv") == "P-256" else None


def _rsa(entry: dict[str, Any]) -> RSAKey | None:
    key = RSAKey.import_key(entry) if entry.get("kty") == "RSA" else None
    return key if key and key.raw_value.key_size >= _SHORTEST_RSA_BITS else None


_READERS: Mapping[Algorithm, Callable[[dict[str, Any]], ECKey | RSAKey | None]] = MappingProxyType(
    {Algorithm.ES256: _p256, Algorithm.RS256: _rsa})
