"""Every setting of the software, typed, with its default and meaning: nothing else reads the environment."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TypeVar

from murakami.config.zones import ZONES, Zone
from murakami.foundation.limits.addresses import Network, NotANetwork, read_networks
from murakami.foundation.limits.rules import Limit, NotALimit, read_limit

ROOT = Path(__file__).resolve().parents[3]
SOFTWARE = Path(__file__).resolve().parents[1]
T = TypeVar("T")
_PUBLIC = frozenset({"MURAKAMI_SIGNATURE_ANCHORS"})


class SettingRefused(ValueError):
    """A setting has a value the software cannot work with; names the variable and the mend."""


def setting(variable: str, *, default: str, read: Callable[[str, str], T], means: str) -> T:
    """Declare a field of `Environment`: its variable, what it is when unset, how it is read and what it means.

    A variable `NAME` may also be given as the content of the file that `NAME_FILE` names: for secrets.
    """

    def now() -> T:
        return read(variable, _written(variable, default))

    return field(default_factory=now, metadata={"variable": variable, "default": default, "means": means})


def _written(variable: str, default: str) -> str:
    path = os.environ.get(f"{variable}_FILE")
    if path and variable not in os.environ:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingRefused(f"{variable}_FILE: {path} cannot be read ({error.strerror}). It must belong to whom runs this.") from error
        except UnicodeDecodeError as error:
            raise SettingRefused(f"{variable}_FILE: {path} holds no text: openssl x509 -inform DER makes PEM of DER.") from error
    return os.environ.get(variable, default)


def _text(_: str, value: str) -> str:
    return value.strip()


def _flag(variable: str, value: str) -> bool:
    match value.strip().lower():
        case "1" | "true" | "yes" | "on":
            return True
        case "" | "0" | "false" | "no" | "off":
            return False
    raise SettingRefused(f"{variable}: {value!r} is not 1 or 0. Write 1 to switch it on, 0 to switch it off.")


def _number(variable: str, value: str) -> int:
    if not value.strip().isascii() or not value.strip().isdigit():
        raise SettingRefused(f"{variable}: {value!r} is not a number. Write digits only.")
    return int(value)


def _zone(variable: str, value: str) -> Zone:
    if value not in ZONES:
        raise SettingRefused(f"{variable}: {value!r} is not a zone. Write one of: {', '.join(ZONES)}.")
    return value


def _path(_: str, value: str) -> Path:
    return Path(value).expanduser().resolve()


def _some_path(variable: str, value: str) -> Path | None:
    return Path(value).expanduser().absolute() if value.strip() else None  # not resolved: a mount that hangs would hold up every start


def _paths(variable: str, value: str) -> tuple[Path, ...]:
    return tuple(_path(variable, part) for part in value.split(os.pathsep) if part)


def _list(_: str, value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _hours(variable: str, value: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", value.strip())
    begins, ends = (int(found[1]), int(found[2])) if found else (0, 0)
    if begins == ends or max(begins, ends) > 23:
        raise SettingRefused(f"{variable}: {value!r} is no span of hours. Write such as 21-6.")
    return begins, ends


def _networks(variable: str, value: str) -> tuple[Network, ...]:
    try:
        return read_networks(_list(variable, value))
    except NotANetwork as wrong:
        raise SettingRefused(f"{variable}: {wrong}") from wrong


def _limit(variable: str, value: str) -> Limit | None:
    try:
        return read_limit(value)
    except NotALimit as wrong:
        raise SettingRefused(f"{variable}: {wrong}") from wrong


def _scanner(variable: str, value: str) -> str:
    address = value.strip()
    if address and not re.fullmatch(r"/.+|tcp://[^/\s]+:[0-9]{1,5}", address):
        raise SettingRefused(f"{variable}: {value!r} is no scanner. Write /run/clamav/clamd.ctl or tcp://127.0.0.1:3310.")
    return address


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The settings of this process, read once when it starts."""

    zone: Zone = setting(
        "MURAKAMI_ZONE",
        default="all",
        read=_zone,
        means="Which half runs here: `all` in one process, `edge` (internet side) or `core` (office side).",
    )
    demo: bool = setting(
        "MURAKAMI_DEMO",
        default="0",
        read=_flag,
        means="1 allows the fictitious outside world (card provider, mail page, sign-ins that are shown). Never in service.",
    )
    debug: bool = setting(
        "MURAKAMI_DEBUG",
        default="0",
        read=_flag,
        means="1 shows Django's error pages, which contain personal values. Never in service.",
    )
    data_dir: Path = setting(
        "DATA_DIR",
        default=str(ROOT / "var"),
        read=_path,
        means="The directory of everything that is kept: SQLite files, uploaded files, collected static files. A local disk.",
    )
    database_url: str = setting(
        "DATABASE_URL",
        default="",
        read=_text,
        means="`postgres://user:password@host/name`; empty is SQLite in DATA_DIR.",
    )
    packs: tuple[Path, ...] = setting(
        "MURAKAMI_PACKS",
        default=os.pathsep.join(str(ROOT / "packs" / name) for name in ("standard", "murakami")),
        read=_paths,
        means="The directories of the packs to load, in order, separated by a colon.",
    )
    host: str = setting("MURAKAMI_HOST", default="127.0.0.1", read=_text, means="The address the server listens on.")
    port: int = setting("PORT", default="8000", read=_number, means="The port the server listens on.")
    processes: int = setting(
        "MURAKAMI_PROCESSES",
        default="0",
        read=_number,
        means="Server processes; 0 is one on SQLite (its writers queue in one process) and one per processor core on PostgreSQL.",
    )
    threads: int = setting(
        "MURAKAMI_THREADS", default="8", read=_number, means="Requests that one server process answers at a time."
    )
    worker_inside: bool = setting(
        "MURAKAMI_WORKER_INSIDE",
        default="1",
        read=_flag,
        means="1 has every server process also deliver messages and do background work; 0 leaves that to `murakami worker`.",
    )
    base_url: str = setting(
        "MURAKAMI_BASE_URL",
        default="",
        read=_text,
        means="The address residents see, such as https://shinsei.example.jp; empty is http://localhost and the port. "
        "With https, cookies are sent over https only.",
    )
    allowed_hosts: tuple[str, ...] = setting(
        "MURAKAMI_ALLOWED_HOSTS",
        default="",
        read=_list,
        means="Further host names that may be asked for, separated by commas; the host of MURAKAMI_BASE_URL always may.",
    )
    trusted_proxies: tuple[Network, ...] = setting(
        "MURAKAMI_TRUSTED_PROXIES",
        default="127.0.0.0/8, ::1",
        read=_networks,
        means="The addresses or networks of the web servers in front of this one, separated by commas: whom we believe who "
        "is behind them (X-Forwarded-For). Nobody else is believed.",
    )
    limit_searches: Limit | None = setting(
        "MURAKAMI_LIMIT_SEARCHES",
        default="120/minute",
        read=_limit,
        means="How often one network may search: times and a span (second, minute, hour, day, or such as 10minute); 0 sets no "
        "limit. Whoever is above it is asked to wait.",
    )
    limit_lookups: Limit | None = setting(
        "MURAKAMI_LIMIT_LOOKUPS",
        default="300/minute",
        read=_limit,
        means="How often one token of the API may read, one network may ask with a token that is none, and try to sign in by password or passkey.",
    )
    limit_card_sign_ins: Limit | None = setting(
        "MURAKAMI_LIMIT_CARD_SIGN_INS",
        default="120/hour",
        read=_limit,
        means="How often one network may begin a sign-in by card; codes by e-mail have a lock of their own.",
    )
    limit_tokens: Limit | None = setting(
        "MURAKAMI_LIMIT_TOKENS",
        default="120/hour",
        read=_limit,
        means="How many tokens of the API one network may get.",
    )
    limit_writes: Limit | None = setting(
        "MURAKAMI_LIMIT_WRITES",
        default="240/minute",
        read=_limit,
        means="How often one token of the API may write.",
    )
    limit_uploads: Limit | None = setting(
        "MURAKAMI_LIMIT_UPLOADS",
        default="300/hour",
        read=_limit,
        means="How often one account, token, or network without one may hand in files.",
    )
    limit_comments: Limit | None = setting(
        "MURAKAMI_LIMIT_COMMENTS", default="30/hour", read=_limit, means="How many comments on hearings one network may send.")
    limit_beginnings: Limit | None = setting(
        "MURAKAMI_LIMIT_BEGINNINGS", default="300/hour", read=_limit,
        means="How often one account, or network without one, may begin what is kept: a conversation, asking for a mandate, a message.")
    secret_key: str = setting(
        "MURAKAMI_SECRET_KEY",
        default="",
        read=_text,
        means="Signs sessions and tokens: 50 random characters or more. The server does not start without it.",
    )
    spool_dir: Path | None = setting(
        "MURAKAMI_SPOOL_DIR",
        default="",
        read=_some_path,
        means="The directory between edge and core, on the edge's disk; core reads and writes it from its side, or has none and stands alone.",
    )
    keys_dir: Path | None = setting(
        "MURAKAMI_KEYS_DIR",
        default="",
        read=_some_path,
        means="The directory of the keys that are made here; empty is `keys` in DATA_DIR. Only its owner may read it.",
    )
    backup_dir: Path | None = setting(
        "MURAKAMI_BACKUP_DIR",
        default="",
        read=_some_path,
        means="Where `murakami backup` and `murakami upgrade` put backups when no directory is said; best on another disk.",
    )
    metrics_from: tuple[Network, ...] = setting(
        "MURAKAMI_METRICS_FROM",
        default="",
        read=_networks,
        means="The addresses or networks that may ask for the figures at /metrics (docs/metrics.md), separated by commas; empty "
        "answers nobody. Name one machine.",
    )
    metrics_token: str = setting(
        "MURAKAMI_METRICS_TOKEN",
        default="",
        read=_text,
        means="A token that they must bring as well (Authorization: Bearer), 32 characters or more; better as "
        "MURAKAMI_METRICS_TOKEN_FILE. Empty asks for none.",
    )
    protection_units: tuple[str, ...] = setting(
        "MURAKAMI_PROTECTION_UNITS",
        default="shimin",
        read=_list,
        means="The codes of the units that keep the protections of residents (DV等支援措置), separated by commas: their clerks and "
        "heads set, renew and end them.",
    )
    draft_days: int = setting(
        "MURAKAMI_DRAFT_DAYS",
        default="60",
        read=_number,
        means="After how many days without a save a resident's draft is deleted.",
    )
    commenter_days: int = setting(
        "MURAKAMI_COMMENTER_DAYS",
        default="90",
        read=_number,
        means="How many days after the results of a hearing (パブリックコメント) are published the names and contacts of those who "
        "commented are forgotten. Hearings that are already announced keep what they promised.",
    )
    clamav_socket: str = setting(
        "MURAKAMI_CLAMAV_SOCKET",
        default="",
        read=_scanner,
        means="The virus scanner: the socket of clamd such as /run/clamav/clamd.ctl, or tcp://127.0.0.1:3310; empty scans "
        "nothing. While a scanner that is set does not answer, files wait in quarantine instead of passing.",
    )
    originals_days: int = setting(
        "MURAKAMI_ORIGINALS_DAYS",
        default="30",
        read=_number,
        means="How many days the original of a file that was written anew is kept, encrypted; 0 keeps none.",
    )
    proof_minutes: int = setting(
        "MURAKAMI_PROOF_MINUTES",
        default="10",
        read=_number,
        means="How many minutes after signing in, or after the last proof, a heavy act of staff is taken without asking again.",
    )
    emergency_minutes: int = setting(
        "MURAKAMI_EMERGENCY_MINUTES",
        default="60",
        read=_number,
        means="How many minutes a case of another unit may be read once it was opened in an emergency.",
    )
    looks_night: tuple[int, int] = setting(
        "MURAKAMI_LOOKS_NIGHT",
        default="21-6",
        read=_hours,
        means="From which hour until which it is night: looks of staff at cases in it stand in the auditor's report.",
    )
    looks_many: int = setting(
        "MURAKAMI_LOOKS_MANY",
        default="20",
        read=_number,
        means="From how many cases within an hour one member of staff's looks can stand in the auditor's report as many.",
    )
    looks_many_times: int = setting(
        "MURAKAMI_LOOKS_MANY_TIMES",
        default="3",
        read=_number,
        means="How many times as many as that person usually looks at in an hour it has to be, to be many.",
    )
    email_url: str = setting(
        "MURAKAMI_EMAIL_URL",
        default="smtp://127.0.0.1:8025",
        read=_text,
        means="The mail server: `smtp://user:password@host:587?tls=1` (STARTTLS) or `smtps://…`.",
    )
    email_from: str = setting(
        "MURAKAMI_EMAIL_FROM", default="no-reply@localhost", read=_text, means="The sender of every mail."
    )
    oidc_issuer: str = setting("MURAKAMI_OIDC_ISSUER", default="", read=_text, means=(
        "The OpenID provider of residents' cards; empty offers no sign-in by card."))
    oidc_client_id: str = setting(
        "MURAKAMI_OIDC_CLIENT_ID", default="", read=_text, means="Our client identifier at that provider.")
    oidc_private_key: str = setting("MURAKAMI_OIDC_PRIVATE_KEY", default="", read=_text, means=(
        "The private key (PEM or JWK, ES256) with which we sign to the provider; better as MURAKAMI_OIDC_PRIVATE_KEY_FILE."))
    business_id_issuer: str = setting("MURAKAMI_BUSINESS_ID_ISSUER", default="", read=_text, means=(
        "The OpenID provider of firms' accounts (GビズID), exactly as its tokens name it; empty offers no sign-in to firms."))
    business_id_client_id: str = setting(
        "MURAKAMI_BUSINESS_ID_CLIENT_ID", default="", read=_text, means="Our client identifier at that provider.")
    business_id_client_secret: str = setting("MURAKAMI_BUSINESS_ID_CLIENT_SECRET", default="", read=_text, means=(
        "The secret that that provider gave us; better as MURAKAMI_BUSINESS_ID_CLIENT_SECRET_FILE."))
    signature_anchors: str = setting(
        "MURAKAMI_SIGNATURE_ANCHORS",
        default="",
        read=_text,
        means="The issuers of signature certificates that are trusted (PEM), better as MURAKAMI_SIGNATURE_ANCHORS_FILE; in both zones. "
              "Empty takes no electronic signatures.",
    )
    events_key: str = setting(
        "MURAKAMI_EVENTS_KEY",
        default="",
        read=_text,
        means="The private key (PEM, Ed25519) that signs the checkpoints of the events, better as MURAKAMI_EVENTS_KEY_FILE; "
        "empty is `keys/events.pem` in DATA_DIR, made at first use. Several machines on one database need the same key.",
    )
    events_origin: str = setting(
        "MURAKAMI_EVENTS_ORIGIN",
        default="",
        read=_text,
        means="The name of the log of events in its checkpoints, without blanks or `+`; empty is the name it has, and at "
        "first the host of MURAKAMI_BASE_URL with `/events/` and the zone.",
    )


def list_variables() -> tuple[tuple[str, str, str], ...]:
    """List (variable, default, meaning) of every setting in the order of the class, paths below the software's own."""
    found = [each.metadata for each in fields(Environment)]
    return tuple((each["variable"], each["default"].replace(str(ROOT), "."), each["means"]) for each in found)


def share_counters(directory: Path) -> None:
    """Have prometheus_client count into files that all processes of this server share: it reads this once, when imported."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(directory)


def list_secret_files() -> tuple[Path, ...]:
    """List the files that secret settings are read from (`NAME_FILE`); certificates are no secret."""
    named = (os.environ.get(f"{variable}_FILE") for variable, _, _ in list_variables() if variable not in _PUBLIC)
    return tuple(_path("", name) for name in named if name)
