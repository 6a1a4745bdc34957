"""A fictitious GビズID: the same library in another shape, with a secret for its clients, RS256 and data of firms."""

import threading
import time
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from joserfc.jwk import RSAKey

from murakami.demo.provider.answers import answer_token, answer_userinfo, as_json, read_request, with_parameters
from murakami.demo.provider.firms import Person
from murakami.demo.provider.keys import public_jwk
from murakami.demo.provider.server import AUTHENTICATION, Client, Shape, build_server
from murakami.demo.web import Answer, Asked, Reply, page, redirect

BUSINESS: Final = Shape(
    authorization="authorize", token="token", userinfo="userinfo", client_method="client_secret_basic",  # noqa: S106 - a path
    algorithm="RS256", acr="", scopes={
        "openid": ("sub",),
        "profile": ("account_type", "corp_type", "parent_id", "corporate_number", "name", "prefecture_name", "address1",
                    "address2", "rep_last_nm", "rep_first_nm"),
        "user": ("user_last_nm", "user_first_nm", "user_department"),
        "email": ("email",),
    })
_REQUIRED: Final = ("response_type", "client_id", "redirect_uri", "scope")


class BusinessProvider:
    """A fictitious GビズID for some clients and the people of some firms."""

    def __init__(self, *, issuer: str, key: RSAKey, clients: Sequence[Client], people: Sequence[Person]) -> None:
        self.issuer = issuer
        self.people = {person.sub_seed: person for person in people}
        self._key = key
        self._clients = clients
        self._server = build_server(issuer=issuer, key=key, clients=clients, shape=BUSINESS,
                                    told={person.sub_seed: person.claims() for person in people})
        self._lock = threading.Lock()  # idpyoidc keeps its sessions in plain dictionaries

    def routes(self) -> dict[tuple[str, str], Answer]:
        """The addresses of the provider below its issuer."""
        base = urlsplit(self.issuer).path
        return {
            ("GET", f"{base}authorize"): self.choose, ("POST", f"{base}authorize"): self.chosen,
            ("POST", f"{base}token"): self.token, ("GET", f"{base}userinfo"): self.userinfo,
            ("GET", f"{base}.well-known/openid-configuration"): self.document, ("GET", f"{base}jwks"): self.keys,
        }

    def choose(self, asked: Asked) -> Reply:
        """Show for whom one may act, when the request is in order."""
        with self._lock:
            request = read_request(self._server, asked.query, required=_REQUIRED)
        if "error" in request:
            return page("refused", status=HTTPStatus.BAD_REQUEST, error=request["error"],
                        detail=request.get("error_description", ""))
        return page("choose_firm", legend="架空の事業者の人", people=self.people.values(), query=asked.query, form_targets=self._origins())

    def chosen(self, asked: Asked) -> Reply:
        """Go back to the client as the chosen person, or with `access_denied`."""
        with self._lock:
            request = read_request(self._server, asked.form.get("query", ""), required=_REQUIRED)
            person = self.people.get(asked.form.get("who", ""))
            if "error" in request:
                return page("refused", status=HTTPStatus.BAD_REQUEST, error=request["error"], detail="")
            if person is None:
                return redirect(with_parameters(request["redirect_uri"], error="access_denied", state=request["state"]))
            return redirect(self._answer(request, person))

    def token(self, asked: Asked) -> Reply:
        """Exchange a code for tokens."""
        with self._lock:
            return answer_token(self._server, asked)

    def userinfo(self, asked: Asked) -> Reply:
        """Tell of a firm and its person to whoever holds an access token."""
        with self._lock:
            return answer_userinfo(self._server, asked)

    def document(self, _: Asked) -> Reply:
        """Say where everything is."""
        base = self.issuer
        return as_json({"issuer": base, "jwks_uri": f"{base}jwks", "authorization_endpoint": f"{base}authorize",
                        "token_endpoint": f"{base}token", "userinfo_endpoint": f"{base}userinfo"})

    def keys(self, _: Asked) -> Reply:
        """Publish the key that signs."""
        return as_json({"keys": [public_jwk(self._key)]})

    def _answer(self, request: Any, person: Person) -> str:
        endpoint = self._server.endpoint["authorization"]
        method = self._server.context.authn_broker[AUTHENTICATION]["method"]
        request["sector_identifier_uri"] = request["client_id"]
        session = endpoint.create_session(request, person.sub_seed, BUSINESS.acr, int(time.time()), method)
        answer = endpoint.authz_part2(request=request, session_id=session)
        return str(endpoint.do_response(request=request, **answer)["response"])

    def _origins(self) -> set[str]:
        addresses = [urlsplit(uri) for client in self._clients for uri in client.redirect_uris]
        return {f"{address.scheme}://{address.netloc}" for address in addresses}
