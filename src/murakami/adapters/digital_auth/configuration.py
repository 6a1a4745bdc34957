"""Who we are at the provider and where its endpoints are."""

import json
from dataclasses import dataclass

from authlib.oauth2.rfc7523 import private_key_jwt_sign
from authlib.oauth2.rfc7523.client import ASSERTION_TYPE
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from murakami.adapters.openid.exchange import Credentials
from murakami.adapters.openid.keys import Algorithm
from murakami.adapters.openid.settings import ConfigurationRefused, check_client_id, check_issuer

SCOPES = "openid name address birthdate gender"
ACR_VALUES = "aal3 crl"
ALGORITHM = Algorithm.ES256
_PATHS = "protocol/openid-connect"
_ASSERTION_SECONDS = 60


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

    def credentials(self) -> Credentials:
        """Sign who we are, for this provider's token endpoint, once, for a minute. Source: RFC 7523, 3."""
        assertion = private_key_jwt_sign(
            self.key, client_id=self.client_id, token_endpoint=self.token_endpoint, alg=ALGORITHM,
            header={"kid": self.key.thumbprint()}, expires_in=_ASSERTION_SECONDS)
        return Credentials(form={"client_id": self.client_id, "client_assertion_type": ASSERTION_TYPE,
                                 "client_assertion": str(assertion)})


def read_configuration(*, issuer: str, client_id: str, private_key: str) -> Configuration:
    """Check the settings and read the key.

    Raises:
        ConfigurationRefused: the issuer is not https (or on this machine), the client identifier is missing or
            longer than 255 letters, or the key is not a private P-256 key in PEM or JWK form.
    """
    check_issuer("MURAKAMI_OIDC_ISSUER", issuer)
    check_client_id("MURAKAMI_OIDC_CLIENT_ID", client_id)
    return Configuration(issuer=issuer.rstrip("/"), client_id=client_id, key=_read_key(private_key))


def _read_key(written: str) -> ECKey:
    try:
        key = ECKey.import_key(json.loads(written) if written.lstrip().startswith("{") else written)
    except (JoseError, ValueError, TypeError) as error:
        raise ConfigurationRefused("MURAKAMI_OIDC_PRIVATE_KEY: this is no EC key in PEM or JWK form.") from error
    if key.curve_name != "P-256" or not key.is_private:
        raise ConfigurationRefused("MURAKAMI_OIDC_PRIVATE_KEY: ES256 needs a private key on the curve P-256.")
    return key
