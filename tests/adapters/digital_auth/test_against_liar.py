"""Our client against a provider that answers with foreign, expired, confused and broken tokens."""

import base64
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from joserfc.jws import JWSRegistry

from murakami.adapters.digital_auth.client import DigitalAuth
from murakami.demo.provider.keys import public_jwk
from murakami.demo.web import Reply
from murakami.foundation.accounts.card import CardIdentity
from murakami.foundation.accounts.ports import SignInRefused
from tests.adapters.digital_auth.outside import (
    PROVIDER_KEY,
    RETURN_TO,
    Tampering,
    client_of,
    lying_provider,
    signed,
    unsigned,
)

RSA = RSAKey.generate_key(2048)
FOREIGN = ECKey.generate_key("P-256")
P384 = ECKey.generate_key("P-384")
KID = PROVIDER_KEY.thumbprint()


def finish(tampering: Tampering, *, us: DigitalAuth | None = None, **returned: str) -> CardIdentity:
    """Sign in at a provider whose browser part went well."""
    us = us or client_of(tampering.issuer)
    _, pending = us.start(redirect_uri=RETURN_TO, at=tampering.now)
    tampering.nonce = tampering.nonce or pending.nonce
    return us.finish(pending=pending, returned={"state": pending.state, "code": "code", **returned}, at=tampering.now)


def outcome(tampering: Tampering, **returned: str) -> str:
    with lying_provider(tampering), pytest.raises(SignInRefused) as refused:
        finish(tampering, **returned)
    return refused.value.code


@pytest.fixture
def honest(at: datetime) -> Tampering:
    return Tampering(now=at)


def test_believe__an_honest_answer(honest: Tampering) -> None:
    with lying_provider(honest):
        identity = finish(honest)
    assert (identity.sub, identity.revocation_checked) == ("pairwise-1", True)
    form = honest.asked[0].form
    assert (form["grant_type"], form["redirect_uri"]) == ("authorization_code", RETURN_TO)
    assert form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    assert "client_secret" not in form


@pytest.mark.parametrize("acr", [None, "aal3", "crl_not_checked", "aal3 nocrl", ["crl"], 3])
def test_believe__no_revocation_check_without_the_word(honest: Tampering, acr: object) -> None:
    honest.claims = {"acr": acr}
    with lying_provider(honest):
        assert finish(honest).revocation_checked is False


CLAIMS: dict[str, dict[str, Any]] = {
    "issuer of somebody else": {"iss": "https://evil.example"}, "issuer with a slash": {"iss": "{issuer}/"},
    "no issuer": {"iss": None}, "issuers": {"iss": ["{issuer}"]},
    "audience of somebody else": {"aud": "another-service"}, "no audience": {"aud": None},
    "audience among others": {"aud": ["smart-murakami-demo", "another-service"]}, "empty audience": {"aud": []},
    "audience as object": {"aud": {"smart-murakami-demo": 1}},
    "authorized party of somebody else": {"azp": "another-service"},
    "nonce of another sign-in": {"nonce": "another"}, "no nonce": {"nonce": None}, "nonce as list": {"nonce": ["x"]},
    "expired": {"exp": -61}, "no expiry": {"exp": None}, "expiry as text": {"exp": "9999999999"},
    "expiry not a number": {"exp": float("nan")}, "issued in the future": {"iat": 120}, "issued long ago": {"iat": -1200},
    "no issue time": {"iat": None}, "not yet valid": {"nbf": 120},
    "no subject": {"sub": None}, "empty subject": {"sub": ""}, "subject too long": {"sub": "a" * 256},
    "subject not ascii": {"sub": "山田"}, "subject with a line break": {"sub": "a\nb"}, "subject as number": {"sub": 1},
    "hash of another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "hash as number": {"at_hash": 1},
}


@pytest.mark.parametrize("name", CLAIMS)
def test_disbelieve__claims(honest: Tampering, name: str) -> None:
    with lying_provider(honest):
        honest.claims = {claim: _placed(claim, value, honest) for claim, value in CLAIMS[name].items()}
        with pytest.raises(SignInRefused) as refused:
            finish(honest)
    assert refused.value.code == "untrusted"


def _placed(claim: str, value: Any, tampering: Tampering) -> Any:
    """Times are written relative to now, the issuer is known only when the provider stands."""
    if claim in {"exp", "iat", "nbf"} and isinstance(value, int):
        return int(tampering.now.timestamp()) + value
    return json.loads(json.dumps(value).replace("{issuer}", tampering.issuer)) if claim == "iss" else value


