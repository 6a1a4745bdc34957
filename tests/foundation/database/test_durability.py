"""What is acknowledged is on the disk: the flushes are counted, because SIGKILL proves atomicity only."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from murakami.foundation.events.operations import append
from tests.serving import environment_of, migrate

pytestmark = [pytest.mark.crash, pytest.mark.slow]
COMMITS = 40
_WRITE = f"""
import django; django.setup()
from django.db import transaction
from django.utils import timezone
from murakami.foundation.events.operations import append
for number in range({COMMITS}):
    with transaction.atomic():
        append(kind="test.written", subject_key="s", at=timezone.now())
"""


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="SQLite flushes in our process")
def test_sqlite__flushes_at_every_commit(tmp_path: Path) -> None:
    environment = {**environment_of(tmp_path), "DJANGO_SETTINGS_MODULE": "murakami.config.settings"}
    migrate(environment)
    trace = tmp_path / "trace"
    subprocess.run(["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", trace, sys.executable, "-c", _WRITE],
                   env=environment, check=True)
    flushes = [line for line in trace.read_text().splitlines() if ("fsync(" in line or "fdatasync(" in line) and "= 0" in line]
    assert len(flushes) >= COMMITS


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="PostgreSQL counts its own flushes")
@pytest.mark.django_db(transaction=True)
def test_postgresql__flushes_at_every_commit(at: datetime) -> None:
    before = _wal_syncs()
    for _ in range(COMMITS):
        with transaction.atomic():
            append(kind="test.written", subject_key="s", at=at)
    assert _wal_syncs() - before >= COMMITS


def _wal_syncs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync')")
        assert cursor.fetchone() == ("on",), "start the cluster with scripts/with_postgresql.py --fsync"
        # what this connection has flushed is reported when it is idle, at most once a second: ask for it now
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT wal_sync FROM pg_stat_wal")
        return int(cursor.fetchone()[0])
