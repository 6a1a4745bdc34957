"""The authorization code flow: how a sign-in starts, and how the return of a browser is believed."""

import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge

from murakami.adapters.openid import exchange, id_token
from murakami.adapters.openid.errors import known_error
from murakami.adapters.openid.keys import ProviderKeys
from murakami.foundation.accounts.ports import PendingSignIn, SignInRefused

PENDING_LIFE = timedelta(minutes=15)
_STOPPED = {"access_denied", "login_required", "interaction_required", "consent_required"}
_log = logging.getLogger("murakami.sign_in")


class Us(Protocol):
    """Who we are at a provider and where its endpoints are."""

    @property
    def issuer(self) -> str:
        """The provider, as its tokens name it."""

    @property
    def client_id(self) -> str:
        """We, as it knows us."""

    @property
    def authorization_endpoint(self) -> str:
        """Where the browser goes."""

    @property
    def token_endpoint(self) -> str:
        """Where the code is exchanged."""

    def credentials(self) -> exchange.Credentials:
        """Show who we are, for one request to the token endpoint."""


@dataclass(frozen=True, slots=True)
class CodeFlow:
    """Sign-ins at one provider."""

    us: Us
    keys: ProviderKeys

    def address(self, pending: PendingSignIn, *, scope: str, **more: str) -> str:
        """Write where the browser goes; nothing is asked of the provider yet."""
        request = {
            "response_type": "code", "scope": scope, "client_id": self.us.client_id,
            "redirect_uri": pending.redirect_uri, "state": pending.state, "nonce": pending.nonce,
            "code_challenge": create_s256_code_challenge(pending.code_verifier), "code_challenge_method": "S256",
            **more,
        }
        return f"{self.us.authorization_endpoint}?{urlencode(request)}"

    def come_back(self, pending: PendingSignIn, returned: Mapping[str, str],
                  at: datetime) -> tuple[str, id_token.Verified]:
        """Believe a return; gives the access token and what the ID token says.

        Raises:
            SignInRefused: `stale`, `untrusted`, `given_up`, `provider`.
            ProviderUnreachable, ProviderRefused: the provider did not give tokens.
            TokenRefused: its ID token cannot be believed.
        """
        access, identity = self._tokens(pending, self._code(pending, returned, at))
        return access, id_token.verify(
            identity, keys=self.keys, issuer=self.us.issuer, client_id=self.us.client_id, nonce=pending.nonce,
            access_token=access, now=int(at.timestamp()))

    def service_token(self, *, scope: str) -> str:
        """Get a token of our own. Raises ProviderUnreachable, ProviderRefused."""
        answer = self._post({"grant_type": "client_credentials", "scope": scope})
        if not _has_texts(answer, "access_token"):
            raise exchange.ProviderUnreachable("no token")
        return str(answer["access_token"])

    def _code(self, pending: PendingSignIn, returned: Mapping[str, str], at: datetime) -> str:
        if at.timestamp() - pending.started_at >= PENDING_LIFE.total_seconds():
            raise refusal("stale", "left open too long")
        if not hmac.compare_digest(returned.get("state", "").encode(), pending.state.encode()):
            raise refusal("stale", "state of another sign-in")
        if returned.get("iss", self.us.issuer) != self.us.issuer:
            raise refusal("untrusted", "returned by another provider")
        if "error" in returned:
            stopped = returned["error"] in _STOPPED
            raise refusal("given_up" if stopped else "provider", known_error(returned["error"]))
        if not returned.get("code"):
            raise refusal("provider", "no code")
        return returned["code"]

    def _tokens(self, pending: PendingSignIn, code: str) -> tuple[str, str]:
        answer = self._post({"grant_type": "authorization_code", "code": code, "redirect_uri": pending.redirect_uri,
                             "code_verifier": pending.code_verifier})
        if str(answer.get("token_type", "")).lower() != "bearer" or not _has_texts(answer, "id_token", "access_token"):
            raise exchange.ProviderUnreachable("no tokens")
        return answer["access_token"], answer["id_token"]

    def _post(self, form: Mapping[str, str]) -> dict[str, Any]:
        return exchange.post_form(self.us.token_endpoint, form, credentials=self.us.credentials())


def draw(redirect_uri: str, at: datetime) -> PendingSignIn:
    """Draw what a sign-in that begins now is known by."""
    return PendingSignIn(
        state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32), code_verifier=secrets.token_urlsafe(48),
        redirect_uri=redirect_uri, started_at=int(at.timestamp()))


def refusal(code: str, detail: str) -> SignInRefused:
    """Make a refusal, and say in the log why; `detail` holds no personal value."""
    _log.warning("sign-in refused: %s (%s)", code, detail)
    return SignInRefused(code, detail)


def _has_texts(answer: Mapping[str, Any], *names: str) -> bool:
    return all(isinstance(answer.get(name), str) and answer[name] for name in names)
