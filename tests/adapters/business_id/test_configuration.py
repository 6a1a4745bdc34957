"""Settings of business accounts that cannot work are refused by name."""

import pytest

from murakami.adapters.business_id.configuration import read_configuration
from murakami.adapters.openid.settings import ConfigurationRefused


def test_read_configuration__knows_the_endpoints_of_the_guideline() -> None:
    us = read_configuration(issuer="https://gbiz-id.go.jp/oauth/", client_id="us", client_secret="s")
    assert us.issuer == "https://gbiz-id.go.jp/oauth/"
    assert (us.authorization_endpoint, us.token_endpoint, us.userinfo_endpoint) == (
        "https://gbiz-id.go.jp/oauth/authorize", "https://gbiz-id.go.jp/oauth/token", "https://gbiz-id.go.jp/oauth/userinfo")
    assert us.discovery_document == "https://gbiz-id.go.jp/oauth/.well-known/openid-configuration"


@pytest.mark.parametrize(("wrong", "setting"), [
    ({"issuer": "http://op.example"}, "ISSUER"), ({"issuer": "op.example"}, "ISSUER"), ({"client_id": ""}, "CLIENT_ID"),
    ({"client_secret": ""}, "CLIENT_SECRET"), ({"client_secret": "秘密"}, "CLIENT_SECRET"),
    ({"client_secret": "a\nb"}, "CLIENT_SECRET"), ({"client_secret": "a" * 1001}, "CLIENT_SECRET"),
])
def test_read_configuration__refuses_what_cannot_work(wrong: dict[str, str], setting: str) -> None:
    with pytest.raises(ConfigurationRefused, match=f"MURAKAMI_BUSINESS_ID_{setting}"):
        read_configuration(**{"issuer": "https://op.example/", "client_id": "us", "client_secret": "s", **wrong})
