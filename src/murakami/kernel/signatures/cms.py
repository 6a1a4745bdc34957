"""A signature that comes as CMS SignedData: whose it is, and whether it is over a text.

Certificates in it are believed no more than the rest: whom to trust is decided elsewhere, by the anchors. What it says of
the time (signing-time) counts for nothing. Source: RFC 5652, 5.3 to 5.6 and 11; RFC 5754; RFC 8933; RFC 5035, 5.4.
"""

from typing import Final

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives.hashes import SHA256, Hash, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding

from murakami.kernel.signatures import cms_shapes as shapes
from murakami.kernel.signatures.algorithms import HASHES, refusal_of_value
from murakami.kernel.signatures.refusals import Refused

LONGEST: Final = 64 * 1024  # bytes


class CmsUnreadable(ValueError):
    """These bytes are no CMS signature of one signer whose certificate is in it."""


def read_signer_certificate(cms: bytes) -> bytes:
    """Give the certificate (DER) that the only signer names; nothing is verified. Raises CmsUnreadable."""
    data = _read(cms)
    signers, certificates = data.signers.as_list(), data.certificates.as_list() if data.certificates else []
    named = [one for one in certificates if len(signers) == 1 and _names(signers[0], one)]
    if len(named) != 1:
        raise CmsUnreadable(f"{len(signers)} signers, {len(named)} certificates of them")
    return named[0].public_bytes(Encoding.DER)


def refusal_of_cms(cms: bytes, *, content: bytes, certificate: x509.Certificate) -> Refused | None:
    """Say why it is no signature of `certificate` over `content`; None when it is one."""
    try:
        data = _read(cms)
        return _refusal(data, content, certificate)
    except ValueError:
        return Refused.UNREADABLE


def _refusal(data: shapes.SignedData, content: bytes, certificate: x509.Certificate) -> Refused | None:
    signers = data.signers.as_list()
    digest = HASHES.get(signers[0].digest_algorithm.algorithm) if len(signers) == 1 else None
    if digest is None or data.content.kind != shapes.ID_DATA:
        return Refused.UNSUPPORTED
    signer = signers[0]
    if not _names(signer, certificate) or data.content.octets not in (None, content):
        return Refused.ALTERED
    signed = content
    if signer.signed is not None:
        if not _are_over(signer.signed.as_list(), content, digest, certificate):
            return Refused.ALTERED
        signed = asn1.encode_der(signer.signed)  # as SET OF, not as it was tagged inside: RFC 5652, 5.4
    return refusal_of_value(signer.signature, signed, certificate=certificate, algorithm=signer.signature_algorithm, digest=digest)


def _read(cms: bytes) -> shapes.SignedData:
    if len(cms) > LONGEST:
        raise CmsUnreadable("too long")
    try:
        whole = asn1.decode_der(shapes.ContentInfo, cms)
    except (ValueError, x509.InvalidVersion) as error:
        raise CmsUnreadable(str(error)[:200]) from error
    if whole.kind != shapes.ID_SIGNED_DATA:
        raise CmsUnreadable("no signed data")
    return whole.content


def _names(signer: shapes.SignerInfo, certificate: x509.Certificate) -> bool:
    if isinstance(signer.signer, bytes):
        try:
            held = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
        except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
            return False
        return held == signer.signer
    issuer = asn1.decode_der(asn1.TLV, certificate.issuer.public_bytes()).data
    return signer.signer.serial == certificate.serial_number and signer.signer.issuer.data == issuer


def _are_over(attributes: list[shapes.Attribute], content: bytes, digest: HashAlgorithm, certificate: x509.Certificate) -> bool:
    """Whether the signed attributes name this content, and no other certificate; each that counts stands once, with one value."""
    kind, over = _only(attributes, shapes.CONTENT_TYPE), _only(attributes, shapes.MESSAGE_DIGEST)
    if kind is None or over is None or kind.parse(x509.ObjectIdentifier) != shapes.ID_DATA:
        return False
    return over.parse(bytes) == _digest_of(content, digest) and _marks(attributes, certificate)


def _marks(attributes: list[shapes.Attribute], certificate: x509.Certificate) -> bool:
    if all(one.kind != shapes.SIGNING_CERTIFICATE for one in attributes):
        return True
    value = _only(attributes, shapes.SIGNING_CERTIFICATE)
    marks = value.parse(shapes.SigningCertificate).marks if value else []
    if not marks:
        return False
    named = marks[0].digest_algorithm
    digest = HASHES.get(named.algorithm) if named else SHA256()
    return digest is not None and marks[0].digest == _digest_of(certificate.public_bytes(Encoding.DER), digest)


def _only(attributes: list[shapes.Attribute], kind: x509.ObjectIdentifier) -> asn1.TLV | None:
    values = [value for one in attributes if one.kind == kind for value in one.values.as_list()]
    return values[0] if len(values) == 1 else None


def _digest_of(data: bytes, digest: HashAlgorithm) -> bytes:
    made = Hash(digest)
    made.update(data)
    return made.finalize()
