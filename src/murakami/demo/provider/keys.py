"""Keys of the fictitious provider and of the software as its client: made once, kept in the data directory."""

import json
import os
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey

from murakami.demo.addresses import client_key_path


def client_key(data_dir: Path) -> ECKey:
    """Read the software's private key, making it first when it is missing."""
    return _kept(client_key_path(data_dir))


def provider_key(data_dir: Path) -> ECKey:
    """Read the provider's private key, making it first when it is missing."""
    return _kept(data_dir / "demo" / "provider_key.json")


def public_jwk(key: ECKey) -> dict[str, Any]:
    """Write the public half as a JWK with the identifier by which its signatures name it."""
    return {**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig", "alg": "ES256"}


def _kept(path: Path) -> ECKey:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        descriptor = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(ECKey.generate_key("P-256").as_dict(private=True), file)
        try:
            os.link(fresh, path)  # never over a key that another process made meanwhile
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return ECKey.import_key(json.loads(path.read_text(encoding="utf-8")))
