"""The provider's public keys: fetched when needed, kept for a while, fetched again when it changes them."""

import threading
import time
from collections.abc import Callable
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

_KEEP_SECONDS = 600
_ASK_AGAIN_AFTER_SECONDS = 30


class ProviderKeys:
    """ES256 keys by their identifier; a token with an unknown one makes us ask again, but not at every such token."""

    def __init__(self, fetch: Callable[[], dict[str, Any]], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: dict[str, ECKey] = {}
        self._fetched_at: float | None = None

    def find(self, kid: str) -> ECKey | None:
        """Find the key with this identifier, or None when the provider has no such ES256 key.

        Raises:
            ProviderUnreachable, ProviderRefused: the keys were needed and could not be fetched.
        """
        with self._lock:
            age = None if self._fetched_at is None else self._clock() - self._fetched_at
            if age is None or age >= (_KEEP_SECONDS if kid in self._keys else _ASK_AGAIN_AFTER_SECONDS):
                self._keys, self._fetched_at = _es256_keys(self._fetch()), self._clock()
            return self._keys.get(kid)


def _es256_keys(published: dict[str, Any]) -> dict[str, ECKey]:
    listed = published.get("keys")
    found: dict[str, ECKey] = {}
    for entry in listed if isinstance(listed, list) else []:
        key = _es256_key(entry)
        if key is not None:
            found[entry["kid"]] = key
    return found


def _es256_key(entry: object) -> ECKey | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("kid"), str):
        return None
    fits = entry.get("kty") == "EC" and entry.get("crv") == "P-256"
    if not fits or entry.get("use", "sig") != "sig" or entry.get("alg", "ES256") != "ES256" or "d" in entry:
        return None
    try:
        return ECKey.import_key(entry)
    except (JoseError, ValueError, TypeError):
        return None
