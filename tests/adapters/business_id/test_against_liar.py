"""Our client against a provider of business accounts that answers with foreign, confused and unreadable things."""

import base64
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey

from murakami.demo.provider.keys import public_jwk
from murakami.demo.web import Reply
from murakami.foundation.accounts.firm import FirmIdentity, FirmKey
from murakami.foundation.accounts.ports import SignInRefused
from murakami.foundation.accounts.vocabulary import FirmRole
from tests.adapters.business_id.outside import (
    PROVIDER_RSA,
    RETURN_TO,
    SECRET,
    Lying,
    client_of,
    lying_business_provider,
    prime,
)
from tests.adapters.digital_auth.outside import signed, unsigned

EC = ECKey.generate_key("P-256")
FOREIGN = RSAKey.generate_key(2048)
with warnings.catch_warnings(action="ignore"):
    SHORT = RSAKey.generate_key(1024)


@pytest.fixture
def honest(at: datetime) -> Lying:
    return Lying(now=at)


def finish(lying: Lying, **returned: str) -> FirmIdentity:
    us = client_of(lying.issuer)
    _, pending = us.start(redirect_uri=RETURN_TO, at=lying.now)
    lying.nonce = pending.nonce
    return us.finish(pending=pending, returned={"state": pending.state, "code": "code", **returned}, at=lying.now)


def outcome(lying: Lying, **returned: str) -> str:
    with lying_business_provider(lying), pytest.raises(SignInRefused) as refused:
        finish(lying, **returned)
    return refused.value.code


def test_believe__an_honest_answer_to_our_secret(honest: Lying) -> None:
    with lying_business_provider(honest):
        identity = finish(honest)
    assert (identity.sub, identity.role) == ("pairwise-1", FirmRole.PRIME)
    name, _, secret = base64.b64decode(honest.asked[0].headers["authorization"].removeprefix("Basic ")).decode().partition(":")
    assert (name, secret) == ("smart-murakami-demo", SECRET)
    assert SECRET not in str(honest.asked[0].form) and SECRET not in repr(client_of("https://op.example/").configuration)


