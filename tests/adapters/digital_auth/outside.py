"""Providers to sign in at: the real one of the demo, built on idpyoidc, and one that answers whatever a test wants."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, RSAKey

from murakami.adapters.digital_auth.client import DigitalAuth
from murakami.adapters.digital_auth.configuration import Configuration
from murakami.demo.addresses import CLIENT_ID
from murakami.demo.provider.certificates import make_issuer
from murakami.demo.provider.endpoints import Provider
from murakami.demo.provider.keys import public_jwk
from murakami.demo.provider.people import BUILT_IN
from murakami.demo.provider.server import PATHS, Client
from murakami.demo.web import Answer, Asked, Reply, Server, Site, listen, style

RETURN_TO = "http://testserver/sign-in/card/back"
CLIENT_KEY = ECKey.generate_key("P-256")
PROVIDER_KEY = ECKey.generate_key("P-256")
CARDS = make_issuer(at=datetime.now(UTC))


@contextmanager
def serving(server: Server) -> Iterator[None]:
    """Serve in a thread until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def issuer_of(server: Server) -> str:
    """The issuer of a provider on this server."""
    return f"http://127.0.0.1:{server.server_port}/api/realms/main"


def client_of(issuer: str, *, client_id: str = CLIENT_ID, key: ECKey = CLIENT_KEY) -> DigitalAuth:
    """Our adapter, set up for a provider."""
    return DigitalAuth(Configuration(issuer=issuer, client_id=client_id, key=key))


@contextmanager
def real_provider(*, redirect_uri: str = RETURN_TO, other: Client | None = None) -> Iterator[str]:
    """Serve the provider that the demo uses; yields its issuer."""
    server = listen(Site({}), host="127.0.0.1", port=0)
    clients = [Client(CLIENT_ID, (redirect_uri,), public_jwk(CLIENT_KEY)), *([other] if other else [])]
    provider = Provider(issuer=issuer_of(server), key=PROVIDER_KEY, clients=clients, people=BUILT_IN, cards=CARDS)
    server.set_app(Site({**provider.routes(), ("GET", "/style.css"): lambda _: style()}))
    with serving(server):
        yield issuer_of(server)


def go_through(address: str, *, who: str = BUILT_IN[0].sub_seed, revocation: str = "none",
               certificate: str = "good") -> dict[str, str]:
    """Do what a browser does at the provider: open, choose, come back; gives what came back."""
    opened = requests.get(address, timeout=10)
    assert opened.status_code == 200, opened.text
    page, _, query = address.partition("?")
    chosen = requests.post(page, timeout=10, allow_redirects=False, data={
        "query": query, "who": who, "revocation": revocation, "certificate": certificate})
    assert chosen.status_code == 303, chosen.text
    return dict(parse_qsl(urlsplit(chosen.headers["Location"]).query))


@dataclass
class Tampering:
    """A provider that lies: `token` makes the ID token from the honest claims, the rest can be replaced too."""

    now: datetime
    nonce: str = ""
    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    token: Callable[["Tampering"], str] | None = None
    keys: list[dict[str, Any]] = field(default_factory=lambda: [public_jwk(PROVIDER_KEY)])
    said: dict[str, Any] = field(default_factory=lambda: {"sub": "pairwise-1", "name": "山田　太郎"})
    token_reply: Reply | None = None
    userinfo_reply: Reply | None = None
    asked: list[Asked] = field(default_factory=list)

    def honest(self) -> dict[str, Any]:
        """Claims that would be believed, with the test's replacements; None takes a claim away."""
        now = int(self.now.timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "sub": "pairwise-1", "nonce": self.nonce, "iat": now,
                  "exp": now + 300, "acr": "aal3 crl", **self.claims}
        return {name: value for name, value in claims.items() if value is not None}

    def routes(self) -> dict[tuple[str, str], Answer]:
        """The server-to-server addresses."""
        base = f"/api/realms/main/{PATHS}"
        return {("POST", f"{base}/token"): self._token, ("GET", f"{base}/userinfo"): self._userinfo,
                ("GET", f"{base}/certs"): self._certs}

    def _token(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        made = self.token(self) if self.token else signed(self.honest())
        return self.token_reply or _json({"token_type": "Bearer", "access_token": "access", "id_token": made})

    def _userinfo(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        return self.userinfo_reply or _json(self.said)

    def _certs(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        return _json({"keys": self.keys})


@contextmanager
def lying_provider(tampering: Tampering) -> Iterator[Tampering]:
    """Serve a lying provider."""
    server = listen(Site(tampering.routes()), host="127.0.0.1", port=0)
    tampering.issuer = issuer_of(server)
    with serving(server):
        yield tampering


def signed(claims: dict[str, Any], *, key: ECKey | RSAKey | OctKey = PROVIDER_KEY, alg: str = "ES256",
           kid: str | None = PROVIDER_KEY.thumbprint(), **header: Any) -> str:
    """Sign claims with any key and algorithm."""
    protected = {"alg": alg, **({"kid": kid} if kid else {}), **header}
    return jws.serialize_compact(protected, json.dumps(claims), key, algorithms=[alg])


def unsigned(claims: dict[str, Any], *, alg: str = "none") -> str:
    """Write a token without a signature."""
    parts = [{"alg": alg, "kid": PROVIDER_KEY.thumbprint()}, claims]
    return ".".join([*(_base64(json.dumps(part).encode()) for part in parts), ""])


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _json(value: Any) -> Reply:
    return Reply(json.dumps(value).encode(), content_type="application/json")
