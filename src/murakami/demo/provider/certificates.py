"""The fictitious 署名用認証局: an issuer made once in the data directory, and certificates that it gives to people at once.

They look like those of the profile (RSA 2048, the four items in subjectAltName, the policy of test certificates), and no
installation trusts their issuer unless its settings name this very file.
"""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from murakami.demo.addresses import anchors_path
from murakami.demo.provider.people import CardHolder
from murakami.kernel.signatures.certificates import ADDRESS, BORN_ON, NAME, NAME_SUBSTITUTES, SEX

TEST_POLICY: Final = x509.ObjectIdentifier("1.2.392.200149.8.5.1.0.20")
AUTH_POLICY: Final = x509.ObjectIdentifier("1.2.392.200149.8.5.1.3.30")
_YEARS: Final = timedelta(days=5 * 365)
_SEXES: Final = {"male": "1", "female": "2"}


class Kind(StrEnum):
    """Which certificate is on the card: a good one, or one of those that must be refused."""

    GOOD = "good"
    EXPIRED = "expired"
    FOR_SIGNING_IN = "for_signing_in"
    OTHER_ISSUER = "other_issuer"


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer: its certificate and the key with which it signs others."""

    certificate: x509.Certificate
    key: RSAPrivateKey

    @property
    def pem(self) -> str:
        """The certificate as an installation names it among its anchors."""
        return self.certificate.public_bytes(Encoding.PEM).decode()


@dataclass(frozen=True, slots=True)
class Card:
    """What a card holds for signing."""

    certificate: bytes
    key: RSAPrivateKey

    def sign_digest(self, digest: bytes) -> bytes:
        """Sign a SHA-256 digest, as the card does: RSA, PKCS #1 v1.5."""
        return self.key.sign(digest, PKCS1v15(), Prehashed(SHA256()))


def make_issuer(*, at: datetime, name: str = "架空の署名用認証局") -> Issuer:
    """Make an issuer that is in force for ten years from yesterday."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(digital_signature=False, content_commitment=False, key_encipherment=False,
                          data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
                          encipher_only=False, decipher_only=False)
    certificate = (_builder(subject, subject, key, at - timedelta(days=1), 2 * _YEARS)
                   .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
                   .add_extension(usage, critical=True).sign(key, SHA256()))
    return Issuer(certificate, key)


def issue(issuer: Issuer, person: CardHolder, *, at: datetime, kind: Kind = Kind.GOOD) -> Card:
    """Give a person a card with a certificate of some kind; the key is new each time."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    since = at - (_YEARS + timedelta(days=2) if kind is Kind.EXPIRED else timedelta(hours=1))
    for_signing = kind is not Kind.FOR_SIGNING_IN
    usage = x509.KeyUsage(digital_signature=True, content_commitment=for_signing, key_encipherment=False,
                          data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
                          encipher_only=False, decipher_only=False)
    policy = x509.PolicyInformation(TEST_POLICY if for_signing else AUTH_POLICY, None)
    given_by = make_issuer(at=at, name="よその認証局") if kind is Kind.OTHER_ISSUER else issuer
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "0000000000000000000000000000000TEST")])
    certificate = (_builder(subject, given_by.certificate.subject, key, since, _YEARS)
                   .add_extension(usage, critical=True)
                   .add_extension(x509.CertificatePolicies([policy]), critical=True)
                   .add_extension(x509.SubjectAlternativeName(_items(person)), critical=False)
                   .sign(given_by.key, SHA256()))
    return Card(certificate.public_bytes(Encoding.DER), key)


def kept_issuer(data_dir: Path) -> Issuer:
    """Read the demo's issuer, making it first when it is missing; its certificate is what the software is told to trust."""
    certificate, key = anchors_path(data_dir), data_dir / "demo" / "signing_issuer_key.pem"
    if not certificate.exists() or not key.exists():
        made = make_issuer(at=datetime.now(UTC))
        key.parent.mkdir(parents=True, exist_ok=True)
        key.touch(mode=0o600)
        key.write_bytes(made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        fresh = certificate.with_name(f"{certificate.name}.{os.getpid()}")
        fresh.write_text(made.pem, encoding="ascii")
        fresh.replace(certificate)
    loaded = load_pem_private_key(key.read_bytes(), None)
    if not isinstance(loaded, RSAPrivateKey):
        raise TypeError(f"{key}: not an RSA key")
    return Issuer(x509.load_pem_x509_certificate(certificate.read_bytes()), loaded)


def _builder(subject: x509.Name, issuer: x509.Name, key: RSAPrivateKey, since: datetime,
             life: timedelta) -> x509.CertificateBuilder:
    return (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(since + life))


def _items(person: CardHolder) -> list[x509.OtherName]:
    said = {NAME: person.name, NAME_SUBSTITUTES: "0" * len(person.name), SEX: _sex(person.gender),
            BORN_ON: _born_on(person.birthdate), ADDRESS: person.address}
    return [x509.OtherName(kind, asn1.encode_der(text)) for kind, text in said.items() if text]


def _sex(gender: str) -> str:
    return _SEXES.get(gender, gender if gender in {"1", "2", "3"} else "")


def _born_on(written: str) -> str:
    """Write a day as certificates do, EYYYYMMDD, from the ways in which providers write it."""
    digits = written.replace("-", "")
    day = digits if len(digits) == 8 else digits[1:]
    era = 5 if day >= "20190501" else 4 if day >= "19890108" else 3
    return f"{era}{date.fromisoformat(f'{day[:4]}-{day[4:6]}-{day[6:]}'):%Y%m%d}"