def _hs256_with_public_key(tampering: Tampering) -> str:
    """The classic confusion: the provider's public key taken for a shared secret."""
    unfinished = unsigned(tampering.honest(), alg="HS256").rstrip(".")
    digest = hmac.digest(PROVIDER_KEY.as_pem(private=False), unfinished.encode(), "sha256")
    return f"{unfinished}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def _with_crit(tampering: Tampering) -> str:
    """A header that demands something we do not know, well signed (RFC 7515, 4.1.11)."""
    head = json.dumps({"alg": "ES256", "kid": KID, "crit": ["demand"], "demand": 1}).encode()
    parts = [base64.urlsafe_b64encode(head).rstrip(b"=").decode(), signed(tampering.honest()).split(".")[1]]
    signature = JWSRegistry.algorithms["ES256"].sign(".".join(parts).encode(), PROVIDER_KEY)
    return ".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=").decode()])


TOKENS: dict[str, Callable[[Tampering], str]] = {
    "alg none": lambda t: unsigned(t.honest()), "alg None": lambda t: unsigned(t.honest(), alg="None"),
    "alg ES256 without signature": lambda t: unsigned(t.honest(), alg="ES256"),
    "HS256 with the public key": _hs256_with_public_key,
    "HS256 with a known secret": lambda t: signed(t.honest(), key=OctKey.import_key(b"k" * 32), alg="HS256"),
    "RS256": lambda t: signed(t.honest(), key=RSA, alg="RS256", kid=RSA.thumbprint()),
    "RS256 under our key's name": lambda t: signed(t.honest(), key=RSA, alg="RS256"),
    "ES384": lambda t: signed(t.honest(), key=P384, alg="ES384", kid=P384.thumbprint()),
    "foreign key under its own name": lambda t: signed(t.honest(), key=FOREIGN, kid=FOREIGN.thumbprint()),
    "foreign key under the provider's name": lambda t: signed(t.honest(), key=FOREIGN),
    "foreign key in the header": lambda t: signed(t.honest(), key=FOREIGN, jwk=public_jwk(FOREIGN)),
    "foreign keys by address": lambda t: signed(t.honest(), key=FOREIGN, jku="https://evil.example/certs"),
    "no key name": lambda t: signed(t.honest(), kid=None),
    "unknown critical header": _with_crit,
    "changed after signing": lambda t: _changed(signed(t.honest())),
    "cut short": lambda t: signed(t.honest())[:-10],
    "two parts": lambda t: signed(t.honest()).rpartition(".")[0],
    "encrypted form": lambda t: "a.b.c.d.e", "no token": lambda t: "not a token", "not ascii": lambda t: "é.é.é",
    "endless": lambda t: signed(t.honest() | {"more": "a" * 40_000}),
    "claims as list": lambda t: signed([1, 2]),  # type: ignore[arg-type]
}


def _changed(token: str) -> str:
    head, payload, signature = token.split(".")
    return f"{head}.{payload[:-4]}{'AAAA' if payload[-4:] != 'AAAA' else 'BBBB'}.{signature}"


@pytest.mark.parametrize("name", TOKENS)
def test_disbelieve__tokens(honest: Tampering, name: str) -> None:
    honest.token = TOKENS[name]
    honest.keys = [public_jwk(PROVIDER_KEY), {**RSA.as_dict(private=False), "kid": RSA.thumbprint()},
                   {**P384.as_dict(private=False), "kid": P384.thumbprint()}]
    assert outcome(honest) == "untrusted"


@pytest.mark.parametrize("keys", [
    [], [{}], [{"kty": "EC"}], ["key"], [public_jwk(PROVIDER_KEY) | {"use": "enc"}],
    [public_jwk(PROVIDER_KEY) | {"alg": "ES384"}], [public_jwk(PROVIDER_KEY) | {"x": "AAAA"}],
    [{**public_jwk(PROVIDER_KEY), "kid": 5}], [PROVIDER_KEY.as_dict(private=True) | {"kid": KID}],
])
def test_disbelieve__keys_that_are_none(honest: Tampering, keys: list[Any]) -> None:
    honest.keys = keys
    assert outcome(honest) == "untrusted"


def test_disbelieve__four_items_of_somebody_else(honest: Tampering) -> None:
    honest.said = {"sub": "pairwise-2", "name": "別人"}
    assert outcome(honest) == "untrusted"


def test_disbelieve__a_return_that_names_another_issuer(honest: Tampering) -> None:
    assert outcome(honest, iss="https://evil.example") == "untrusted"


