"""The provider's four endpoints over HTTP, and the page on which a visitor chooses who to be."""

import threading
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from idpyoidc.message.oidc import verified_claim_name
from joserfc.jwk import ECKey

from murakami.demo.provider.answers import answer_token, answer_userinfo, as_json, read_request, with_parameters
from murakami.demo.provider.certificates import Issuer, Kind, make_issuer
from murakami.demo.provider.keys import public_jwk
from murakami.demo.provider.people import CardHolder
from murakami.demo.provider.server import AUTHENTICATION, PATHS, Client, build_server
from murakami.demo.provider.signing import TRANSACTIONS, SigningDesk
from murakami.demo.web import Answer, Asked, Reply, page, redirect

_REQUIRED = ("response_type", "scope", "client_id", "redirect_uri", "state", "nonce", "code_challenge",
             "code_challenge_method")
_LONGEST_ASSERTION_SECONDS = 600


class Provider:
    """A fictitious デジタル認証アプリ for some clients and people."""

    def __init__(self, *, issuer: str, key: ECKey, clients: Sequence[Client], people: Sequence[CardHolder],
                 cards: Issuer | None = None) -> None:
        self.issuer = issuer
        self.people = {person.sub_seed: person for person in people}
        self._key = key
        self._clients = clients
        self._server = build_server(issuer=issuer, key=key, clients=clients,
                                    told={person.sub_seed: person.claims() for person in people})
        self._desk = SigningDesk(clients=clients, issuer=cards or make_issuer(at=datetime.now(UTC)),
                                 token_endpoint=f"{issuer}/{PATHS}/token")
        self._lock = threading.Lock()  # idpyoidc keeps its sessions in plain dictionaries

    def routes(self) -> dict[tuple[str, str], Answer]:
        """The addresses of the provider below its issuer."""
        base = f"{urlsplit(self.issuer).path}/{PATHS}"
        return {
            ("GET", f"{base}/auth"): self.choose, ("POST", f"{base}/auth"): self.chosen,
            ("POST", f"{base}/token"): self.token, ("GET", f"{base}/userinfo"): self.userinfo,
            ("GET", f"{base}/certs"): self.certs,
            ("POST", TRANSACTIONS): self.open_transaction, ("GET", f"{TRANSACTIONS}/*/result"): self.signature,
        }

    def choose(self, asked: Asked) -> Reply:
        """Show whom one may be, when the request is in order."""
        with self._lock:
            request = self._authorization_request(asked.query)
        if "error" in request:
            return page("refused", status=HTTPStatus.BAD_REQUEST, error=request["error"],
                        detail=request.get("error_description", ""))
        template = "sign" if _transaction_of(request) else "choose"
        return page(template, people=self.people.values(), query=asked.query, form_targets=self._origins())

    def chosen(self, asked: Asked) -> Reply:
        """Go back to the client as the chosen person, or with `access_denied`."""
        with self._lock:
            request = self._authorization_request(asked.form.get("query", ""))
            person = self.people.get(asked.form.get("who", ""))
            if "error" in request:
                return page("refused", status=HTTPStatus.BAD_REQUEST, error=request["error"], detail="")
            if person is None:
                return redirect(with_parameters(request["redirect_uri"], error="access_denied", state=request["state"]))
            if transaction := _transaction_of(request):
                self._desk.sign(transaction, person, kind=Kind(asked.form.get("certificate", Kind.GOOD)))
            return redirect(self._answer(request, person, checked=asked.form.get("revocation") == "checked"))

    def open_transaction(self, asked: Asked) -> Reply:
        """Take a digest that a service wants signed."""
        with self._lock:
            opened = self._desk.open(bearer=asked.bearer, body=asked.body)
        return as_json(opened, HTTPStatus.CREATED) if opened else as_json({"error": "invalid_request"}, HTTPStatus.BAD_REQUEST)

    def signature(self, asked: Asked) -> Reply:
        """Give what was signed to whoever holds the access token of the one who signed."""
        known = self.userinfo(asked)
        if known.status is not HTTPStatus.OK:
            return known
        with self._lock:
            signed = self._desk.result(asked.path.split("/")[-2])
        return as_json(signed) if signed else as_json({"error": "not_signed"}, HTTPStatus.NOT_FOUND)

    def token(self, asked: Asked) -> Reply:
        """Exchange a code for tokens, or give a service its own."""
        with self._lock:
            if asked.form.get("grant_type") == "client_credentials":
                own = self._desk.service_token(asked.form)
                return as_json(own) if own else as_json({"error": "invalid_client"}, HTTPStatus.UNAUTHORIZED)
            return answer_token(self._server, asked,
                                problem_of=lambda request: self._problem_of_assertion(request, asked.form))

    def userinfo(self, asked: Asked) -> Reply:
        """Give the four items to whoever holds an access token."""
        with self._lock:
            return answer_userinfo(self._server, asked)

    def certs(self, _: Asked) -> Reply:
        """Publish the key that signs."""
        return as_json({"keys": [public_jwk(self._key)]})

    def _authorization_request(self, query: str) -> Mapping[str, Any]:
        """Read a request; everything that the real provider requires must be there (implement-guideline)."""
        request = read_request(self._server, query, required=_REQUIRED)
        if "error" in request:
            return request
        wants_signature = "sign" in request.get("scope", [])
        if wants_signature and self._desk.find(_transaction_of(request)) is None:
            return {"error": "invalid_request", "error_description": "sign_transaction_id is unknown"}
        return request

    def _answer(self, request: Any, person: CardHolder, *, checked: bool) -> str:
        endpoint = self._server.endpoint["authorization"]
        method = self._server.context.authn_broker[AUTHENTICATION]["method"]
        request["sector_identifier_uri"] = request["client_id"]
        acr = "aal3 crl" if checked else "aal3"
        session = endpoint.create_session(request, person.sub_seed, acr, int(time.time()), method)
        answer = endpoint.authz_part2(request=request, session_id=session)
        return str(endpoint.do_response(request=request, **answer)["response"])

    def _problem_of_assertion(self, request: Any, form: Mapping[str, str]) -> str:
        assertion = request[verified_claim_name("client_assertion")]
        if assertion.jws_header.get("alg") != "ES256":
            return "ES256 is required"
        if not assertion.get("jti") or not assertion.get("exp"):
            return "jti and exp are required"
        if not assertion["iss"] == assertion["sub"] == form.get("client_id", assertion["iss"]):
            return "iss and sub must be the client"
        if assertion["aud"] != [f"{self.issuer}/{PATHS}/token"]:
            return "aud must be the token endpoint"
        return "" if assertion["exp"] <= time.time() + _LONGEST_ASSERTION_SECONDS else "exp is too far away"

    def _origins(self) -> set[str]:
        addresses = [urlsplit(uri) for client in self._clients for uri in client.redirect_uris]
        return {f"{address.scheme}://{address.netloc}" for address in addresses}


def _transaction_of(request: Mapping[str, Any]) -> str:
    """Say which signature an authorization request is for; empty for a sign-in."""
    return str(request.get("sign_transaction_id", "")) if "sign" in request.get("scope", []) else ""
