"""Salted commitments: a word that fixes a content for ever and says nothing about it once its salt is gone.

A commitment is `sha256:` and the SHA-256, as 64 hex digits, of the salt followed by the content's own SHA-256 as 64 hex
digits, both as ASCII: `printf %s%s SALT DIGEST | sha256sum`. With 128 random bits of salt nobody can find by guessing
which content was meant; with the salt nobody can say it was another.
"""

import re
from hashlib import sha256
from hmac import compare_digest
from typing import Final

PREFIX: Final = "sha256:"
_SALT: Final = re.compile(r"[A-Za-z0-9_-]{22,64}\Z")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")
_COMMITMENT: Final = re.compile(r"sha256:[0-9a-f]{64}\Z")


def commit(*, salt: str, digest: str) -> str:
    """Commit to the content with this SHA-256 (hex).

    `salt` is 22 to 64 letters and digits, drawn at random for this content alone and kept only beside it.

    Raises:
        ValueError: the salt is too short to hide anything, or the digest is none.
    """
    if not _SALT.match(salt) or not _DIGEST.match(digest):
        raise ValueError("a commitment needs a random salt of 22 letters or more and a SHA-256 in hex")
    return PREFIX + sha256(f"{salt}{digest}".encode("ascii")).hexdigest()


def is_commitment(text: str) -> bool:
    """Say whether a text has the form of a commitment."""
    return bool(_COMMITMENT.match(text))


def opens(commitment: str, *, salt: str, digest: str) -> bool:
    """Say whether the salt shows that the commitment was made to this content."""
    try:
        return compare_digest(commitment, commit(salt=salt, digest=digest))
    except ValueError:
        return False
