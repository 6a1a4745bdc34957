"""Whether a signature holds: over these bytes, by a certificate of a trusted issuer, in force at a time.

Source: 公的個人認証法2条1項・7条; JPKI certificate profile (RSA 2048, SHA-256; certificate policies of the signature
certificate 1.2.392.200149.8.5.1.1.20, of its test counterpart .1.0.20); RFC 5280 4.2.1.3 (contentCommitment); RFC 8017 8.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256

from murakami.kernel.signatures.algorithms import PLAIN_RSA, refusal_of_value
from murakami.kernel.signatures.certificates import CertificateUnreadable, Signer, load_certificate, read_signer
from murakami.kernel.signatures.cms import read_signer_certificate, refusal_of_cms
from murakami.kernel.signatures.refusals import Refused

POLICIES: Final = frozenset({"1.2.392.200149.8.5.1.1.20", "1.2.392.200149.8.5.1.0.20"})


class Form(StrEnum):
    """How a signature is written."""

    BARE = "bare"  # RSA, PKCS #1 v1.5, SHA-256, and nothing else
    CMS = "cms"  # CMS SignedData (RFC 5652), with or without the text


@dataclass(frozen=True, slots=True)
class CardSignature:
    """A signature and the certificate (DER) that it was made with."""

    value: bytes
    certificate: bytes
    form: Form = Form.BARE

    @classmethod
    def from_cms(cls, cms: bytes) -> "CardSignature":
        """Take a signature that brings its certificate along; nothing is verified yet. Raises CmsUnreadable."""
        return cls(value=cms, certificate=read_signer_certificate(cms), form=Form.CMS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: `refused` is None for a signature that holds. Whether it was revoked is never known here."""

    refused: Refused | None
    signer: Signer | None

    @property
    def is_valid(self) -> bool:
        """Whether the signature holds, revocation unchecked (失効未確認)."""
        return self.refused is None


class NotAnIssuer(ValueError):
    """A certificate among the anchors may not issue others; names it."""


def read_anchors(pem: str) -> tuple[x509.Certificate, ...]:
    """Read the certificates of the issuers that are trusted, from PEM; nothing is read from nothing.

    Raises:
        NotAnIssuer: one of them may not issue certificates.
        ValueError: there is none in it, or one that cannot be read.
    """
    anchors = tuple(x509.load_pem_x509_certificates(pem.encode())) if pem.strip() else ()
    for anchor in anchors:
        if not _may_issue(anchor):
            raise NotAnIssuer(f"{anchor.subject.rfc4514_string()} may not issue certificates")
    return anchors


def verify(*, content: bytes, signature: CardSignature, anchors: Sequence[x509.Certificate], at: datetime) -> Verdict:
    """Find out whether a signature over `content` holds as of `at`; the first thing that is wrong is named."""
    try:
        signer, certificate = read_signer(signature.certificate), load_certificate(signature.certificate)
    except CertificateUnreadable:
        return Verdict(Refused.UNREADABLE, None)
    refused = _refusal_of(certificate, anchors, at)
    return Verdict(refused or _refusal_over(content, signature, certificate), signer)


def fingerprints(anchors: Sequence[x509.Certificate]) -> tuple[str, ...]:
    """Name certificates by their SHA-256 (hexadecimal), in an order that does not depend on the file."""
    return tuple(sorted(anchor.fingerprint(SHA256()).hex() for anchor in anchors))


def _refusal_of(certificate: x509.Certificate, anchors: Sequence[x509.Certificate], at: datetime) -> Refused | None:
    if not any(_issued(certificate, anchor) and is_in_force(anchor, at=at) for anchor in anchors):
        return Refused.UNTRUSTED
    if not _is_for_signing(certificate):
        return Refused.WRONG_USE
    return None if is_in_force(certificate, at=at) else Refused.EXPIRED


def _refusal_over(content: bytes, signature: CardSignature, certificate: x509.Certificate) -> Refused | None:
    if signature.form is Form.CMS:
        return refusal_of_cms(signature.value, content=content, certificate=certificate)
    return refusal_of_value(signature.value, content, certificate=certificate, algorithm=PLAIN_RSA, digest=SHA256())


def _issued(certificate: x509.Certificate, anchor: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(anchor)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def is_in_force(certificate: x509.Certificate, *, at: datetime) -> bool:
    """Say whether a certificate is within its time."""
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _is_for_signing(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        policies = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return usage.content_commitment and any(one.policy_identifier.dotted_string in POLICIES for one in policies)


def _may_issue(certificate: x509.Certificate) -> bool:
    try:
        is_ca = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        signs = certificate.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return False
    return is_ca and signs
