"""A sealed book of events, an attacker who owns the database, and the verifier as a process of its own."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from murakami.foundation.events.exporting import list_export
from murakami.foundation.events.models import Event
from murakami.foundation.events.operations import append
from murakami.foundation.events.sealing import seal_events
from murakami.foundation.events.signing import Signer
from murakami.kernel.json_values import canonical_json

SCRIPT = Path(__file__).parents[3] / "scripts" / "verify_events.py"
SIGNER = Signer("log.example/events", Ed25519PrivateKey.from_private_bytes(bytes(32)))
THIEF = Signer("log.example/events", Ed25519PrivateKey.from_private_bytes(b"thief" + bytes(27)))
BOOKS = ("events_event", "events_eventleaf", "events_checkpoint")


@dataclass(frozen=True)
class Verdict:
    """What the verifier said."""

    code: int
    said: str

    @property
    def first(self) -> str:
        return self.said.partition("\n")[0]


def seal(at: datetime, signer: Signer = SIGNER, **options: bool) -> int:
    return seal_events(at=at, load=lambda origin: signer, **options)


def write_history(at: datetime) -> list[int]:
    """Twelve events of two subjects, sealed after five, nine and twelve, and one that waits; gives their ids."""
    for number in range(13):
        append(kind=f"case.step_{number}", subject_key=f"subject{number % 2}", at=at + timedelta(minutes=number),
               procedure="child-allowance", unit="kodomo", channel="online",
               details={"number": number, "outcome": "granted", "in_time": True, "none": None})
        if number in {4, 8, 11}:
            seal(at)
    return list(Event.objects.order_by("id").values_list("id", flat=True))


@contextmanager
def attacked(statements: Sequence[str]) -> Iterator[None]:
    """Rewrite the books as whoever owns the database can: triggers off, foreign keys off. Undone at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (*_lift(), *statements):
            cursor.execute(statement)
        yield
        transaction.set_rollback(True)


def _lift() -> list[str]:
    if connection.vendor == "postgresql":
        return ["SET LOCAL session_replication_role = replica"]
    return [f"DROP TRIGGER append_only_{book}_{change}" for book in BOOKS for change in ("update", "delete")]


def copy_database(path: Path) -> Path:
    """Copy the books, their schema and triggers into an SQLite file, which is what the verifier opens in service."""
    with closing(sqlite3.connect(path)) as copy, connection.cursor() as cursor:
        for book in BOOKS:
            cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL ORDER BY type = 'trigger'", [book])
            for (sql,) in sorted(cursor.fetchall(), key=lambda row: not row[0].startswith("CREATE TABLE")):
                copy.execute(sql)
            cursor.execute(f"SELECT * FROM {book}")
            rows = cursor.fetchall()
            copy.executemany(f"INSERT INTO {book} VALUES ({', '.join('?' * len(cursor.description))})", rows)
        copy.commit()
    return path


def rewrite(path: Path, statements: Sequence[str]) -> Path:
    """Rewrite an SQLite file as whoever has it can."""
    with closing(sqlite3.connect(path)) as file:
        for statement in (*_lift(), *statements):
            file.execute(statement)
        file.commit()
    return path


def write_export(path: Path, at: datetime) -> Path:
    path.write_text("".join(canonical_json(line) + "\n" for line in list_export(at=at)), encoding="utf-8")
    return path


def verify(file: Path, *options: str, key: str = str(SIGNER.public)) -> Verdict:
    """Run the verifier with nothing of ours on its path."""
    done = subprocess.run([sys.executable, "-I", str(SCRIPT), "--key", key, *options, str(file)], capture_output=True,
                          text=True, check=False, cwd="/", timeout=60)
    return Verdict(done.returncode, done.stdout + done.stderr)


def write_proof(path: Path, proof: object) -> Path:
    path.write_text(json.dumps(proof), encoding="utf-8")
    return path
