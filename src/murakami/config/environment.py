"""Every setting of the software, typed, with its default and meaning: nothing else reads the environment."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

Zone = Literal["all", "edge", "core"]
ZONES: tuple[Zone, ...] = ("all", "edge", "core")
ROOT = Path(__file__).resolve().parents[3]


class SettingRefused(ValueError):
    """A setting has a value the software cannot work with; names the variable and the mend."""


def _text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def _flag(name: str) -> bool:
    value = _text(name, "0").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise SettingRefused(f"{name}: {value!r} is not 1 or 0. Write 1 to switch it on, 0 to switch it off.")


def _zone() -> Zone:
    value = _text("MURAKAMI_ZONE", "all")
    if value not in ZONES:
        raise SettingRefused(f"MURAKAMI_ZONE: {value!r} is not a zone. Write one of: {', '.join(ZONES)}.")
    return cast(Zone, value)


def _packs() -> tuple[Path, ...]:
    written = _text("MURAKAMI_PACKS", "")
    if written:
        return tuple(Path(part) for part in written.split(os.pathsep))
    return (ROOT / "packs" / "standard", ROOT / "packs" / "murakami")


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of this process, read once when it starts."""

    zone: Zone = field(default_factory=_zone)
    demo: bool = field(default_factory=lambda: _flag("MURAKAMI_DEMO"))
    debug: bool = field(default_factory=lambda: _flag("MURAKAMI_DEBUG"))
    data_dir: Path = field(default_factory=lambda: Path(_text("DATA_DIR", str(ROOT / "var"))).resolve())
    database_url: str = field(default_factory=lambda: _text("DATABASE_URL", ""))
    packs: tuple[Path, ...] = field(default_factory=_packs)
    port: int = field(default_factory=lambda: int(_text("PORT", "8000")))
    base_url: str = field(default_factory=lambda: _text("MURAKAMI_BASE_URL", ""))
    allowed_hosts: str = field(default_factory=lambda: _text("MURAKAMI_ALLOWED_HOSTS", ""))
    secret_key: str = field(default_factory=lambda: _text("MURAKAMI_SECRET_KEY", ""))
    spool_dir: str = field(default_factory=lambda: _text("MURAKAMI_SPOOL_DIR", ""))
    email_url: str = field(default_factory=lambda: _text("MURAKAMI_EMAIL_URL", "smtp://127.0.0.1:8025"))
    email_from: str = field(default_factory=lambda: _text("MURAKAMI_EMAIL_FROM", "no-reply@localhost"))
    oidc_issuer: str = field(default_factory=lambda: _text("MURAKAMI_OIDC_ISSUER", ""))
    oidc_client_id: str = field(default_factory=lambda: _text("MURAKAMI_OIDC_CLIENT_ID", ""))
    oidc_private_key: str = field(default_factory=lambda: _text("MURAKAMI_OIDC_PRIVATE_KEY", ""))
