"""Our client against the provider that idpyoidc makes, over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.utils import timezone
from joserfc.jwk import ECKey

from murakami.adapters.digital_auth.client import DigitalAuth
from murakami.demo.provider.keys import public_jwk
from murakami.demo.provider.server import Client
from murakami.foundation.accounts.card import CardIdentity
from murakami.foundation.accounts.ports import SignInRefused
from murakami.foundation.accounts.vocabulary import Assurance
from tests.adapters.digital_auth.outside import RETURN_TO, client_of, go_through, real_provider

OTHER_KEY = ECKey.generate_key("P-256")


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    other = Client("another-service", (RETURN_TO,), public_jwk(OTHER_KEY))
    with real_provider(other=other) as served:
        yield served


@pytest.fixture
def us(issuer: str) -> DigitalAuth:
    return client_of(issuer)


def sign_in(client: DigitalAuth, **choice: str) -> CardIdentity:
    now = timezone.now()
    address, pending = client.start(redirect_uri=RETURN_TO, at=now)
    return client.finish(pending=pending, returned=go_through(address, **choice), at=now)


def refusal(client: DigitalAuth, **kwargs: object) -> str:
    with pytest.raises(SignInRefused) as refused:
        client.finish(**kwargs)  # type: ignore[arg-type]
    return refused.value.code


def test_start__asks_exactly_what_is_required(us: DigitalAuth) -> None:
    address, pending = us.start(redirect_uri=RETURN_TO, at=timezone.now())
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{us.configuration.issuer}/protocol/openid-connect/auth?")
    assert asked.pop("state") == pending.state
    assert asked.pop("nonce") == pending.nonce
    challenge = asked.pop("code_challenge")
    assert len(challenge) == 43
    assert challenge != pending.code_verifier
    assert asked == {"response_type": "code", "scope": "openid name address birthdate gender",
                     "client_id": "smart-murakami-demo", "redirect_uri": RETURN_TO, "code_challenge_method": "S256",
                     "acr_values": "aal3 crl"}


def test_start__draws_everything_anew(us: DigitalAuth) -> None:
    drawn = [us.start(redirect_uri=RETURN_TO, at=timezone.now())[1] for _ in range(3)]
    secrets = {value for pending in drawn for value in (pending.state, pending.nonce, pending.code_verifier)}
    assert len(secrets) == 9
    assert all(len(secret) >= 43 for secret in secrets)


def test_sign_in__reads_the_person(us: DigitalAuth) -> None:
    identity = sign_in(us)
    assert (identity.issuer, identity.assurance) == (us.configuration.issuer, Assurance.CARD_AUTH)
    name, address = identity.items.name, identity.items.address
    assert name is not None
    assert (name.family, name.given) == ("葛\U000e0100城", "花子")
    assert (identity.items.born_on, identity.items.sex) == (date(1994, 5, 14), "female")
    assert address is not None
    assert (address.postal_code, address.town, address.rest) == ("9580837", "三之町", "1番1号")


@pytest.mark.parametrize(("who", "split", "born_on"), [
    ("built-in-2", ("𠮷田", "太郎"), date(1992, 7, 3)), ("built-in-3", ("髙﨑", "誠"), date(1991, 8, 20)),
    ("built-in-4", ("", ""), date(2001, 4, 1)), ("built-in-5", ("", ""), date(1998, 11, 30)),
])
def test_sign_in__reads_what_different_cards_write(us: DigitalAuth, who: str, split: tuple[str, str],
                                                   born_on: date) -> None:
    items = sign_in(us, who=who).items
    assert items.born_on == born_on
    assert items.name is not None
    assert (items.name.family, items.name.given) == split


@pytest.mark.parametrize(("revocation", "checked"), [("none", False), ("checked", True)])
def test_sign_in__claims_no_revocation_check_that_was_not_made(us: DigitalAuth, revocation: str, checked: bool) -> None:
    assert sign_in(us, revocation=revocation).revocation_checked is checked


def test_sign_in__knows_the_same_person_again_and_no_other_service_does(us: DigitalAuth, issuer: str) -> None:
    first, again, somebody = sign_in(us), sign_in(us), sign_in(us, who="built-in-2")
    elsewhere = sign_in(client_of(issuer, client_id="another-service", key=OTHER_KEY))
    assert first.sub == again.sub
    assert len({first.sub, somebody.sub, elsewhere.sub}) == 3


def test_give_up__is_told_apart_from_failure(us: DigitalAuth) -> None:
    now = timezone.now()
    address, pending = us.start(redirect_uri=RETURN_TO, at=now)
    returned = go_through(address, who="")
    assert returned["error"] == "access_denied"
    assert refusal(us, pending=pending, returned=returned, at=now) == "given_up"


def test_return__of_another_browser_is_stale(us: DigitalAuth) -> None:
    now = timezone.now()
    address, _ = us.start(redirect_uri=RETURN_TO, at=now)
    _, pending_elsewhere = us.start(redirect_uri=RETURN_TO, at=now)
    assert refusal(us, pending=pending_elsewhere, returned=go_through(address), at=now) == "stale"


def test_return__after_a_quarter_of_an_hour_is_stale(us: DigitalAuth) -> None:
    now = timezone.now()
    address, pending = us.start(redirect_uri=RETURN_TO, at=now)
    assert refusal(us, pending=pending, returned=go_through(address), at=now + timedelta(minutes=15)) == "stale"


def test_code__works_once_at_the_provider(us: DigitalAuth) -> None:
    now = timezone.now()
    address, pending = us.start(redirect_uri=RETURN_TO, at=now)
    returned = go_through(address)
    us.finish(pending=pending, returned=returned, at=now)
    assert refusal(us, pending=pending, returned=returned, at=now) == "provider"


def test_code__needs_the_verifier_of_its_challenge(us: DigitalAuth) -> None:
    now = timezone.now()
    address, pending = us.start(redirect_uri=RETURN_TO, at=now)
    stolen = replace(pending, code_verifier="a" * 64)
    assert refusal(us, pending=stolen, returned=go_through(address), at=now) == "provider"


def test_code__needs_our_key(issuer: str) -> None:
    now, impostor = timezone.now(), client_of(issuer, key=ECKey.generate_key("P-256"))
    address, pending = impostor.start(redirect_uri=RETURN_TO, at=now)
    assert refusal(impostor, pending=pending, returned=go_through(address), at=now) == "provider"


@pytest.mark.parametrize("returned", [
    {}, {"state": ""}, {"code": "x"}, {"state": "ｓｔａｔｅ", "code": "x"}, {"error": "server_error"},
])
def test_return__without_our_state_is_stale(us: DigitalAuth, returned: dict[str, str]) -> None:
    now = timezone.now()
    _, pending = us.start(redirect_uri=RETURN_TO, at=now)
    assert refusal(us, pending=pending, returned=returned, at=now) == "stale"


@pytest.mark.parametrize(("change", "problem"), [
    ({"code_challenge_method": "plain"}, "Unsupported"), ({"code_challenge": None}, "code_challenge"),
    ({"nonce": None}, "nonce"), ({"state": None}, "state"), ({"response_type": "token"}, "response_type"),
    ({"redirect_uri": "http://evil.example/back"}, "Redirect"), ({"redirect_uri": RETURN_TO + "/x"}, "Redirect"),
    ({"client_id": "nobody"}, "invalid_request"),
])
def test_provider__refuses_requests_that_the_real_one_refuses(
    us: DigitalAuth, change: dict[str, str | None], problem: str
) -> None:
    address, _ = us.start(redirect_uri=RETURN_TO, at=timezone.now())
    page, _, query = address.partition("?")
    asked = {name: values[0] for name, values in parse_qs(query).items()} | change
    answer = requests.get(page, params={name: value for name, value in asked.items() if value}, timeout=10)
    assert answer.status_code == 400
    assert problem.lower() in answer.text.lower() or "unauthorized_client" in answer.text
