"""A device that makes and uses passkeys, in software: what a browser would send, and what a thief could."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cbor import encode
from fido2.cose import ES256

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations.passkeys import add_passkey, begin_passkey

_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One passkey; `verifies` is whether it asks for PIN or finger, `count` how often it has signed."""

    origin: str = "http://testserver"
    verifies: bool = True
    count: int = 0
    credential: bytes = field(default_factory=lambda: token_bytes(16))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        """Answer `navigator.credentials.create`."""
        public = encode(ES256.from_cryptography_key(self.key.public_key()))
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + public
        data = encode({"fmt": "none", "attStmt": {}, "authData": self._data(_ATTESTED) + attested})
        return self._answer(attestationObject=_text(data), clientDataJSON=_text(self._client("webauthn.create", options)))

    def sign(self, options: dict[str, Any]) -> str:
        """Answer `navigator.credentials.get`."""
        self.count += 1
        data, client = self._data(0), self._client("webauthn.get", options)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(authenticatorData=_text(data), clientDataJSON=_text(client), signature=_text(signature), userHandle=None)

    def _data(self, flags: int) -> bytes:
        host = self.origin.partition("://")[2].partition(":")[0]
        seen = flags | _PRESENT | (_VERIFIED if self.verifies else 0)
        return sha256(host.encode()).digest() + bytes([seen]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["publicKey"]["challenge"], "origin": self.origin}).encode()

    def _answer(self, **response: str | None) -> str:
        return json.dumps({"id": _text(self.credential), "rawId": _text(self.credential), "type": "public-key",
                           "clientExtensionResults": {}, "response": response})


def give_passkey(account: Account, *, at: datetime, name: str = "机のPC") -> Device:
    """Let an account add a passkey; gives the device that has it."""
    device = Device()
    options, pending = begin_passkey(account=account, shown="花子", origin=device.origin, at=at)
    add_passkey(account_id=account.pk, answer=device.make(options), pending=pending.to_session(), name=name, at=at)
    return device


def flip(signed: str) -> str:
    """Change one letter of a signature."""
    read = json.loads(signed)
    signature = bytearray(urlsafe_b64decode(read["response"]["signature"] + "=="))
    signature[-1] ^= 1
    read["response"]["signature"] = _text(bytes(signature))
    return json.dumps(read)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
