"""The configuration of idpyoidc for a provider of some shape: code flow, S256, pairwise subjects, one algorithm."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptojwt.jwk.ec import ECKey as ProviderECKey
from cryptojwt.jwk.rsa import RSAKey as ProviderRSAKey
from cryptojwt.key_jar import KeyJar
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.user_authn.user import UserAuthnMethod
from joserfc.jwk import ECKey, RSAKey

from murakami.demo.provider.keys import public_jwk

PATHS = "protocol/openid-connect"
AUTHENTICATION = "card"
_CODE_SECONDS = 120
_TOKEN_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Client:
    """A service that may send people here: it shows who it is with the public JWK `key`, or with a `secret`."""

    client_id: str
    redirect_uris: tuple[str, ...]
    key: dict[str, Any] = field(default_factory=dict)
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells one provider from another: where it listens, how clients show who they are, how it signs, what it tells."""

    authorization: str
    token: str
    userinfo: str
    client_method: str
    algorithm: str
    acr: str
    scopes: Mapping[str, tuple[str, ...]]


CARD = Shape(authorization=f"{PATHS}/auth", token=f"{PATHS}/token", userinfo=f"{PATHS}/userinfo",
             client_method="private_key_jwt", algorithm="ES256", acr="aal3", scopes={
                 "openid": ("sub",), "name": ("name",), "address": ("address",), "birthdate": ("birthdate",),
                 "gender": ("gender",), "sign": ()})


class ChoosingAPerson(UserAuthnMethod):  # type: ignore[misc]  # idpyoidc ships no types
    """Stands for reading a card; the page to choose somebody is ours, so nothing is rendered here."""

    def __call__(self, **_: Any) -> str:
        return AUTHENTICATION

    def verify(self, *_: Any, **__: Any) -> str:
        raise NotImplementedError("the person is chosen on our own page")


def build_server(*, issuer: str, key: ECKey | RSAKey, clients: Sequence[Client], told: Mapping[str, Mapping[str, str]],
                 shape: Shape = CARD) -> Server:
    """Put a provider together that tells `told` of its people; it keeps its sessions in memory."""
    for chatty in ("idpyoidc", "cryptojwt"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    server = Server(OPConfiguration(_configuration(issuer, told, shape)), keyjar=_keys(issuer, key))
    for client in clients:
        server.context.cdb[client.client_id] = _registration(client, shape)
        if client.key:
            server.keyjar.import_jwks({"keys": [client.key]}, client.client_id)
    return server


def pairwise_subject(user_id: str, salt: str = "", sector_identifier: str = "", **_: Any) -> str:
    """Give one person another subject at each service, the same one at every visit. Source: OpenID Core 8.1."""
    return hashlib.sha256(f"demo|{sector_identifier}|{user_id}".encode()).hexdigest()


def _keys(issuer: str, key: ECKey | RSAKey) -> KeyJar:
    jar = KeyJar()
    mine = (ProviderECKey if isinstance(key, ECKey) else ProviderRSAKey)(**{**key.as_dict(private=True), **public_jwk(key)})
    for owner in ("", issuer):
        jar.add_keys(owner, [mine])
    return jar


def _registration(client: Client, shape: Shape) -> dict[str, Any]:
    return {
        "client_id": client.client_id, "client_salt": client.client_id,
        "redirect_uris": [(uri, {}) for uri in client.redirect_uris],
        "response_types_supported": ["code"], "allowed_scopes": list(shape.scopes), "subject_type": "pairwise",
        "token_endpoint_client_authn_method": [shape.client_method], "id_token_signed_response_alg": shape.algorithm,
        **({"client_secret": client.secret} if client.secret else {}),
    }


def _configuration(issuer: str, told: Mapping[str, Mapping[str, str]], shape: Shape) -> dict[str, Any]:
    oidc, token = "idpyoidc.server.oidc", "idpyoidc.server.token"
    return {
        "issuer": issuer,
        "httpc_params": {"verify": True},
        "preference": {"id_token_signing_alg_values_supported": [shape.algorithm], "subject_types_supported": ["pairwise"]},
        "endpoint": {
            "authorization": {"path": shape.authorization, "class": f"{oidc}.authorization.Authorization", "kwargs": {
                "client_authn_method": None, "response_types_supported": ["code"], "response_modes_supported": ["query"]}},
            "token": {"path": shape.token, "class": f"{oidc}.token.Token",
                      "kwargs": {"client_authn_method": [shape.client_method]}},
            "userinfo": {"path": shape.userinfo, "class": f"{oidc}.userinfo.UserInfo",
                         "kwargs": {"client_authn_method": ["bearer_header"]}},
        },
        "token_handler_args": {
            "code": {"kwargs": {"lifetime": _CODE_SECONDS}},
            "token": {"class": f"{token}.jwt_token.JWTToken", "kwargs": {"lifetime": _TOKEN_SECONDS, "alg": shape.algorithm}},
            "id_token": {"class": f"{token}.id_token.IDToken", "kwargs": {"lifetime": _TOKEN_SECONDS}},
        },
        "authz": {"class": "idpyoidc.server.authz.AuthzHandling", "kwargs": {"grant_config": {
            "usage_rules": {
                "authorization_code": {"supports_minting": ["access_token", "id_token"], "max_usage": 1,
                                       "expires_in": _CODE_SECONDS},
                "access_token": {"expires_in": _TOKEN_SECONDS},
            }, "expires_in": 3600}}},
        "authentication": {AUTHENTICATION: {"acr": shape.acr, "class": ChoosingAPerson, "kwargs": {}}},
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo",
                     "kwargs": {"db": {who: dict(claims) for who, claims in told.items()}}},
        "scopes_to_claims": {scope: list(claims) for scope, claims in shape.scopes.items() if claims},
        "session_params": {"sub_func": {"public": {"function": pairwise_subject},
                                        "pairwise": {"function": pairwise_subject}}},
        "add_ons": {"pkce": {"function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                             "kwargs": {"essential": True, "code_challenge_methods": {"S256": None}}}},
        "cookie_handler": {"class": "idpyoidc.server.cookie_handler.CookieHandler", "kwargs": {
            "keys": {"key_defs": [{"type": "OCT", "use": ["enc"], "kid": "enc"},
                                  {"type": "OCT", "use": ["sig"], "kid": "sig"}]},
            "name": {"session": "op", "register": "op_rp", "session_management": "op_sm"}}},
    }
