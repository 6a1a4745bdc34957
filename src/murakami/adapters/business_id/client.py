"""The provider of business accounts: how a sign-in starts and how its return is believed."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings

from murakami.adapters.business_id.configuration import ALGORITHM, SCOPES, Configuration, read_configuration
from murakami.adapters.business_id.firms import FirmUnreadable, Unchecked, read_firm
from murakami.adapters.openid import exchange, id_token
from murakami.adapters.openid.flow import CodeFlow, draw, refusal
from murakami.adapters.openid.keys import ProviderKeys
from murakami.foundation.accounts.firm import FirmIdentity
from murakami.foundation.accounts.ports import PendingSignIn


class BusinessId:
    """GビズID as a `BusinessProvider`."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._flow = CodeFlow(configuration, ProviderKeys(self._fetch_keys, algorithm=ALGORITHM))

    def start(self, *, redirect_uri: str, at: datetime) -> tuple[str, PendingSignIn]:
        """Prepare a sign-in; nothing is asked of the provider yet."""
        pending = draw(redirect_uri, at)
        return self._flow.address(pending, scope=SCOPES), pending

    def finish(self, *, pending: PendingSignIn, returned: Mapping[str, str], at: datetime) -> FirmIdentity:
        """Believe the return of a browser, or raise SignInRefused."""
        try:
            access, verified = self._flow.come_back(pending, returned, at)
            said = exchange.get_json(self.configuration.userinfo_endpoint, bearer=access)
            if said.get("sub") != verified.sub:
                raise refusal("untrusted", "the data are somebody else's")
            return read_firm(said, issuer=self.configuration.issuer, sub=verified.sub, at=at)
        except (exchange.ProviderUnreachable, exchange.ProviderRefused) as error:
            raise refusal("provider", str(error)) from error
        except (id_token.TokenRefused, FirmUnreadable) as error:
            raise refusal("untrusted", str(error)) from error
        except Unchecked as error:
            raise refusal("unchecked", "a gBizIDエントリー") from error

    def _fetch_keys(self) -> dict[str, Any]:
        """Fetch the provider's keys from where it says they are, on its own host alone."""
        document = exchange.get_json(self.configuration.discovery_document)
        address = document.get("jwks_uri")
        if document.get("issuer") != self.configuration.issuer or not isinstance(address, str):
            raise exchange.ProviderUnreachable("another provider's document")
        if not self.configuration.is_of_provider(address):
            raise exchange.ProviderUnreachable("keys on another host")
        return exchange.get_json(address)


def provider() -> BusinessId:
    """Give the provider that the settings name; the same one, with its keys, as long as they stay."""
    return _provider(settings.BUSINESS_ID_ISSUER, settings.BUSINESS_ID_CLIENT_ID, settings.BUSINESS_ID_CLIENT_SECRET)


@lru_cache(maxsize=4)
def _provider(issuer: str, client_id: str, client_secret: str) -> BusinessId:
    return BusinessId(read_configuration(issuer=issuer, client_id=client_id, client_secret=client_secret))
