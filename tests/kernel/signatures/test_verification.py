"""Every way in which a signature may not hold, and the one in which it does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from murakami.demo.provider.certificates import Kind, make_issuer
from murakami.kernel.signatures import (
    Agreement,
    CardSignature,
    Compared,
    Refused,
    Signer,
    compare_items,
    is_other_person,
    read_anchors,
    read_signer,
    verify,
)
from tests.kernel.signatures.cards import HANAKO, NOW, TARO, card_of, issuer, signed

CONTENT = b"murakami-signed-filing/1\nmoving-out aa bb\n"
SAID = Compared(name="高橋 花子", born_on=date(1994, 5, 14), sex="female", address="新潟県村上市三之町1-1")


def verdict(signature: CardSignature, *, content: bytes = CONTENT, days: int = 0) -> Refused | None:
    anchors = read_anchors(issuer().pem)
    return verify(content=content, signature=signature, anchors=anchors, at=NOW + timedelta(days=days)).refused


def signer_of(**changes: object) -> Signer:
    return replace(read_signer(card_of().certificate), **changes)  # type: ignore[arg-type]


def test_verify__holds_for_a_card_of_a_trusted_issuer() -> None:
    assert verdict(signed(CONTENT, card_of())) is None


@pytest.mark.parametrize(("kind", "refused"), [
    (Kind.EXPIRED, Refused.EXPIRED), (Kind.FOR_SIGNING_IN, Refused.WRONG_USE), (Kind.OTHER_ISSUER, Refused.UNTRUSTED)])
def test_verify__refuses_every_other_certificate(kind: Kind, refused: Refused) -> None:
    assert verdict(signed(CONTENT, card_of(kind=kind))) is refused


def test_verify__refuses_a_text_that_was_altered() -> None:
    assert verdict(signed(CONTENT, card_of()), content=CONTENT + b"x") is Refused.ALTERED


def test_verify__refuses_a_signature_of_another_card() -> None:
    forged = CardSignature(value=signed(CONTENT, card_of(TARO)).value, certificate=card_of().certificate)
    assert verdict(forged) is Refused.ALTERED


def test_verify__refuses_what_is_no_certificate() -> None:
    assert verdict(CardSignature(value=b"", certificate=b"no certificate")) is Refused.UNREADABLE
    assert verdict(CardSignature(value=b"", certificate=b"0" * 20_000)) is Refused.UNREADABLE


@pytest.mark.parametrize("days", [-1, 6 * 365])
def test_verify__asks_for_the_time_of_signing(days: int) -> None:
    assert verdict(signed(CONTENT, card_of()), days=days) is Refused.EXPIRED


def test_verify__trusts_nobody_without_anchors() -> None:
    found = verify(content=CONTENT, signature=signed(CONTENT, card_of()), anchors=(), at=NOW)
    assert found.refused is Refused.UNTRUSTED
    assert found.signer is not None
    assert not found.is_valid


def test_verify__does_not_trust_an_issuer_of_the_same_name() -> None:
    found = verify(content=CONTENT, signature=signed(CONTENT, card_of()), anchors=[make_issuer(at=NOW).certificate], at=NOW)
    assert found.refused is Refused.UNTRUSTED


def test_anchors__must_be_issuers() -> None:
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_der_x509_certificate

    leaf = load_der_x509_certificate(card_of().certificate).public_bytes(Encoding.PEM).decode()
    with pytest.raises(ValueError, match="may not issue"):
        read_anchors(leaf)
    assert read_anchors("") == ()


def test_signer__is_read_from_the_certificate() -> None:
    signer = signer_of()
    assert (signer.name, signer.born_on, signer.sex) == (HANAKO.name, date(1994, 5, 14), "female")
    assert signer.address == HANAKO.address
    assert not signer.substituted


def test_items__agree_over_variants_and_ways_of_writing() -> None:
    assert set(compare_items(signer_of(), SAID).values()) == {Agreement.EQUAL}


@pytest.mark.parametrize(("said", "item"), [
    (replace(SAID, name="本間 太郎"), "name"), (replace(SAID, born_on=date(1994, 5, 15)), "born_on"),
    (replace(SAID, sex="male"), "sex"), (replace(SAID, address="新潟県村上市三之町1-2"), "address")])
def test_items__differ_one_by_one(said: Compared, item: str) -> None:
    items = compare_items(signer_of(), said)
    assert [name for name, found in items.items() if found is Agreement.DIFFERENT] == [item]
    assert is_other_person(signer_of(), items) == (item in {"name", "born_on"})


def test_items__are_not_compared_where_the_filing_says_nothing() -> None:
    assert set(compare_items(signer_of(), Compared()).values()) == {Agreement.NOT_COMPARED}


def test_other_person__is_not_told_by_a_name_with_substitutes() -> None:
    signer = signer_of(substituted=True)
    assert not is_other_person(signer, compare_items(signer, replace(SAID, name="葛城 花子")))
