"""Why a signature does not hold."""

from enum import StrEnum


class Refused(StrEnum):
    """Why a signature does not hold."""

    UNREADABLE = "unreadable"  # no certificate, one that does not name its holder, or no signature that can be read
    UNTRUSTED = "untrusted"  # issued by nobody whom the installation trusts
    EXPIRED = "expired"  # not in force when it was signed
    WRONG_USE = "wrong_use"  # a certificate for signing in, or for something else
    UNSUPPORTED = "unsupported"  # made in a way that we do not take: SHA-1, a short key, several signers
    ALTERED = "altered"  # the signature is not over this text, or not by this certificate
