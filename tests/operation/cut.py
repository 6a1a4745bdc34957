"""Run in the environment of a zone: an upgrade that is cut off, or fails, where it is told to.

    python -m tests.operation.cut BACKUPS STEP kill|fail

STEP is what `upgrade` says before a step, or `half`: after the second migration.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from murakami.config.operation.upgrading import UpgradeFailed, upgrade

SHELF, STEP, HOW = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
APPLY = MigrationExecutor.apply_migration
applied: list[str] = []


def cut() -> None:
    if HOW == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise RuntimeError("a fault of the test")


def say(step: str, words: str) -> None:
    print(words, flush=True)
    if step == STEP:
        cut()


def apply(self: MigrationExecutor, *args: Any, **options: Any) -> Any:
    state = APPLY(self, *args, **options)
    applied.append("one")
    if STEP == "half" and len(applied) == 2:
        cut()
    return state


MigrationExecutor.apply_migration = apply  # type: ignore[method-assign]
try:
    upgrade(SHELF, at=timezone.now(), minutes=15, say=say)
except UpgradeFailed as error:
    sys.exit(str(error))
