"""A bundle made from these sources, unpacked, and installed below a directory where no network is."""

import importlib.util
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
_WITHOUT_NETWORK = ("unshare", "--net", "--map-root-user")


def load(path: Path) -> ModuleType:
    """Import a script that belongs to no package."""
    sys.path.insert(0, str(path.parent))
    try:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None and spec.loader is not None
        module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(path.parent))


@cache
def without_network() -> tuple[str, ...]:
    """What a command begins with to have no network; nothing where the kernel does not let us."""
    allowed = subprocess.run([*_WITHOUT_NETWORK, "true"], capture_output=True, check=False).returncode == 0
    return _WITHOUT_NETWORK if allowed else ()


@dataclass(frozen=True)
class Bundle:
    """An unpacked bundle."""

    folder: Path

    def install(self, *arguments: str, code: int = 0) -> str:
        """Run its installer as a bare server would: no settings of ours, no index, no network; gives what it says."""
        done = subprocess.run(
            [*without_network(), sys.executable, str(self.folder / "install"), *arguments], text=True, capture_output=True,
            check=False, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull})
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


def make(target: Path) -> Bundle | None:
    """Make and unpack a bundle; None where no registry can be reached."""
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "make_bundle.py"), str(target), "--unclean", "--without-fonts"],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        assert "No matching distribution" in done.stderr, done.stderr[-3000:]
        return None
    with tarfile.open(done.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(target, filter="data")
    return Bundle(next(path for path in target.iterdir() if path.is_dir()))
