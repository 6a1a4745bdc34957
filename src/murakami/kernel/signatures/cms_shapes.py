"""The shapes of a CMS signature, as far as we read them. DER alone: what is written otherwise is refused.

Source: RFC 5652, sections 3, 5 and 11; RFC 4055, section 3.1 (RSASSA-PSS); RFC 5035, section 4 (signing certificate).
"""

from typing import Annotated, Final

from cryptography import x509
from cryptography.hazmat import asn1

Oid = x509.ObjectIdentifier
ID_DATA, ID_SIGNED_DATA = Oid("1.2.840.113549.1.7.1"), Oid("1.2.840.113549.1.7.2")
CONTENT_TYPE, MESSAGE_DIGEST = Oid("1.2.840.113549.1.9.3"), Oid("1.2.840.113549.1.9.4")
SIGNING_CERTIFICATE: Final = Oid("1.2.840.113549.1.9.16.2.47")


@asn1.sequence
class HashAlgorithm:
    """A digest, with or without its empty parameters."""

    algorithm: x509.ObjectIdentifier
    parameters: asn1.Null | None


@asn1.sequence
class MaskAlgorithm:
    """The mask generation of RSASSA-PSS and its digest."""

    algorithm: x509.ObjectIdentifier
    parameters: HashAlgorithm


@asn1.sequence
class PssParameters:
    """How an RSASSA-PSS signature was made; what is left out means SHA-1, which we do not take."""

    digest: Annotated[HashAlgorithm | None, asn1.Explicit(0)]
    mask: Annotated[MaskAlgorithm | None, asn1.Explicit(1)]
    salt_length: Annotated[int | None, asn1.Explicit(2)]
    trailer: Annotated[int | None, asn1.Explicit(3)]


@asn1.sequence
class SignatureAlgorithm:
    """A way of signing."""

    algorithm: x509.ObjectIdentifier
    parameters: asn1.Null | PssParameters | None


@asn1.sequence
class Content:
    """What is signed: its type, and the bytes themselves where they travel along."""

    kind: x509.ObjectIdentifier
    octets: Annotated[bytes | None, asn1.Explicit(0)]


@asn1.sequence
class IssuerAndSerial:
    """Names a certificate by who issued it and its number."""

    issuer: asn1.TLV
    serial: int


@asn1.sequence
class Attribute:
    """An attribute and its values."""

    kind: x509.ObjectIdentifier
    values: asn1.SetOf[asn1.TLV]


@asn1.sequence
class IssuerSerial:
    """Who issued a certificate, as general names, and its number; the digest beside it says the same and more."""

    issuer: list[asn1.TLV]
    serial: int


@asn1.sequence
class CertificateMark:
    """Marks the certificate that was signed with by its digest; SHA-256 where none is named."""

    digest_algorithm: HashAlgorithm | None
    digest: bytes
    holder: IssuerSerial | None


@asn1.sequence
class SigningCertificate:
    """The attribute that binds a signature to its certificate: the signer's comes first."""

    marks: list[CertificateMark]
    policies: list[asn1.TLV] | None


@asn1.sequence
class SignerInfo:
    """One signer: which certificate, what is signed besides the content, and the signature."""

    version: int
    signer: IssuerAndSerial | Annotated[bytes, asn1.Implicit(0)]
    digest_algorithm: HashAlgorithm
    signed: Annotated[asn1.SetOf[Attribute] | None, asn1.Implicit(0)]
    signature_algorithm: SignatureAlgorithm
    signature: bytes
    unsigned: Annotated[asn1.SetOf[Attribute] | None, asn1.Implicit(1)]


@asn1.sequence
class SignedData:
    """Content, certificates and signers."""

    version: int
    digest_algorithms: asn1.SetOf[HashAlgorithm]
    content: Content
    certificates: Annotated[asn1.SetOf[x509.Certificate] | None, asn1.Implicit(0)]
    lists: Annotated[asn1.SetOf[asn1.TLV] | None, asn1.Implicit(1)]
    signers: asn1.SetOf[SignerInfo]


@asn1.sequence
class ContentInfo:
    """The outermost: a type and what is of that type."""

    kind: x509.ObjectIdentifier
    content: Annotated[SignedData, asn1.Explicit(0)]
