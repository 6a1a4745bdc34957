"""The card provider: how a sign-in starts and how its return is believed."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.conf import settings

from murakami.adapters.digital_auth import signing
from murakami.adapters.digital_auth.configuration import (
    ACR_VALUES,
    ALGORITHM,
    SCOPES,
    Configuration,
    read_configuration,
)
from murakami.adapters.digital_auth.four_items import read_four_items
from murakami.adapters.openid import exchange, id_token
from murakami.adapters.openid.flow import CodeFlow, draw, refusal
from murakami.adapters.openid.keys import ProviderKeys
from murakami.foundation.accounts.card import CardIdentity
from murakami.foundation.accounts.ports import PendingSignIn
from murakami.foundation.accounts.signing import PendingSignature
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.kernel.signatures import CardSignature


class DigitalAuth:
    """デジタル認証アプリ as a `CardProvider`."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._flow = CodeFlow(configuration, ProviderKeys(
            lambda: exchange.get_json(configuration.certs_endpoint), algorithm=ALGORITHM))

    def start(self, *, redirect_uri: str, at: datetime) -> tuple[str, PendingSignIn]:
        """Prepare a sign-in; nothing is asked of the provider yet."""
        pending = draw(redirect_uri, at)
        return self._flow.address(pending, scope=SCOPES, acr_values=ACR_VALUES), pending

    def finish(self, *, pending: PendingSignIn, returned: Mapping[str, str], at: datetime) -> CardIdentity:
        """Believe the return of a browser, or raise SignInRefused."""
        try:
            access, verified = self._flow.come_back(pending, returned, at)
            said = exchange.get_json(self.configuration.userinfo_endpoint, bearer=access)
        except (exchange.ProviderUnreachable, exchange.ProviderRefused) as error:
            raise refusal("provider", str(error)) from error
        except id_token.TokenRefused as error:
            raise refusal("untrusted", str(error)) from error
        if said.get("sub") != verified.sub:
            raise refusal("untrusted", "the four items are somebody else's")
        return CardIdentity(
            issuer=self.configuration.issuer, sub=verified.sub, items=read_four_items(said, today=at.date()),
            assurance=Assurance.CARD_AUTH, revocation_checked="crl" in verified.acr, read_at=at)

    def start_signing(self, *, content: bytes, redirect_uri: str, at: datetime) -> tuple[str, PendingSignature]:
        """Open a transaction for a signature over `content`. Raises SignInRefused: `provider`."""
        try:
            transaction = signing.open_transaction(
                self.configuration, content=content, bearer=self._flow.service_token(scope=signing.SERVICE_SCOPE))
        except (exchange.ProviderUnreachable, exchange.ProviderRefused) as error:
            raise refusal("provider", str(error)) from error
        way = draw(redirect_uri, at)
        address = self._flow.address(way, scope=signing.SCOPES, acr_values=ACR_VALUES, sign_transaction_id=transaction)
        return address, PendingSignature(way=way, transaction=transaction)

    def finish_signing(self, *, pending: PendingSignature, returned: Mapping[str, str], at: datetime) -> CardSignature:
        """Fetch the signature of whoever has come back, or raise SignInRefused."""
        try:
            access, _verified = self._flow.come_back(pending.way, returned, at)
            return signing.fetch_signature(self.configuration, transaction=pending.transaction, bearer=access)
        except (exchange.ProviderUnreachable, exchange.ProviderRefused) as error:
            raise refusal("provider", str(error)) from error
        except (id_token.TokenRefused, signing.AnswerUnreadable) as error:
            raise refusal("untrusted", str(error)) from error


def provider() -> DigitalAuth:
    """Give the provider that the settings name; the same one, with its keys, as long as they stay."""
    return _provider(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_PRIVATE_KEY)


@lru_cache(maxsize=4)
def _provider(issuer: str, client_id: str, private_key: str) -> DigitalAuth:
    return DigitalAuth(read_configuration(issuer=issuer, client_id=client_id, private_key=private_key))
