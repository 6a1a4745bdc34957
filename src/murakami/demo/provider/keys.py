"""Keys of the fictitious provider and of the software as its client: made once, kept in the data directory."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from joserfc.jwk import ECKey, RSAKey

from murakami.demo.addresses import business_secret_path, client_key_path


def client_key(data_dir: Path) -> ECKey:
    """Read the software's private key, making it first when it is missing."""
    return _ec(client_key_path(data_dir))


def provider_key(data_dir: Path) -> ECKey:
    """Read the provider's private key, making it first when it is missing."""
    return _ec(data_dir / "demo" / "provider_key.json")


def business_key(data_dir: Path) -> RSAKey:
    """Read the private key of the provider of business accounts, making it first when it is missing."""
    return RSAKey.import_key(json.loads(_kept(
        data_dir / "demo" / "business_key.json", lambda: json.dumps(RSAKey.generate_key(2048).as_dict(private=True)))))


def business_secret(data_dir: Path) -> str:
    """Read the secret that that provider gave the software, making it first when it is missing."""
    return _kept(business_secret_path(data_dir), lambda: token_urlsafe(32))


def public_jwk(key: ECKey | RSAKey) -> dict[str, Any]:
    """Write the public half as a JWK with the identifier by which its signatures name it."""
    return {**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig",
            "alg": "ES256" if isinstance(key, ECKey) else "RS256"}


def _ec(path: Path) -> ECKey:
    return ECKey.import_key(json.loads(_kept(path, lambda: json.dumps(ECKey.generate_key("P-256").as_dict(private=True)))))


def _kept(path: Path, make: Callable[[], str]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        descriptor = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(make())
        try:
            os.link(fresh, path)  # never over a key that another process made meanwhile
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8")
