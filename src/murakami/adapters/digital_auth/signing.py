"""Having a card sign at デジタル認証アプリ: a transaction is opened from server to server, the person signs, we fetch it.

Source: its signing interface as its users describe it: POST /api/sign-transactions with the SHA-256 of the text, an
authorization request with scope `sign` and `sign_transaction_id`, GET …/{id}/result with the person's access token. The
result holds signature and certificate, encrypted for our key (JWE); without certificate, the signature is taken for CMS, which
brings it along. Names and algorithms are to be confirmed.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urlsplit

from joserfc import jwe
from joserfc.errors import JoseError

from murakami.adapters.digital_auth.configuration import Configuration
from murakami.adapters.openid import exchange
from murakami.kernel.signatures import CardSignature, CmsUnreadable

SCOPES: Final = "openid sign"
SERVICE_SCOPE: Final = "sign"
ALGORITHMS: Final = ["ECDH-ES", "ECDH-ES+A256KW", "A256GCM", "A128GCM"]
_LONGEST_ID: Final = 200


class AnswerUnreadable(Exception):
    """The provider answered with something that is no signature."""


def open_transaction(configuration: Configuration, *, content: bytes, bearer: str) -> str:
    """Ask for a signature over a text; gives the name of the transaction. Raises ProviderUnreachable, ProviderRefused."""
    digest = b64encode(sha256(content).digest()).decode()
    answer = exchange.post_json(transactions_endpoint(configuration), {"digest": digest}, bearer=bearer)
    name = answer.get("sign_transaction_id")
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_ID:
        raise exchange.ProviderUnreachable("no transaction")
    return name


def fetch_signature(configuration: Configuration, *, transaction: str, bearer: str) -> CardSignature:
    """Fetch what was signed. Raises ProviderUnreachable, ProviderRefused, AnswerUnreadable."""
    address = f"{transactions_endpoint(configuration)}/{quote(transaction, safe='')}/result"
    answer = exchange.get_json(address, bearer=bearer)
    value = _bytes(configuration, answer, "signature")
    if answer.get("certificate"):
        return CardSignature(value=value, certificate=_bytes(configuration, answer, "certificate"))
    try:
        return CardSignature.from_cms(value)
    except CmsUnreadable as error:
        raise AnswerUnreadable(f"signature without certificate, and no CMS: {error}") from error


def transactions_endpoint(configuration: Configuration) -> str:
    """Where transactions are opened: on the provider's host, beside its realms."""
    address = urlsplit(configuration.issuer)
    return f"{address.scheme}://{address.netloc}/api/sign-transactions"


def _bytes(configuration: Configuration, answer: Mapping[str, Any], name: str) -> bytes:
    written = answer.get(name)
    if not isinstance(written, str):
        raise AnswerUnreadable(f"no {name}")
    try:
        return b64decode(_opened(configuration, written), validate=True)
    except (ValueError, JoseError) as error:
        raise AnswerUnreadable(f"{name}: {type(error).__name__}") from error


def _opened(configuration: Configuration, written: str) -> bytes:
    if written.count(".") != 4:
        return written.encode()
    return jwe.decrypt_compact(written, configuration.key, algorithms=ALGORITHMS).plaintext or b""
