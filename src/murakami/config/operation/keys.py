"""The keys of this installation, sealed with a passphrase: a JWE (RFC 7516) that any JOSE tool opens.

Whoever holds a backup and the keys can sign and read as this municipality does. So they stand apart, or sealed.
"""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from murakami.config.operation.layout import key_files
from murakami.foundation.keys.files import keys_folder

NAME: Final = "keys.jwe"
SHORTEST_PASSPHRASE: Final = 20
_ALGORITHMS: Final = ["PBES2-HS512+A256KW", "A256GCM"]
_ROUNDS: Final = 250_000  # OWASP's password storage advice of 2025 asks for 210,000 with SHA-512


class PassphraseRefused(ValueError):
    """A passphrase is too short, or does not open what it should; says the mend."""


def seal_keys(target: Path, *, passphrase: str) -> None:
    """Write every key file into one sealed file. Raises PassphraseRefused."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseRefused(f"合いことばが短すぎます。{SHORTEST_PASSPHRASE}文字以上のものをファイルに書いてください。")
    content = {_name(path): base64.b64encode(path.read_bytes()).decode() for path in key_files()}
    header = {"alg": _ALGORITHMS[0], "enc": _ALGORITHMS[1], "p2c": _ROUNDS,
              "p2s": base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")}
    sealed = jwe.encrypt_compact(header, json.dumps(content).encode(), _key(passphrase), algorithms=_ALGORITHMS)
    target.write_text(sealed, encoding="ascii")
    target.chmod(0o600)


def open_keys(sealed: Path, *, passphrase: str) -> dict[str, bytes]:
    """Read the keys of a backup by their names below `keys`. Raises PassphraseRefused."""
    try:
        opened = jwe.decrypt_compact(sealed.read_text(encoding="ascii"), _key(passphrase), algorithms=_ALGORITHMS)
    except (JoseError, ValueError) as error:
        raise PassphraseRefused("合いことばが違うか、鍵のファイルが壊れています。合いことばを確かめてください。") from error
    return {name: base64.b64decode(data) for name, data in json.loads(opened.plaintext or b"{}").items()}


def put_keys(keys: Mapping[str, bytes]) -> list[Path]:
    """Write keys where they lie here, readable by the owner only; gives their paths."""
    written = []
    for name, data in keys.items():
        target = keys_folder() / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            os.fsync(file.fileno())
        written.append(target)
    return written


def _name(path: Path) -> str:
    """Name a key by its place below `keys`; a setting's file from elsewhere comes to stand there under its own name."""
    folder = keys_folder()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else f"settings/{path.name}"


def _key(passphrase: str) -> OctKey:
    return OctKey.import_key(passphrase.encode())
