"""Signing at the provider of the demo, over HTTP: asked for, signed with a card, fetched, verified."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509 import load_der_x509_certificate
from django.utils import timezone

from murakami.adapters.digital_auth import signing
from murakami.adapters.digital_auth.client import DigitalAuth
from murakami.adapters.openid import exchange
from murakami.demo.provider.certificates import issue
from murakami.demo.provider.people import BUILT_IN
from murakami.foundation.accounts.ports import SignInRefused
from murakami.foundation.accounts.signing import PendingSignature
from murakami.kernel.signatures import CardSignature, Form, Refused, Verdict, read_anchors, verify
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
    with pytest.raises(SignInRefused) as refused:
        sign(us, who="")
    assert refused.value.code == "given_up"


def test_transaction__is_fetched_once(us: DigitalAuth) -> None:
    now = timezone.now()
    address, pending = us.start_signing(content=CONTENT, redirect_uri=RETURN_TO, at=now)
    returned = go_through(address)
    us.finish_signing(pending=pending, returned=returned, at=now)
    with pytest.raises(SignInRefused) as refused:
        us.finish_signing(pending=pending, returned=returned, at=now)
    assert refused.value.code == "provider"


def test_transaction__that_nobody_opened_is_not_signed(us: DigitalAuth) -> None:
    now = timezone.now()
    address, _pending = us.start_signing(content=CONTENT, redirect_uri=RETURN_TO, at=now)
    with pytest.raises(AssertionError, match="sign_transaction_id"):
        go_through(address.replace("sign_transaction_id=", "sign_transaction_id=x"))


def cms_of(content: bytes) -> bytes:
    """A CMS signature of a card, the text not in it."""
    card = issue(CARDS, BUILT_IN[0], at=timezone.now())
    certificate = load_der_x509_certificate(card.certificate)
    return (PKCS7SignatureBuilder().set_data(content).add_signer(certificate, card.key, SHA256())
            .sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary]))


def test_answer__without_certificate_is_taken_for_cms(us: DigitalAuth, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"signature": b64encode(cms_of(CONTENT)).decode()}
    monkeypatch.setattr(exchange, "get_json", lambda *_, **__: said)
    signature = signing.fetch_signature(us.configuration, transaction="one", bearer="token")
    assert signature.form is Form.CMS
    assert verdict(signature).is_valid
    assert verdict(signature, CONTENT + b"!").refused is Refused.ALTERED
    said["signature"] = b64encode(b"a bare signature").decode()
    with pytest.raises(signing.AnswerUnreadable, match="no CMS"):
        signing.fetch_signature(us.configuration, transaction="one", bearer="token")
