"""The card provider: how a sign-in starts and how its return is believed."""

import hmac
import logging
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7523 import private_key_jwt_sign
from authlib.oauth2.rfc7523.client import ASSERTION_TYPE
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.conf import settings

from murakami.adapters.digital_auth import exchange, id_token, signing
from murakami.adapters.digital_auth.configuration import ACR_VALUES, SCOPES, Configuration, read_configuration
from murakami.adapters.digital_auth.four_items import read_four_items
from murakami.adapters.digital_auth.keys import ProviderKeys
from murakami.foundation.accounts.card import CardIdentity
from murakami.foundation.accounts.ports import CardSignInRefused, PendingCardSignIn
from murakami.foundation.accounts.signing import PendingSignature
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.kernel.signatures import CardSignature

PENDING_LIFE = timedelta(minutes=15)
_ASSERTION_SECONDS = 60
_STOPPED = {"access_denied", "login_required", "interaction_required", "consent_required"}
_log = logging.getLogger("murakami.sign_in")


class DigitalAuth:
    """デジタル認証アプリ as a `CardProvider`."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._keys = ProviderKeys(lambda: exchange.get_json(configuration.certs_endpoint))

    def start(self, *, redirect_uri: str, at: datetime) -> tuple[str, PendingCardSignIn]:
        """Prepare a sign-in; nothing is asked of the provider yet."""
        pending = _draw(redirect_uri, at)
        return self._address(pending, scope=SCOPES), pending

    def finish(self, *, pending: PendingCardSignIn, returned: Mapping[str, str], at: datetime) -> CardIdentity:
        """Believe the return of a browser, or raise CardSignInRefused."""
        try:
            tokens, verified = self._come_back(pending, returned, at)
            said = exchange.get_json(self.configuration.userinfo_endpoint, bearer=tokens["access_token"])
        except (exchange.ProviderUnreachable, exchange.ProviderRefused) as error:
            raise _refusal("provider", str(error)) from error
        except id_token.TokenRefused as error:
            raise _refusal("untrusted", str(error)) from error
        if said.get("sub") != verified.sub:
            raise _refusal("untrusted", "the four items are somebody else's")
        return CardIdentity(
            issuer=self.configuration.issuer, sub=verified.sub, items=read_four_items(said, today=at.date()),
            assurance=Assurance.CARD_AUTH, revocation_checked="crl" in verified.acr, read_at=at)

    def start_signing(self, *, content: bytes, redirect_uri: str, at: datetime) -> tuple[str, PendingSignature]:
        """Open a transaction for a signature over `content`. Raises CardSignInRefused: `provider`."""
        try:
            transaction = signing.open_transaction(self.configuration, content=content, bearer=self._service_token())
        except (exchange.ProviderUnreachable, exchange.ProviderRefused) as error:
            raise _refusal("provider", str(error)) from error
        way = _draw(redirect_uri, at)
        return (self._address(way, scope=signing.SCOPES, sign_transaction_id=transaction),
                PendingSignature(way=way, transaction=transaction))

    def finish_signing(self, *, pending: PendingSignature, returned: Mapping[str, str], at: datetime) -> CardSignature:
        """Fetch the signature of whoever has come back, or raise CardSignInRefused."""
        try:
            tokens, _verified = self._come_back(pending.way, returned, at)
            return signing.fetch_signature(self.configuration, transaction=pending.transaction,
                                           bearer=tokens["access_token"])
        except (exchange.ProviderUnreachable, exchange.ProviderRefused) as error:
            raise _refusal("provider", str(error)) from error
        except (id_token.TokenRefused, signing.AnswerUnreadable) as error:
            raise _refusal("untrusted", str(error)) from error

    def _address(self, pending: PendingCardSignIn, *, scope: str, **more: str) -> str:
        request = {
            "response_type": "code", "scope": scope, "client_id": self.configuration.client_id,
            "redirect_uri": pending.redirect_uri, "state": pending.state, "nonce": pending.nonce,
            "code_challenge": create_s256_code_challenge(pending.code_verifier), "code_challenge_method": "S256",
            "acr_values": ACR_VALUES, **more,
        }
        return f"{self.configuration.authorization_endpoint}?{urlencode(request)}"

    def _come_back(self, pending: PendingCardSignIn, returned: Mapping[str, str],
                   at: datetime) -> tuple[dict[str, str], id_token.Verified]:
        tokens = self._tokens(pending, self._code(pending, returned, at))
        return tokens, id_token.verify(
            tokens["id_token"], keys=self._keys, issuer=self.configuration.issuer,
            client_id=self.configuration.client_id, nonce=pending.nonce, access_token=tokens["access_token"],
            now=int(at.timestamp()))

    def _service_token(self) -> str:
        answer = exchange.post_form(self.configuration.token_endpoint, {
            "grant_type": "client_credentials", "scope": signing.SERVICE_SCOPE,
            "client_id": self.configuration.client_id, "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._assertion()})
        if not _has_texts(answer, "access_token"):
            raise exchange.ProviderUnreachable("no token")
        return str(answer["access_token"])

    def _code(self, pending: PendingCardSignIn, returned: Mapping[str, str], at: datetime) -> str:
        if at.timestamp() - pending.started_at >= PENDING_LIFE.total_seconds():
            raise _refusal("stale", "left open too long")
        if not hmac.compare_digest(returned.get("state", "").encode(), pending.state.encode()):
            raise _refusal("stale", "state of another sign-in")
        if returned.get("iss", self.configuration.issuer) != self.configuration.issuer:
            raise _refusal("untrusted", "returned by another provider")
        if "error" in returned:
            stopped = returned["error"] in _STOPPED
            raise _refusal("given_up" if stopped else "provider", returned["error"][:100])
        if not returned.get("code"):
            raise _refusal("provider", "no code")
        return returned["code"]

    def _tokens(self, pending: PendingCardSignIn, code: str) -> dict[str, str]:
        answer = exchange.post_form(self.configuration.token_endpoint, {
            "grant_type": "authorization_code", "code": code, "redirect_uri": pending.redirect_uri,
            "client_id": self.configuration.client_id, "code_verifier": pending.code_verifier,
            "client_assertion_type": ASSERTION_TYPE, "client_assertion": self._assertion()})
        if str(answer.get("token_type", "")).lower() != "bearer" or not _has_texts(answer, "id_token", "access_token"):
            raise exchange.ProviderUnreachable("no tokens")
        return {name: answer[name] for name in ("id_token", "access_token")}

    def _assertion(self) -> str:
        """Sign who we are, for this provider's token endpoint, once, for a minute. Source: RFC 7523, 3."""
        return str(private_key_jwt_sign(
            self.configuration.key, client_id=self.configuration.client_id,
            token_endpoint=self.configuration.token_endpoint, alg=id_token.ALGORITHM,
            header={"kid": self.configuration.key.thumbprint()}, expires_in=_ASSERTION_SECONDS))


def _draw(redirect_uri: str, at: datetime) -> PendingCardSignIn:
    return PendingCardSignIn(
        state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32), code_verifier=secrets.token_urlsafe(48),
        redirect_uri=redirect_uri, started_at=int(at.timestamp()))


def provider() -> DigitalAuth:
    """Give the provider that the settings name; the same one, with its keys, as long as they stay."""
    return _provider(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_PRIVATE_KEY)


@lru_cache(maxsize=4)
def _provider(issuer: str, client_id: str, private_key: str) -> DigitalAuth:
    return DigitalAuth(read_configuration(issuer=issuer, client_id=client_id, private_key=private_key))


def _has_texts(answer: Mapping[str, Any], *names: str) -> bool:
    return all(isinstance(answer.get(name), str) and answer[name] for name in names)


def _refusal(code: str, detail: str) -> CardSignInRefused:
    _log.warning("card sign-in refused: %s (%s)", code, detail)
    return CardSignInRefused(code, detail)
