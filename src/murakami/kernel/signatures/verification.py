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
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from murakami.kernel.signatures.certificates import CertificateUnreadable, Signer, load_certificate, read_signer

SHORTEST_KEY: Final = 2048  # bits
POLICIES: Final = frozenset({"1.2.392.200149.8.5.1.1.20", "1.2.392.200149.8.5.1.0.20"})


class Refused(StrEnum):
    """Why a signature does not hold."""

    UNREADABLE = "unreadable"  # no certificate, or one that does not name its holder
    UNTRUSTED = "untrusted"  # issued by nobody whom the installation trusts
    EXPIRED = "expired"  # not in force when it was signed
    WRONG_USE = "wrong_use"  # a certificate for signing in, or for something else
    ALTERED = "altered"  # the signature is not over this text


@dataclass(frozen=True, slots=True)
class CardSignature:
    """A detached signature (RSA, PKCS #1 v1.5, SHA-256) and the certificate (DER) that it was made with."""

    value: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: `refused` is None for a signature that holds. Whether it was revoked is never known here."""

    refused: Refused | None
    signer: Signer | None

    @property
    def is_valid(self) -> bool:
        """Whether the signature holds, revocation unchecked (失効未確認)."""
        return self.refused is None


def read_anchors(pem: str) -> tuple[x509.Certificate, ...]:
    """Read the certificates of the issuers that are trusted, from PEM.

    Raises:
        ValueError: there is none, or one of them may not issue certificates.
    """
    anchors = tuple(x509.load_pem_x509_certificates(pem.encode())) if pem.strip() else ()
    for anchor in anchors:
        if not _may_issue(anchor):
            raise ValueError(f"{anchor.subject.rfc4514_string()} may not issue certificates")
    return anchors


def verify(*, content: bytes, signature: CardSignature, anchors: Sequence[x509.Certificate], at: datetime) -> Verdict:
    """Find out whether a signature over `content` holds as of `at`; the first thing that is wrong is named."""
    try:
        signer, certificate = read_signer(signature.certificate), load_certificate(signature.certificate)
    except CertificateUnreadable:
        return Verdict(Refused.UNREADABLE, None)
    return Verdict(_refusal(content, signature.value, certificate, anchors, at), signer)


def _refusal(content: bytes, value: bytes, certificate: x509.Certificate, anchors: Sequence[x509.Certificate],
             at: datetime) -> Refused | None:
    if not any(_issued(certificate, anchor) and _is_in_force(anchor, at) for anchor in anchors):
        return Refused.UNTRUSTED
    if not _is_for_signing(certificate):
        return Refused.WRONG_USE
    if not _is_in_force(certificate, at):
        return Refused.EXPIRED
    return None if _is_over(content, value, certificate) else Refused.ALTERED


def _issued(certificate: x509.Certificate, anchor: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(anchor)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _is_in_force(certificate: x509.Certificate, at: datetime) -> bool:
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


def _is_over(content: bytes, value: bytes, certificate: x509.Certificate) -> bool:
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey) or key.key_size < SHORTEST_KEY:
        return False
    try:
        key.verify(value, content, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True
