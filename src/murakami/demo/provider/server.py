"""The configuration of idpyoidc: code flow, S256, private_key_jwt, ES256, pairwise subjects, five scopes."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptojwt.jwk.ec import ECKey as ProviderECKey
from cryptojwt.key_jar import KeyJar
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.user_authn.user import UserAuthnMethod
from joserfc.jwk import ECKey

from murakami.demo.provider.keys import public_jwk
from murakami.demo.provider.people import CardHolder

PATHS = "protocol/openid-connect"
AUTHENTICATION = "card"
SCOPES = ("openid", "name", "address", "birthdate", "gender", "sign")
_CODE_SECONDS = 120
_TOKEN_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Client:
    """A service that may send people here; `key` is the public JWK it signs with."""

    client_id: str
    redirect_uris: tuple[str, ...]
    key: dict[str, Any]


class ChoosingAPerson(UserAuthnMethod):  # type: ignore[misc]  # idpyoidc ships no types
    """Stands for reading a card; the page to choose somebody is ours, so nothing is rendered here."""

    def __call__(self, **_: Any) -> str:
        return AUTHENTICATION

    def verify(self, *_: Any, **__: Any) -> str:
        raise NotImplementedError("the person is chosen on our own page")


def build_server(*, issuer: str, key: ECKey, clients: Sequence[Client], people: Sequence[CardHolder]) -> Server:
    """Put the provider together; it keeps its sessions in memory."""
    for chatty in ("idpyoidc", "cryptojwt"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    server = Server(OPConfiguration(_configuration(issuer, people)), keyjar=_keys(issuer, key))
    for client in clients:
        server.context.cdb[client.client_id] = _registration(client)
        server.keyjar.import_jwks({"keys": [client.key]}, client.client_id)
    return server


def pairwise_subject(user_id: str, salt: str = "", sector_identifier: str = "", **_: Any) -> str:
    """Give one person another subject at each service, the same one at every visit. Source: OpenID Core 8.1."""
    return hashlib.sha256(f"demo|{sector_identifier}|{user_id}".encode()).hexdigest()


def _keys(issuer: str, key: ECKey) -> KeyJar:
    jar = KeyJar()
    mine = ProviderECKey(**{**key.as_dict(private=True), **public_jwk(key)})
    for owner in ("", issuer):
        jar.add_keys(owner, [mine])
    return jar


def _registration(client: Client) -> dict[str, Any]:
    return {
        "client_id": client.client_id, "client_salt": client.client_id,
        "redirect_uris": [(uri, {}) for uri in client.redirect_uris],
        "response_types_supported": ["code"], "allowed_scopes": list(SCOPES), "subject_type": "pairwise",
        "token_endpoint_client_authn_method": ["private_key_jwt"], "id_token_signed_response_alg": "ES256",
    }


def _configuration(issuer: str, people: Sequence[CardHolder]) -> dict[str, Any]:
    oidc, token = "idpyoidc.server.oidc", "idpyoidc.server.token"
    return {
        "issuer": issuer,
        "httpc_params": {"verify": True},
        "preference": {"id_token_signing_alg_values_supported": ["ES256"], "subject_types_supported": ["pairwise"]},
        "endpoint": {
            "authorization": {"path": f"{PATHS}/auth", "class": f"{oidc}.authorization.Authorization", "kwargs": {
                "client_authn_method": None, "response_types_supported": ["code"], "response_modes_supported": ["query"]}},
            "token": {"path": f"{PATHS}/token", "class": f"{oidc}.token.Token",
                      "kwargs": {"client_authn_method": ["private_key_jwt"]}},
            "userinfo": {"path": f"{PATHS}/userinfo", "class": f"{oidc}.userinfo.UserInfo",
                         "kwargs": {"client_authn_method": ["bearer_header"]}},
        },
        "token_handler_args": {
            "code": {"kwargs": {"lifetime": _CODE_SECONDS}},
            "token": {"class": f"{token}.jwt_token.JWTToken", "kwargs": {"lifetime": _TOKEN_SECONDS}},
            "id_token": {"class": f"{token}.id_token.IDToken", "kwargs": {"lifetime": _TOKEN_SECONDS}},
        },
        "authz": {"class": "idpyoidc.server.authz.AuthzHandling", "kwargs": {"grant_config": {
            "usage_rules": {
                "authorization_code": {"supports_minting": ["access_token", "id_token"], "max_usage": 1,
                                       "expires_in": _CODE_SECONDS},
                "access_token": {"expires_in": _TOKEN_SECONDS},
            }, "expires_in": 3600}}},
        "authentication": {AUTHENTICATION: {"acr": "aal3", "class": ChoosingAPerson, "kwargs": {}}},
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo",
                     "kwargs": {"db": {person.sub_seed: person.claims() for person in people}}},
        "scopes_to_claims": {"openid": ["sub"], **{scope: [scope] for scope in SCOPES[1:-1]}},
        "session_params": {"sub_func": {"public": {"function": pairwise_subject},
                                        "pairwise": {"function": pairwise_subject}}},
        "add_ons": {"pkce": {"function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                             "kwargs": {"essential": True, "code_challenge_methods": {"S256": None}}}},
        "cookie_handler": {"class": "idpyoidc.server.cookie_handler.CookieHandler", "kwargs": {
            "keys": {"key_defs": [{"type": "OCT", "use": ["enc"], "kid": "enc"},
                                  {"type": "OCT", "use": ["sig"], "kid": "sig"}]},
            "name": {"session": "op", "register": "op_rp", "session_management": "op_sm"}}},
    }
