"""What is signed: a short text that names every filing by the fingerprint of all that was answered and attached."""

from collections.abc import Iterable
from typing import Final

from murakami.kernel.document import Document
from murakami.kernel.json_values import sha256_of

_HEAD: Final = "murakami-signed-filing/1"
_NOT_SIGNED: Final = frozenset({"filed_by", "filed_at"})


def signed_digest(document: Document) -> str:
    """Fingerprint what the signer answers for: answers, roles, and the digests of what is attached (SHA-256, hexadecimal).

    Left out is what is only known once it is filed: when, by which session, and the signature itself.
    """
    return sha256_of({name: value for name, value in document.to_json().items() if name not in _NOT_SIGNED})


def signed_content(documents: Iterable[Document]) -> bytes:
    """Write the text that the card signs: UTF-8, one line per filing, each line ended.

    A line names the procedure, the SHA-256 of its version and `signed_digest`. It is the same text wherever it is made
    from the same documents.
    """
    lines = [_HEAD, *(f"{document.procedure} {document.version} {signed_digest(document)}" for document in documents)]
    return "".join(f"{line}\n" for line in lines).encode()


def names_document(content: bytes, document: Document) -> bool:
    """Say whether a signed text names a document as it is."""
    return f"{document.procedure} {document.version} {signed_digest(document)}" in content.decode("utf-8", "replace").split("\n")
