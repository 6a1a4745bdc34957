"""Signatures that come as CMS SignedData, written by OpenSSL: each way in which they hold, and each in which they do not."""

import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256K1, SECP384R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtensionOID

from murakami.demo.provider.certificates import Kind
from murakami.kernel.signatures import CardSignature, CmsUnreadable, Form, Refused, read_anchors, verify
from murakami.kernel.signatures.cms import LONGEST
from tests.kernel.signatures.cards import HANAKO, NOW, TARO, card_of, issuer

CONTENT = b"murakami-signed-filing/1\nmoving-out aa bb\n"
KEY_FORM = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
LATER = NOW + timedelta(days=1)


class Desk:
    """Where texts are signed with the command `openssl cms`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "content").write_bytes(CONTENT)

    def signer(self, key: object, certificate: bytes, *, name: str = "signer") -> list[str]:
        """The arguments that name a signer, whose key and certificate are written down for it."""
        (self.folder / f"{name}.key").write_bytes(key.private_bytes(*KEY_FORM))  # type: ignore[attr-defined]
        pem = x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)
        (self.folder / f"{name}.pem").write_bytes(pem)
        return ["-signer", f"{name}.pem", "-inkey", f"{name}.key"]

    def sign(self, *options: str, key: object = None, certificate: bytes = b"") -> bytes:
        """Have Hanako's card, or the key that is given, sign the content."""
        signer = self.signer(key or card_of().key, certificate or card_of().certificate)
        command = ["openssl", "cms", "-sign", "-binary", "-in", "content", "-outform", "DER", *signer, *options]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def verdict(signature: CardSignature | bytes, *, content: bytes = CONTENT) -> Refused | None:
    taken = CardSignature.from_cms(signature) if isinstance(signature, bytes) else signature
    return verify(content=content, signature=taken, anchors=read_anchors(issuer().pem), at=LATER).refused


def certified(key: object, *, more: x509.SubjectKeyIdentifier | None = None) -> bytes:
    """Hanako's certificate, for another key of hers."""
    old = x509.load_der_x509_certificate(card_of().certificate)
    fresh = (x509.CertificateBuilder().subject_name(old.subject).issuer_name(old.issuer).serial_number(x509.random_serial_number())
             .public_key(key.public_key()).not_valid_before(old.not_valid_before_utc)  # type: ignore[attr-defined]
             .not_valid_after(old.not_valid_after_utc))
    for extension in old.extensions:
        fresh = fresh.add_extension(extension.value, critical=extension.critical)
    if more:
        fresh = fresh.add_extension(more, critical=False)
    return fresh.sign(issuer().key, SHA256()).public_bytes(Encoding.DER)


@pytest.mark.parametrize("options", [
    (), ("-nodetach",), ("-noattr",), ("-md", "sha384"), ("-md", "sha512", "-nodetach"), ("-cades",),
    ("-keyopt", "rsa_padding_mode:pss"), ("-md", "sha384", "-keyopt", "rsa_padding_mode:pss"), ("-nosmimecap",)])
def test_cms__holds_in_every_way_that_is_taken(desk: Desk, options: tuple[str, ...]) -> None:
    signature = CardSignature.from_cms(desk.sign(*options))
    assert (signature.form, signature.certificate) == (Form.CMS, card_of().certificate)
    assert verdict(signature) is None
    assert verdict(signature, content=CONTENT + b"x") is Refused.ALTERED


def test_cms__holds_for_an_elliptic_curve(desk: Desk) -> None:
    key = generate_private_key(SECP384R1())
    assert verdict(desk.sign("-md", "sha384", key=key, certificate=certified(key))) is None


def test_cms__names_its_signer_by_the_identifier_of_the_key_too(desk: Desk) -> None:
    key = card_of().key
    named = certified(key, more=x509.SubjectKeyIdentifier.from_public_key(key.public_key()))
    assert ExtensionOID.SUBJECT_KEY_IDENTIFIER in {one.oid for one in x509.load_der_x509_certificate(named).extensions}
    assert verdict(desk.sign("-keyid", certificate=named)) is None
    assert verdict(replace(CardSignature.from_cms(desk.sign("-keyid", certificate=named)), certificate=card_of().certificate)
                   ) is Refused.ALTERED


