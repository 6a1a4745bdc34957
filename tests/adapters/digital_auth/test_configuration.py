"""Settings of card sign-in that cannot work are refused by name."""

import json

import pytest
from joserfc.jwk import ECKey, RSAKey

from murakami.adapters.digital_auth.configuration import read_configuration
from murakami.adapters.openid.settings import ConfigurationRefused

KEY = ECKey.generate_key("P-256")
PEM = KEY.as_pem(private=True).decode()


def read(issuer: str = "https://auth-and-sign.go.jp/api/realms/main", client_id: str = "murakami",
         private_key: str = PEM) -> object:
    return read_configuration(issuer=issuer, client_id=client_id, private_key=private_key)


def test_read_configuration__knows_the_endpoints_of_the_real_provider() -> None:
    base = "https://auth-and-sign.go.jp/api/realms/main/protocol/openid-connect"
    us = read_configuration(issuer="https://auth-and-sign.go.jp/api/realms/main", client_id="murakami", private_key=PEM)
    assert (us.authorization_endpoint, us.token_endpoint) == (f"{base}/auth", f"{base}/token")
    assert (us.userinfo_endpoint, us.certs_endpoint) == (f"{base}/userinfo", f"{base}/certs")


def test_read_configuration__takes_the_key_as_pem_or_jwk() -> None:
    jwk = json.dumps(KEY.as_dict(private=True))
    for written in (PEM, jwk):
        us = read_configuration(issuer="https://op.example", client_id="murakami", private_key=written)
        assert us.key.thumbprint() == KEY.thumbprint()


@pytest.mark.parametrize(("wrong", "setting"), [
    ({"issuer": "http://op.example"}, "ISSUER"), ({"issuer": ""}, "ISSUER"), ({"issuer": "op.example"}, "ISSUER"),
    ({"issuer": "https://op.example?x=1"}, "ISSUER"), ({"issuer": "ftp://op.example"}, "ISSUER"),
    ({"client_id": ""}, "CLIENT_ID"), ({"client_id": "a" * 256}, "CLIENT_ID"), ({"private_key": ""}, "PRIVATE_KEY"),
    ({"private_key": "secret"}, "PRIVATE_KEY"), ({"private_key": "{"}, "PRIVATE_KEY"),
    ({"private_key": KEY.as_pem(private=False).decode()}, "PRIVATE_KEY"),
    ({"private_key": ECKey.generate_key("P-384").as_pem(private=True).decode()}, "PRIVATE_KEY"),
    ({"private_key": RSAKey.generate_key(2048).as_pem(private=True).decode()}, "PRIVATE_KEY"),
    ({"private_key": json.dumps({"kty": "oct", "k": "AAAA"})}, "PRIVATE_KEY"),
])
def test_read_configuration__refuses_what_cannot_work(wrong: dict[str, str], setting: str) -> None:
    with pytest.raises(ConfigurationRefused, match=f"MURAKAMI_OIDC_{setting}"):
        read(**wrong)


@pytest.mark.parametrize("issuer", ["http://localhost:8026/api/realms/main", "http://127.0.0.1:8026", "http://[::1]:8026"])
def test_read_configuration__allows_plain_http_on_this_machine_alone(issuer: str) -> None:
    assert read(issuer=issuer) is not None
