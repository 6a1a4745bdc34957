"""Signing at the provider of the demo, over HTTP: asked for, signed with a card, fetched, verified."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from murakami.adapters.digital_auth.client import DigitalAuth
from murakami.demo.provider.people import BUILT_IN
from murakami.foundation.accounts.ports import CardSignInRefused
from murakami.foundation.accounts.signing import PendingSignature
from murakami.kernel.signatures import CardSignature, Refused, Verdict, read_anchors, verify
from tests.adapters.digital_auth.outside import CARDS, RETURN_TO, client_of, go_through, real_provider

CONTENT = "murakami-signed-filing/1\n署名する内容\n".encode()


@pytest.fixture(scope="module")
def us() -> Iterator[DigitalAuth]:
    with real_provider() as issuer:
        yield client_of(issuer)


def sign(us: DigitalAuth, **choice: str) -> CardSignature:
    now = timezone.now()
    address, pending = us.start_signing(content=CONTENT, redirect_uri=RETURN_TO, at=now)
    kept = PendingSignature.from_session(pending.to_session())
    return us.finish_signing(pending=kept, returned=go_through(address, **choice), at=now)


def verdict(signature: CardSignature, content: bytes = CONTENT) -> Verdict:
    return verify(content=content, signature=signature, anchors=read_anchors(CARDS.pem),
                  at=timezone.now() + timedelta(seconds=1))


def test_signature__is_over_the_text_that_was_sent(us: DigitalAuth) -> None:
    signature = sign(us, who=BUILT_IN[1].sub_seed)
    found = verdict(signature)
    assert found.is_valid
    assert found.signer is not None
    assert found.signer.name == BUILT_IN[1].name
    assert verdict(signature, CONTENT + b"!").refused is Refused.ALTERED


def test_certificate__that_is_over_is_handed_on_and_refused_by_us(us: DigitalAuth) -> None:
    assert verdict(sign(us, certificate="expired")).refused is Refused.EXPIRED


def test_signing__that_is_given_up_says_so(us: DigitalAuth) -> None:
    with pytest.raises(CardSignInRefused) as refused:
        sign(us, who="")
    assert refused.value.code == "given_up"


def test_transaction__is_fetched_once(us: DigitalAuth) -> None:
    now = timezone.now()
    address, pending = us.start_signing(content=CONTENT, redirect_uri=RETURN_TO, at=now)
    returned = go_through(address)
    us.finish_signing(pending=pending, returned=returned, at=now)
    with pytest.raises(CardSignInRefused) as refused:
        us.finish_signing(pending=pending, returned=returned, at=now)
    assert refused.value.code == "provider"


def test_transaction__that_nobody_opened_is_not_signed(us: DigitalAuth) -> None:
    now = timezone.now()
    address, _pending = us.start_signing(content=CONTENT, redirect_uri=RETURN_TO, at=now)
    with pytest.raises(AssertionError, match="sign_transaction_id"):
        go_through(address.replace("sign_transaction_id=", "sign_transaction_id=x"))
