"""Who we are at the provider and where its endpoints are."""

import json
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

SCOPES = "openid name address birthdate gender"
ACR_VALUES = "aal3 crl"
_PATHS = "protocol/openid-connect"


class ConfigurationRefused(ValueError):
    """The settings of card sign-in cannot work; names the setting and the mend."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The provider's issuer, our client identifier there and our private key (P-256)."""

    issuer: str
    client_id: str
    key: ECKey

    @property
    def authorization_endpoint(self) -> str:
        """Where the browser goes."""
        return f"{self.issuer}/{_PATHS}/auth"

    @property
    def token_endpoint(self) -> str:
        """Where the code is exchanged; also the audience of our client assertion."""
        return f"{self.issuer}/{_PATHS}/token"

    @property
    def userinfo_endpoint(self) -> str:
        """Where the four items are read."""
        return f"{self.issuer}/{_PATHS}/userinfo"

    @property
    def certs_endpoint(self) -> str:
        """Where the provider's public keys are."""
        return f"{self.issuer}/{_PATHS}/certs"


def read_configuration(*, issuer: str, client_id: str, private_key: str) -> Configuration:
    """Check the settings and read the key.

    Raises:
        ConfigurationRefused: the issuer is not https (or on this machine), the client identifier is missing or
            longer than 255 letters, or the key is not a private P-256 key in PEM or JWK form.
    """
    address = urlsplit(issuer)
    if address.query or address.fragment or not address.hostname or not _is_safe(address.scheme, address.hostname):
        raise ConfigurationRefused("MURAKAMI_OIDC_ISSUER: write the provider's https address, without ? or #.")
    if not 0 < len(client_id) <= 255:
        raise ConfigurationRefused("MURAKAMI_OIDC_CLIENT_ID: write the identifier the provider gave, up to 255 letters.")
    return Configuration(issuer=issuer.rstrip("/"), client_id=client_id, key=_read_key(private_key))


def _is_safe(scheme: str, host: str) -> bool:
    return scheme == "https" or (scheme == "http" and _is_this_machine(host))


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _read_key(written: str) -> ECKey:
    try:
        key = ECKey.import_key(json.loads(written) if written.lstrip().startswith("{") else written)
    except (JoseError, ValueError, TypeError) as error:
        raise ConfigurationRefused("MURAKAMI_OIDC_PRIVATE_KEY: this is no EC key in PEM or JWK form.") from error
    if key.curve_name != "P-256" or not key.is_private:
        raise ConfigurationRefused("MURAKAMI_OIDC_PRIVATE_KEY: ES256 needs a private key on the curve P-256.")
    return key