@pytest.mark.parametrize("reply", [
    Reply(b"{}"), Reply(b"[]"), Reply(b"not json"), Reply(b""), Reply(b"{" * 100_000), Reply(b'{"a":' * 30_000),
    Reply(b'{"token_type":"mac","access_token":"a","id_token":"b"}'),
    Reply(b'{"token_type":"Bearer","access_token":1,"id_token":"b"}'),
    Reply(b'{"error":"invalid_grant"}', HTTPStatus.BAD_REQUEST), Reply(b'{"error":{}}', HTTPStatus.BAD_REQUEST),
    Reply(b"<html>", HTTPStatus.BAD_GATEWAY), Reply(b"", HTTPStatus.FOUND, headers=(("Location", "http://127.0.0.1:1/"),)),
])
def test_fail__on_answers_that_are_none(honest: Tampering, reply: Reply) -> None:
    honest.token_reply = reply
    assert outcome(honest) == "provider"


@pytest.mark.parametrize("reply", [
    Reply(b"[]"), Reply(b"a" * 70_000), Reply(b'{"error":"invalid_token"}', HTTPStatus.UNAUTHORIZED),
])
def test_fail__on_four_items_that_are_none(honest: Tampering, reply: Reply) -> None:
    honest.userinfo_reply = reply
    assert outcome(honest) == "provider"


def test_fail__when_nobody_answers(at: datetime) -> None:
    us = client_of("http://127.0.0.1:9/api/realms/main")
    _, pending = us.start(redirect_uri=RETURN_TO, at=at)
    with pytest.raises(SignInRefused) as refused:
        us.finish(pending=pending, returned={"state": pending.state, "code": "x"}, at=at)
    assert refused.value.code == "provider"


@pytest.mark.parametrize(("error", "code"), [
    ("access_denied", "given_up"), ("login_required", "given_up"), ("server_error", "provider"), ("<script>", "provider"),
])
def test_return__with_an_error_says_whose_it_is(honest: Tampering, error: str, code: str) -> None:
    assert outcome(honest, error=error) == code


@pytest.mark.parametrize(("error", "logged"), [
    ("access_denied", "access_denied"), ("account_selection_required", "account_selection_required"), ("Access_Denied", "other"),
    ("花子 090-1234-5678", "other"), ("", "other"), ("x\nsign-in refused: untrusted (forged)", "other"),
])
def test_return__logs_known_codes_only(
        honest: Tampering, caplog: pytest.LogCaptureFixture, error: str, logged: str) -> None:
    outcome(honest, error=error)
    assert [record.getMessage().split(" (")[1] for record in caplog.records if record.name == "murakami.sign_in"] == [f"{logged})"]


@pytest.mark.parametrize(("error", "logged"), [("invalid_grant", "invalid_grant"), ("hanako@example.jp", "other")])
def test_refused_code__logs_known_codes_only(
        honest: Tampering, caplog: pytest.LogCaptureFixture, error: str, logged: str) -> None:
    honest.token_reply = Reply(json.dumps({"error": error}).encode(), HTTPStatus.BAD_REQUEST)
    assert outcome(honest) == "provider"
    assert f"sign-in refused: provider ({logged})" in caplog.messages


def test_change_keys__is_followed(honest: Tampering) -> None:
    fresh = ECKey.generate_key("P-256")
    with lying_provider(honest):
        us = client_of(honest.issuer)
        us._flow.keys._clock = lambda: 0.0
        finish(honest, us=us)
        us._flow.keys._clock = lambda: 100.0
        honest.keys = [public_jwk(fresh)]
        honest.nonce, honest.token = "", lambda t: signed(t.honest(), key=fresh, kid=fresh.thumbprint())
        assert finish(honest, us=us).sub == "pairwise-1"


def test_unknown_key__does_not_make_us_ask_every_time(honest: Tampering) -> None:
    with lying_provider(honest):
        us = client_of(honest.issuer)
        us._flow.keys._clock = lambda: 0.0
        honest.token = lambda t: signed(t.honest(), key=FOREIGN, kid=FOREIGN.thumbprint())
        for _ in range(3):
            honest.nonce = ""
            with pytest.raises(SignInRefused):
                finish(honest, us=us)
    assert sum(asked.path.endswith("/certs") for asked in honest.asked) == 1


def test_assertion__is_for_this_token_endpoint_once_for_a_minute() -> None:
    us = client_of("http://127.0.0.1:9/api/realms/main")
    made = [jwt.decode(us.configuration.credentials().form["client_assertion"], us.configuration.key, algorithms=["ES256"]) for _ in range(2)]
    claims = made[0].claims
    assert claims["iss"] == claims["sub"] == us.configuration.client_id
    assert claims["aud"] == us.configuration.token_endpoint
    assert 0 < claims["exp"] - claims["iat"] <= 60
    assert made[0].header["alg"] == "ES256"
    assert made[0].claims["jti"] != made[1].claims["jti"]