@pytest.mark.parametrize("claims", [
    {"iss": "https://evil.example/oauth/"}, {"iss": None}, {"aud": "another"}, {"aud": ["smart-murakami-demo", "another"]},
    {"nonce": "another"}, {"nonce": None}, {"exp": 0}, {"exp": None}, {"iat": 0}, {"sub": ""}, {"sub": None},
    {"azp": "another"}, {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
])
def test_disbelieve__claims(honest: Lying, claims: dict[str, Any]) -> None:
    honest.claims = claims
    assert outcome(honest) == "untrusted"


def test_disbelieve__the_issuer_without_its_slash(honest: Lying) -> None:
    with lying_business_provider(honest):
        honest.claims = {"iss": honest.issuer.rstrip("/")}
        with pytest.raises(SignInRefused) as refused:
            finish(honest)
    assert refused.value.code == "untrusted"


TOKENS: dict[str, Callable[[Lying], str]] = {
    "alg none": lambda t: unsigned(t.honest()),
    "ES256 with a key of theirs": lambda t: signed(t.honest(), key=EC, kid=EC.thumbprint()),
    "HS256 with our secret": lambda t: signed(t.honest(), key=OctKey.import_key(SECRET.encode()), alg="HS256"),
    "PS256": lambda t: signed(t.honest(), key=PROVIDER_RSA, alg="PS256", kid=PROVIDER_RSA.thumbprint()),
    "foreign key under its own name": lambda t: signed(t.honest(), key=FOREIGN, alg="RS256", kid=FOREIGN.thumbprint()),
    "foreign key under the provider's name": lambda t: signed(
        t.honest(), key=FOREIGN, alg="RS256", kid=PROVIDER_RSA.thumbprint()),
    "short key": lambda t: signed(t.honest(), key=SHORT, alg="RS256", kid=SHORT.thumbprint()),
    "no key name": lambda t: signed(t.honest(), key=PROVIDER_RSA, alg="RS256", kid=None),
    "cut short": lambda t: t.sign()[:-10],
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TOKENS)
def test_disbelieve__tokens(honest: Lying, name: str) -> None:
    honest.token = lambda lying: TOKENS[name](honest)
    honest.keys = [public_jwk(PROVIDER_RSA), public_jwk(EC), public_jwk(SHORT)]
    assert outcome(honest) == "untrusted"


@pytest.mark.parametrize("document", [
    {"issuer": "https://evil.example/oauth/"}, {"issuer": None}, {"jwks_uri": "https://evil.example/jwks"},
    {"jwks_uri": None}, {"jwks_uri": "file:///etc/passwd"},
])
def test_disbelieve__keys_from_elsewhere(honest: Lying, document: dict[str, Any]) -> None:
    honest.document = document
    assert outcome(honest) == "provider"


@pytest.mark.parametrize(("changes", "code"), [
    ({"account_type": "1"}, "unchecked"), ({"account_type": 1}, "unchecked"), ({"account_type": "１"}, "unchecked"),
    ({"account_type": "4"}, "untrusted"), ({"account_type": None}, "untrusted"), ({"account_type": True}, "untrusted"),
    ({"account_type": ["2"]}, "untrusted"), ({"sub": "pairwise-2"}, "untrusted"), ({"sub": None}, "untrusted"),
    ({"corp_type": "3"}, "untrusted"), ({"corp_type": None}, "untrusted"),
    ({"corporate_number": "7999901000002"}, "untrusted"), ({"corporate_number": "799990100000"}, "untrusted"),
    ({"corporate_number": None}, "untrusted"), ({"corporate_number": ""}, "untrusted"),
    ({"corp_type": "2", "account_type": "3"}, "untrusted"), ({"corp_type": "2", "account_type": "3", "parent_id": ""}, "untrusted"),
    ({"name": None}, "untrusted"), ({"name": " "}, "untrusted"), ({"name": "あ" * 201}, "untrusted"), ({"name": ["x"]}, "untrusted"),
    ({"user_last_nm": None, "user_first_nm": None}, "untrusted"),
])
def test_refuse__what_is_no_firm(honest: Lying, changes: dict[str, Any], code: str) -> None:
    honest.said = prime(**changes)
    assert outcome(honest) == code


@pytest.mark.parametrize(("changes", "name", "seen"), [
    ({"account_type": 2, "corp_type": 1, "corporate_number": 7999901000001}, "key", FirmKey(corporate_number="7999901000001")),
    ({"corporate_number": "７９９９９０１０００００１"}, "key", FirmKey(corporate_number="7999901000001")),
    ({"email": "no address"}, "email", ""), ({"email": None}, "email", ""), ({"user_department": 5}, "department", ""),
    ({"user_first_nm": None}, "name", "佐藤"),
])
def test_read__defensively(honest: Lying, changes: dict[str, Any], name: str, seen: object) -> None:
    honest.said = prime(**changes)
    with lying_business_provider(honest):
        assert getattr(finish(honest), name) == seen


def test_read__a_member_of_a_sole_proprietor_by_whose_account_made_theirs(honest: Lying) -> None:
    honest.said = prime(account_type="3", corp_type="2", corporate_number="K123", parent_id="owner-1")
    with lying_business_provider(honest):
        assert finish(honest).key == FirmKey(owner_issuer=honest.issuer, owner_sub="owner-1")


def test_read__a_firm_without_an_address(honest: Lying) -> None:
    honest.said = prime(prefecture_name=None, address1=None, address2="")
    with lying_business_provider(honest):
        assert finish(honest).firm.address is None


@pytest.mark.parametrize("reply", [Reply(b"{}"), Reply(b"[]"), Reply(b"not json"), Reply(b"{" * 100_000)])
def test_fail__on_answers_that_are_none(honest: Lying, reply: Reply) -> None:
    honest.token_reply = reply
    assert outcome(honest) == "provider"


def test_fail__when_nobody_answers(at: datetime) -> None:
    assert_code(Lying(now=at, issuer="http://127.0.0.1:9/oauth/"), "provider")


def assert_code(lying: Lying, code: str) -> None:
    with pytest.raises(SignInRefused) as refused:
        finish(lying)
    assert refused.value.code == code
