"""What a 署名用電子証明書 says of its holder.

Source: 公的個人認証法7条 (the four items); otherName identifiers below 1.2.392.200149.8.5.5 in subjectAltName, as read from
cards by others; the order of 5 and 6 is to be confirmed with a real card. Birth dates are EYYYYMMDD, E the era.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat import asn1

_BASE: Final = "1.2.392.200149.8.5.5"
NAME, NAME_SUBSTITUTES, SEX, BORN_ON, ADDRESS = (x509.ObjectIdentifier(f"{_BASE}.{number}") for number in range(1, 6))
_SEXES: Final = {"1": "male", "2": "female", "3": "other"}
_LONGEST_DER: Final = 16 * 1024  # bytes


class CertificateUnreadable(ValueError):
    """These bytes are no certificate, or one that does not name its holder."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who a certificate was given to; the four items are empty or None where they are missing.

    `substituted` says that some character of the name is not the one of the family register (代替文字).
    """

    name: str
    born_on: date | None
    sex: str
    address: str
    substituted: bool
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime


def load_certificate(der: bytes) -> x509.Certificate:
    """Read a DER certificate. Raises CertificateUnreadable."""
    if len(der) > _LONGEST_DER:
        raise CertificateUnreadable("too long")
    try:
        return x509.load_der_x509_certificate(der)
    except (ValueError, x509.InvalidVersion) as error:
        raise CertificateUnreadable(str(error)) from error


def read_signer(der: bytes) -> Signer:
    """Read who a certificate was given to; says nothing of whether it can be trusted. Raises CertificateUnreadable."""
    certificate = load_certificate(der)
    items = _items(certificate)
    if not items.get(NAME):
        raise CertificateUnreadable("no name")
    return Signer(
        name=items[NAME], born_on=_day(items.get(BORN_ON, "")), sex=_SEXES.get(items.get(SEX, ""), ""),
        address=items.get(ADDRESS, ""), substituted="1" in items.get(NAME_SUBSTITUTES, ""),
        serial=f"{certificate.serial_number:x}", issuer=certificate.issuer.rfc4514_string(),
        not_before=certificate.not_valid_before_utc, not_after=certificate.not_valid_after_utc)


def _items(certificate: x509.Certificate) -> dict[x509.ObjectIdentifier, str]:
    try:
        names: Iterable[x509.GeneralName] = certificate.extensions.get_extension_for_class(
            x509.SubjectAlternativeName).value
        return {name.type_id: asn1.decode_der(str, name.value) for name in names if isinstance(name, x509.OtherName)}
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError) as error:
        raise CertificateUnreadable(str(error)) from error


def _day(written: str) -> date | None:
    digits = written[1:]
    if len(written) != 9 or not written.isascii() or not written.isdigit():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
