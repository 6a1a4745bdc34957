"""An installation of its own for a test: a directory, a database, the command line."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.serving import environment_of, migrate, run_murakami

ROOT = Path(__file__).parents[2]


@dataclass
class Installation:
    """One zone in `data_dir`; `database` is the setting of its database, empty on SQLite."""

    data_dir: Path
    zone: str = "all"
    database: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    filled: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment = {
            **environment_of(self.data_dir, zone=self.zone, **self.database, **self.more),
            "DJANGO_SETTINGS_MODULE": "murakami.config.settings", "MURAKAMI_ALLOWED_HOSTS": "testserver"}

    def run(self, *command: str) -> str:
        """Run a command that must succeed."""
        return run_murakami(*command, environment=self.environment)

    def refuse(self, *command: str, code: int = 1) -> str:
        """Run a command that must be refused in words."""
        done = subprocess.run([sys.executable, "-m", "murakami", *command], env=self.environment, capture_output=True,
                              text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def script(self, module: str, *arguments: str) -> Any:
        """Run a module in this environment and read the JSON that its last line is."""
        done = subprocess.run([sys.executable, "-m", module, *arguments], env=self.environment, cwd=ROOT,
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    def ask(self, expression: str) -> Any:
        """Give the value of an expression over the models `m` by label."""
        code = (f"import json; from django.apps import apps; m = apps.get_model; from django.db import connection; "
                f"print(json.dumps({expression}, default=str))")
        return json.loads(self.run("manage", "shell", "-v", "0", "-c", code).splitlines()[-1])

    def prepare(self) -> "Installation":
        """Migrate and load the packs."""
        migrate(self.environment)
        self.run("packs", "load")
        return self

    def copy_to(self, data_dir: Path) -> "Installation":
        """Copy an SQLite installation that nobody uses."""
        shutil.copytree(self.data_dir, data_dir)
        return Installation(data_dir, self.zone, self.database, self.more)
