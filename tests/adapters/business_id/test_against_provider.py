"""Our client against a provider of business accounts that somebody else's library makes."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from murakami.adapters.business_id.client import BusinessId
from murakami.foundation.accounts.firm import FirmIdentity, FirmKey
from murakami.foundation.accounts.ports import SignInRefused
from murakami.foundation.accounts.vocabulary import FirmRole
from tests.adapters.business_id.outside import RETURN_TO, client_of, go_through, real_business_provider


def now() -> datetime:
    """The provider has a clock of its own."""
    return datetime.now(UTC)


def sign_in(us: BusinessId, *, who: str) -> FirmIdentity:
    address, pending = us.start(redirect_uri=RETURN_TO, at=now())
    return us.finish(pending=pending, returned=go_through(address, who=who), at=now())


def code_of(us: BusinessId, *, who: str = "care-1", **changes: str) -> str:
    address, pending = us.start(redirect_uri=RETURN_TO, at=now())
    with pytest.raises(SignInRefused) as refused:
        us.finish(pending=pending, returned=go_through(address, who=who) | changes, at=now())
    return refused.value.code


def test_ask__as_the_guideline_says() -> None:
    address, pending = client_of("https://op.example/oauth/").start(redirect_uri=RETURN_TO, at=now())
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith("https://op.example/oauth/authorize?")
    assert asked | {"code_challenge": ""} == {
        "response_type": "code", "scope": "openid profile user email", "client_id": "smart-murakami-demo",
        "redirect_uri": RETURN_TO, "state": pending.state, "nonce": pending.nonce, "code_challenge": "",
        "code_challenge_method": "S256"}


def test_sign_in__a_member_of_a_company() -> None:
    with real_business_provider() as issuer:
        us = client_of(issuer)
        member, again, prime = (sign_in(us, who=who) for who in ("care-2", "care-2", "care-prime"))
    assert (member.role, member.key) == (FirmRole.MEMBER, FirmKey(corporate_number="7999901000001"))
    assert (member.name, member.department, member.email) == ("葛\U000e0100西　みどり", "居宅支援課", "care-2@example.jp")
    assert (member.firm.name, member.firm.representative) == ("居宅介護支援事業所いわふね", "佐藤　和子")
    assert member.firm.address is not None and member.firm.address.whole == "新潟県村上市岩船三日市8番3号"
    assert member.issuer == issuer and member.sub == again.sub != prime.sub
    assert (prime.role, prime.key) == (FirmRole.PRIME, member.key)


def test_sign_in__a_sole_proprietor_is_known_by_the_account() -> None:
    with real_business_provider() as issuer:
        owner = sign_in(client_of(issuer), who="tea-prime")
    assert owner.key == FirmKey(owner_issuer=issuer, owner_sub=owner.sub)


def test_refuse__an_account_that_nobody_has_checked() -> None:
    with real_business_provider() as issuer:
        assert code_of(client_of(issuer), who="tea-entry") == "unchecked"


def test_give_up__at_the_provider() -> None:
    with real_business_provider() as issuer:
        assert code_of(client_of(issuer), who="nobody") == "given_up"


def test_return__of_another_browser_or_too_late_is_stale() -> None:
    with real_business_provider() as issuer:
        us = client_of(issuer)
        assert code_of(us, state="another") == "stale"
        address, pending = us.start(redirect_uri=RETURN_TO, at=now() - timedelta(minutes=15))
        with pytest.raises(SignInRefused) as refused:
            us.finish(pending=pending, returned=go_through(address, who="care-1"), at=now())
    assert refused.value.code == "stale"


def test_return__twice_is_refused_by_the_provider() -> None:
    with real_business_provider() as issuer:
        us = client_of(issuer)
        address, pending = us.start(redirect_uri=RETURN_TO, at=now())
        returned = go_through(address, who="care-1")
        us.finish(pending=pending, returned=returned, at=now())
        with pytest.raises(SignInRefused) as refused:
            us.finish(pending=pending, returned=returned, at=now())
    assert refused.value.code == "provider"


@pytest.mark.parametrize("wrong", [{"secret": "another"}, {"client_id": "another"}])
def test_refused__with_another_secret_or_name(wrong: dict[str, str]) -> None:
    with real_business_provider() as issuer:
        address, pending = client_of(issuer).start(redirect_uri=RETURN_TO, at=now())
        with pytest.raises(SignInRefused) as refused:
            client_of(issuer, **wrong).finish(pending=pending, returned=go_through(address, who="care-1"), at=now())
    assert refused.value.code == "provider"


def test_refused__with_another_verifier() -> None:
    with real_business_provider() as issuer:
        us = client_of(issuer)
        address, pending = us.start(redirect_uri=RETURN_TO, at=now())
        _, other = us.start(redirect_uri=RETURN_TO, at=now())
        mixed = type(pending)(**{**pending.to_session(), "code_verifier": other.code_verifier})  # type: ignore[arg-type]
        with pytest.raises(SignInRefused) as refused:
            us.finish(pending=mixed, returned=go_through(address, who="care-1"), at=now())
    assert refused.value.code == "provider"
