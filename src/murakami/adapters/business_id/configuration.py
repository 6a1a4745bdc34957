"""Who we are at the provider of business accounts and where its endpoints are."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from murakami.adapters.openid.exchange import Credentials
from murakami.adapters.openid.keys import Algorithm
from murakami.adapters.openid.settings import ConfigurationRefused, check_client_id, check_issuer

SCOPES: Final = "openid profile user email"
ALGORITHM: Final = Algorithm.RS256
_LONGEST_SECRET: Final = 1000


@dataclass(frozen=True, slots=True)
class Configuration:
    """The provider's issuer exactly as its tokens write it (GビズID: with a slash at the end), and what it gave us."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def authorization_endpoint(self) -> str:
        """Where the browser goes."""
        return self._at("authorize")

    @property
    def token_endpoint(self) -> str:
        """Where the code is exchanged."""
        return self._at("token")

    @property
    def userinfo_endpoint(self) -> str:
        """Where the firm's data are read."""
        return self._at("userinfo")

    @property
    def discovery_document(self) -> str:
        """Where it says at which address its keys are."""
        return self._at(".well-known/openid-configuration")

    def credentials(self) -> Credentials:
        """Show who we are by the secret that the provider gave."""
        return Credentials(basic=(self.client_id, self.client_secret))

    def is_of_provider(self, address: str) -> bool:
        """Say whether an address is on the provider's own host: keys are fetched from nowhere else."""
        ours, given = urlsplit(self.issuer), urlsplit(address)
        return (given.scheme, given.netloc) == (ours.scheme, ours.netloc)

    def _at(self, path: str) -> str:
        return f"{self.issuer.rstrip('/')}/{path}"


def read_configuration(*, issuer: str, client_id: str, client_secret: str) -> Configuration:
    """Check the settings.

    Raises:
        ConfigurationRefused: the issuer is not https (or on this machine), the identifier is missing or longer than 255
            letters, or the secret is missing or not in plain letters.
    """
    check_issuer("MURAKAMI_BUSINESS_ID_ISSUER", issuer)
    check_client_id("MURAKAMI_BUSINESS_ID_CLIENT_ID", client_id)
    if not 0 < len(client_secret) <= _LONGEST_SECRET or not client_secret.isascii() or not client_secret.isprintable():
        raise ConfigurationRefused("MURAKAMI_BUSINESS_ID_CLIENT_SECRET: write the secret the provider gave.")
    return Configuration(issuer=issuer, client_id=client_id, client_secret=client_secret)
