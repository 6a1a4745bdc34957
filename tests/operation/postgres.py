"""A PostgreSQL of a test's own, which it may stop and start again."""

import shutil
import signal
import subprocess
import tempfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Self
from urllib.parse import quote

_SCRIPT = Path(__file__).parents[2] / "scripts" / "with_postgresql.py"


def _script() -> ModuleType:
    spec = spec_from_file_location("with_postgresql", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def has_postgresql() -> bool:
    """Say whether the programs are there."""
    try:
        _script().binaries()
    except SystemExit:
        return False
    return True


class Server:
    """A cluster in a temporary directory that waits for its disk."""

    def __init__(self) -> None:
        self._with = _script()
        self._user, self._programs = self._with.server_user(), self._with.binaries()
        self._root = Path(tempfile.mkdtemp(prefix="murakami-pg-"))
        self.url = f"postgres://murakami@{quote(str(self._root), safe='')}/murakami"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        if self._user:
            shutil.chown(self._root, self._user)
        self._run("initdb", "-D", self._root / "data", "-U", "murakami", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()
        self._run("createdb", "-h", self._root, "-U", "murakami", "murakami")
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self.stop()
        shutil.rmtree(self._root, ignore_errors=True)

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            [self._programs / "postgres", "-D", self._root / "data", *self._with.ALWAYS, "-c", f"unix_socket_directories={self._root}"],
            user=self._user, cwd=self._root, start_new_session=True, stderr=subprocess.DEVNULL)
        self._run("pg_isready", "-q", "-h", self._root, "-U", "murakami", "-d", "postgres", tries=200)

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)
        self._process = None

    def _run(self, program: str, *arguments: object, tries: int = 1) -> None:
        self._with._run(self._programs / program, *arguments, user=self._user, cwd=self._root, tries=tries)
