"""The ways of signing that are taken: SHA-2 with RSA (PKCS #1 v1.5 or PSS) or ECDSA, and keys that are long enough.

Source: RFC 5754 and RFC 4056 (identifiers in CMS); RFC 8017, 8.1 and 8.2; CRYPTREC 電子政府推奨暗号リスト (SHA-2, RSA of 2048 bits
or more, ECDSA).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, SECP384R1, SECP521R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.x509.oid import SignatureAlgorithmOID

from murakami.kernel.signatures.cms_shapes import Oid, PssParameters, SignatureAlgorithm
from murakami.kernel.signatures.refusals import Refused

SHORTEST_RSA: Final = 2048  # bits
_CURVES: Final = (SECP256R1, SECP384R1, SECP521R1)
HASHES: Final[Mapping[Oid, HashAlgorithm]] = MappingProxyType({
    Oid("2.16.840.1.101.3.4.2.1"): SHA256(), Oid("2.16.840.1.101.3.4.2.2"): SHA384(), Oid("2.16.840.1.101.3.4.2.3"): SHA512()})
_RSA, _MGF1 = Oid("1.2.840.113549.1.1.1"), Oid("1.2.840.113549.1.1.8")
_WITH_RSA: Final = MappingProxyType({
    SignatureAlgorithmOID.RSA_WITH_SHA256: "sha256", SignatureAlgorithmOID.RSA_WITH_SHA384: "sha384",
    SignatureAlgorithmOID.RSA_WITH_SHA512: "sha512"})
_WITH_ECDSA: Final = MappingProxyType({
    SignatureAlgorithmOID.ECDSA_WITH_SHA256: "sha256", SignatureAlgorithmOID.ECDSA_WITH_SHA384: "sha384",
    SignatureAlgorithmOID.ECDSA_WITH_SHA512: "sha512"})
PLAIN_RSA: Final = SignatureAlgorithm(algorithm=_RSA, parameters=None)


def refusal_of_value(value: bytes, signed: bytes, *, certificate: x509.Certificate, algorithm: SignatureAlgorithm,
                     digest: HashAlgorithm) -> Refused | None:
    """Say why `value` is no signature of `certificate` over `signed`, made as it says; None when it is one."""
    try:
        key = certificate.public_key()
        if isinstance(key, RSAPublicKey):
            padding = _padding(algorithm, digest)
            if padding is None or key.key_size < SHORTEST_RSA:
                return Refused.UNSUPPORTED
            key.verify(value, signed, padding, digest)
        elif isinstance(key, EllipticCurvePublicKey):
            if _WITH_ECDSA.get(algorithm.algorithm) != digest.name or not isinstance(key.curve, _CURVES):
                return Refused.UNSUPPORTED
            key.verify(value, signed, ECDSA(digest))
        else:
            return Refused.UNSUPPORTED
    except InvalidSignature:
        return Refused.ALTERED
    except (ValueError, UnsupportedAlgorithm):  # a key of a kind, or a salt of a length, that there is not
        return Refused.UNSUPPORTED
    return None


def _padding(algorithm: SignatureAlgorithm, digest: HashAlgorithm) -> PKCS1v15 | PSS | None:
    """How an RSA signature is padded; None where its digest is another than the one that is named beside it."""
    if algorithm.algorithm == _RSA or _WITH_RSA.get(algorithm.algorithm) == digest.name:
        return PKCS1v15()
    if algorithm.algorithm != SignatureAlgorithmOID.RSASSA_PSS or not isinstance(algorithm.parameters, PssParameters):
        return None
    said = algorithm.parameters
    if said.digest is None or said.mask is None or said.salt_length is None or said.salt_length < 0 or said.trailer not in (None, 1):
        return None
    named = {getattr(HASHES.get(one), "name", "") for one in (said.digest.algorithm, said.mask.parameters.algorithm)}
    return PSS(MGF1(digest), said.salt_length) if said.mask.algorithm == _MGF1 and named == {digest.name} else None