@pytest.mark.parametrize(("kind", "refused"), [
    (Kind.EXPIRED, Refused.EXPIRED), (Kind.FOR_SIGNING_IN, Refused.WRONG_USE), (Kind.OTHER_ISSUER, Refused.UNTRUSTED)])
def test_cms__is_trusted_no_more_than_its_certificate(desk: Desk, kind: Kind, refused: Refused) -> None:
    card = card_of(kind=kind)
    assert verdict(desk.sign(key=card.key, certificate=card.certificate)) is refused


def test_cms__brings_its_issuer_along_in_vain(desk: Desk) -> None:
    card = card_of(kind=Kind.OTHER_ISSUER)
    desk.signer(issuer().key, issuer().certificate.public_bytes(Encoding.DER), name="issuer")
    assert verdict(desk.sign("-certfile", "issuer.pem", key=card.key, certificate=card.certificate)) is Refused.UNTRUSTED
    assert verdict(desk.sign("-certfile", "issuer.pem")) is None


def test_cms__with_sha1_or_a_weak_curve_is_not_taken(desk: Desk) -> None:
    assert verdict(desk.sign("-md", "sha1")) is Refused.UNSUPPORTED
    key = generate_private_key(SECP256K1())
    assert verdict(desk.sign("-md", "sha256", key=key, certificate=certified(key))) is Refused.UNSUPPORTED


def test_signature__of_a_short_key_is_not_taken_in_either_form(desk: Desk) -> None:
    key = generate_rsa_key(public_exponent=65537, key_size=1024)
    weak = certified(key)
    assert verdict(desk.sign(key=key, certificate=weak)) is Refused.UNSUPPORTED
    assert verdict(CardSignature(value=b"x" * 128, certificate=weak)) is Refused.UNSUPPORTED


def test_cms__of_another_card_is_refused(desk: Desk) -> None:
    other = CardSignature.from_cms(desk.sign(key=card_of(TARO).key, certificate=card_of(TARO).certificate))
    assert verdict(other) is None
    assert verdict(replace(other, certificate=card_of(HANAKO).certificate)) is Refused.ALTERED


def test_cms__over_another_text_inside_is_refused(desk: Desk) -> None:
    (desk.folder / "content").write_bytes(CONTENT + b"another line\n")
    assert verdict(desk.sign("-nodetach")) is Refused.ALTERED


def test_cms__marked_with_another_certificate_is_refused(desk: Desk) -> None:
    """The mark is signed: a second certificate for the same key, of the same name and number, does not pass."""
    twin = certified(card_of().key)
    assert verdict(replace(CardSignature.from_cms(desk.sign("-cades")), certificate=twin)) is Refused.ALTERED


@pytest.mark.parametrize("options", [("-nocerts",), ("-stream", "-nodetach")], ids=["no certificate", "BER"])
def test_cms__that_cannot_be_read_is_refused_before_anything_else(desk: Desk, options: tuple[str, ...]) -> None:
    with pytest.raises(CmsUnreadable):
        CardSignature.from_cms(desk.sign(*options))


def test_cms__of_two_signers_is_refused(desk: Desk) -> None:
    both = desk.sign(*desk.signer(card_of(TARO).key, card_of(TARO).certificate, name="second"))
    with pytest.raises(CmsUnreadable, match="2 signers"):
        CardSignature.from_cms(both)
    assert verdict(CardSignature(both, card_of().certificate, Form.CMS)) is Refused.UNSUPPORTED


@pytest.mark.parametrize("data", [b"", b"no CMS", b"0" * (LONGEST + 1), card_of().certificate], ids=["empty", "text", "long", "other"])
def test_bytes__that_are_no_cms_are_refused(data: bytes) -> None:
    with pytest.raises(CmsUnreadable):
        CardSignature.from_cms(data)
    assert verdict(CardSignature(data, card_of().certificate, Form.CMS)) is Refused.UNREADABLE


def test_cms__with_any_byte_changed_never_holds_for_another_text_and_never_breaks_us(desk: Desk) -> None:
    whole = desk.sign("-cades")
    found = set()
    for place in range(len(whole)):
        changed = CardSignature(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1:], card_of().certificate, Form.CMS)
        found.add(verdict(changed))
        assert verdict(changed, content=CONTENT + b"x") in {Refused.ALTERED, Refused.UNREADABLE, Refused.UNSUPPORTED}
    assert {Refused.ALTERED, Refused.UNREADABLE} <= found
