"""The sign-ins of the fictitious staff, with the codes their authenticators would show now."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

_STEP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class StaffSignIn:
    """What a visitor of the demo needs to sign in as somebody."""

    login_name: str
    name: str
    unit: str
    role: str
    password: str
    secret: str

    def code_at(self, at: datetime) -> str:
        """The code of this moment."""
        key = base64.b32decode(self.secret)
        # 160-bit SHA-1 is what authenticators speak (RFC 6238)
        return TOTP(key, 6, SHA1(), _STEP_SECONDS, enforce_key_length=False).generate(int(at.timestamp())).decode()  # noqa: S303


def seconds_left(at: datetime) -> int:
    """How long the codes of this moment are still shown."""
    return _STEP_SECONDS - int(at.timestamp()) % _STEP_SECONDS


def read_staff(path: Path) -> tuple[StaffSignIn, ...]:
    """Read the sheet; empty when nobody was made yet."""
    if not path.exists():
        return ()
    return tuple(StaffSignIn(**entry) for entry in json.loads(path.read_text(encoding="utf-8")))


def write_staff(path: Path, sign_ins: tuple[StaffSignIn, ...]) -> None:
    """Write the sheet for the world's page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{name: getattr(row, name) for name in StaffSignIn.__slots__} for row in sign_ins]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    path.chmod(0o600)
