"""What must hold before an ID token is believed."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError

from murakami.adapters.openid.keys import ProviderKeys

_LEEWAY_SECONDS = 60
_OLDEST_SECONDS = 600
_LONGEST = 16 * 1024
_LONGEST_SUB = 255


class TokenRefused(Exception):
    """The token cannot be believed; says in a few words why, without quoting it."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a believed token says: the pairwise subject and the authentication classes (`acr`, split)."""

    sub: str
    acr: frozenset[str]


def verify(
    token: str, *, keys: ProviderKeys, issuer: str, client_id: str, nonce: str, access_token: str, now: int
) -> Verified:
    """Check signature and claims of an ID token; `now` is seconds since 1970.

    Source: OpenID Connect Core 1.0, 3.1.3.7; the provider signs with one algorithm alone, so every other is
    refused before a key is looked at (RFC 8725, 3.1).

    Raises:
        TokenRefused: anything does not hold.
        ProviderUnreachable, ProviderRefused: the provider's keys could not be fetched.
    """
    claims = _signed_claims(token, keys)
    registry = jwt.JWTClaimsRegistry(
        now=now, leeway=_LEEWAY_SECONDS, iss={"essential": True, "value": issuer}, aud={"essential": True},
        exp={"essential": True}, iat={"essential": True}, sub={"essential": True}, nonce={"essential": True})
    try:
        registry.validate(claims)
    except JoseError as error:
        raise TokenRefused(str(error)) from error
    _check_ours(claims, client_id=client_id)
    if claims["iat"] < now - _OLDEST_SECONDS:
        raise TokenRefused("issued too long ago")
    if not _same(claims["nonce"], nonce):
        raise TokenRefused("nonce of another sign-in")
    if "at_hash" in claims and not _same(claims["at_hash"], _left_half(access_token)):
        raise TokenRefused("belongs to another access token")
    return Verified(sub=_subject(claims["sub"]), acr=_classes(claims.get("acr")))


def _signed_claims(token: str, keys: ProviderKeys) -> dict[str, Any]:
    if len(token) > _LONGEST or not token.isascii():
        raise TokenRefused("no compact token")
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError) as error:
        raise TokenRefused("no compact token") from error
    kid = header.get("kid")
    if header.get("alg") != keys.algorithm:
        raise TokenRefused(f"not signed with {keys.algorithm}")
    key = keys.find(kid) if isinstance(kid, str) else None
    if key is None:
        raise TokenRefused("signed with a key that is not the provider's")
    try:
        return jwt.decode(token, key, algorithms=[keys.algorithm.value]).claims
    except (JoseError, ValueError, RecursionError) as error:
        raise TokenRefused("signature does not hold") from error


def _check_ours(claims: dict[str, Any], *, client_id: str) -> None:
    audience = claims["aud"]
    if audience not in (client_id, [client_id]):
        raise TokenRefused("made for somebody else")
    if claims.get("azp", client_id) != client_id:
        raise TokenRefused("asked for by somebody else")


def _subject(sub: str) -> str:
    if not 0 < len(sub) <= _LONGEST_SUB or not sub.isascii() or not sub.isprintable():
        raise TokenRefused("no subject")
    return sub


def _classes(acr: object) -> frozenset[str]:
    return frozenset(acr.split()) if isinstance(acr, str) else frozenset()


def _left_half(access_token: str) -> str:
    digest = hashlib.sha256(access_token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def _same(one: object, other: str) -> bool:
    return isinstance(one, str) and hmac.compare_digest(one.encode(), other.encode())
