"""Providers of business accounts to sign in at: the demo's, built on idpyoidc, and one that answers whatever a test wants."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from joserfc.jwk import RSAKey

from murakami.adapters.business_id.client import BusinessId
from murakami.adapters.business_id.configuration import Configuration
from murakami.demo.addresses import BUSINESS, CLIENT_ID
from murakami.demo.provider.business import BusinessProvider
from murakami.demo.provider.firms import PEOPLE, Person
from murakami.demo.provider.keys import public_jwk
from murakami.demo.provider.server import Client
from murakami.demo.web import Answer, Asked, Reply, Server, Site, listen, style
from tests.adapters.digital_auth.outside import Tampering, _json, serving, signed

RETURN_TO = "http://testserver/sign-in/business/back/"
SECRET = "plain letters: with % and + and @"
PROVIDER_RSA = RSAKey.generate_key(2048)


def issuer_of(server: Server) -> str:
    """The issuer of a provider on this server, with the slash that belongs to it."""
    return f"http://127.0.0.1:{server.server_port}/{BUSINESS}"


def client_of(issuer: str, *, client_id: str = CLIENT_ID, secret: str = SECRET) -> BusinessId:
    """Our adapter, set up for a provider."""
    return BusinessId(Configuration(issuer=issuer, client_id=client_id, client_secret=secret))


@contextmanager
def real_business_provider(*, redirect_uri: str = RETURN_TO, people: tuple[Person, ...] = PEOPLE) -> Iterator[str]:
    """Serve the provider that the demo uses; yields its issuer."""
    server = listen(Site({}), host="127.0.0.1", port=0)
    provider = BusinessProvider(issuer=issuer_of(server), key=PROVIDER_RSA, people=people,
                                clients=[Client(CLIENT_ID, (redirect_uri,), secret=SECRET)])
    server.set_app(Site({**provider.routes(), ("GET", "/style.css"): lambda _: style()}))
    with serving(server):
        yield issuer_of(server)


def go_through(address: str, *, who: str) -> dict[str, str]:
    """Do what a browser does at the provider: open, choose, come back; gives what came back."""
    opened = requests.get(address, timeout=10)
    assert opened.status_code == 200, opened.text
    page, _, query = address.partition("?")
    chosen = requests.post(page, timeout=10, allow_redirects=False, data={"query": query, "who": who})
    assert chosen.status_code == 303, chosen.text
    return dict(parse_qsl(urlsplit(chosen.headers["Location"]).query))


def prime(**changes: Any) -> dict[str, Any]:
    """What an honest provider tells of a prime; None takes something away."""
    told = {"sub": "pairwise-1", "account_type": "2", "corp_type": "1", "corporate_number": "7999901000001",
            "name": "居宅介護支援事業所いわふね", "prefecture_name": "新潟県", "address1": "村上市", "address2": "岩船三日市8番3号",
            "rep_last_nm": "佐藤", "rep_first_nm": "和子", "user_last_nm": "佐藤", "user_first_nm": "和子",
            "email": "a@example.jp", **changes}
    return {name: value for name, value in told.items() if value is not None}


@dataclass
class Lying(Tampering):
    """A provider of business accounts that lies."""

    keys: list[dict[str, Any]] = field(default_factory=lambda: [public_jwk(PROVIDER_RSA)])
    said: dict[str, Any] = field(default_factory=prime)
    document: dict[str, Any] = field(default_factory=dict)

    def routes(self) -> dict[tuple[str, str], Answer]:
        """The server-to-server addresses."""
        return {("POST", f"/{BUSINESS}token"): self._token, ("GET", f"/{BUSINESS}userinfo"): self._userinfo,
                ("GET", f"/{BUSINESS}jwks"): self._certs,
                ("GET", f"/{BUSINESS}.well-known/openid-configuration"): self._document}

    def sign(self, **claims: Any) -> str:
        """Sign as the provider signs."""
        return signed(self.honest() | claims, key=PROVIDER_RSA, alg="RS256", kid=PROVIDER_RSA.thumbprint())

    def _token(self, asked: Asked) -> Reply:
        self.token = self.token or (lambda _: self.sign())
        return super()._token(asked)

    def _document(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        return _json({"issuer": self.issuer, "jwks_uri": f"{self.issuer}jwks", **self.document})


@contextmanager
def lying_business_provider(lying: Lying) -> Iterator[Lying]:
    """Serve a lying provider."""
    server = listen(Site(lying.routes()), host="127.0.0.1", port=0)
    lying.issuer = issuer_of(server)
    with serving(server):
        yield lying
