#!/usr/bin/env python3
"""Pack everything that a server without internet needs into one file (docs/deployment.md).

    .venv/bin/python scripts/make_bundle.py TARGET [--sign KEY] [--unclean] [--without-fonts]

Run it where the package registry can be reached, on the kind of machine that the server is: same processor, same Python
3.11. Everything is taken from requirements.lock, its digests checked. What is written: murakami-RELEASE-COMMIT.tar, its
SHA-256 beside it, and with --sign a signature (gpg) over that.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import murakami
from murakami.adapters.pdf.glyphs import BOLD_FILES, font_files
from murakami.config.settings_page import settings_template

ROOT = Path(__file__).resolve().parents[1]
PLAIN = ("packs", "docs", "LICENSE", "CHANGELOG.md")
INSTALLERS = ("pip",)


def main() -> None:
    """Read the command line and pack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path, help="the directory to write into")
    parser.add_argument("--sign", default="", help="the gpg key that signs")
    parser.add_argument("--unclean", action="store_true", help="pack what is not committed too")
    parser.add_argument("--without-fonts", action="store_true", help="for tests: letters are held without them")
    asked = parser.parse_args()
    changed = git("status", "--porcelain")
    if changed and not asked.unclean:
        sys.exit(f"Not everything is committed (--unclean packs it all the same):\n{changed}")
    print(make_bundle(asked.target.resolve(), sign=asked.sign, has_fonts=not asked.without_fonts))


def make_bundle(target: Path, *, sign: str = "", has_fonts: bool = True) -> Path:
    """Write the bundle into `target` and return its path."""
    name = f"murakami-{murakami.__version__}-{git('rev-parse', '--short=10', 'HEAD')}"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="murakami-bundle-") as temporary:
        sources, folder = Path(temporary) / "sources", Path(temporary) / name
        copy_sources(sources)
        fill(folder, sources, has_fonts=has_fonts)
        write_digests(folder)
        made = target / f"{name}.tar"
        with tarfile.open(made, "w") as archive:
            archive.add(folder, arcname=name, filter=plain)
    digest = made.with_suffix(".tar.sha256")
    digest.write_text(f"{sha256_of(made)}  {made.name}\n", encoding="utf-8")
    if sign:
        run("gpg", "--batch", "--yes", "--local-user", sign, "--detach-sign", str(digest))
    return made


def fill(folder: Path, sources: Path, *, has_fonts: bool) -> None:
    """Gather what the server needs below `folder`."""
    for name in ("units", "examples"):
        shutil.copytree(sources / "deploy" / name, folder / name)
    for name in PLAIN:
        (shutil.copytree if (sources / name).is_dir() else shutil.copy)(sources / name, folder / name)
    shutil.copy(sources / "scripts" / "verify_events.py", folder / "verify_events.py")
    shutil.copy(sources / "deploy" / "launcher.py", folder / "launcher.py")
    shutil.copy(sources / "deploy" / "install.py", folder / "install")
    (folder / "install").chmod(0o755)
    (folder / "fonts").mkdir()
    for path in [*font_files(), *font_files(names=BOLD_FILES)] if has_fonts else []:
        shutil.copy(path, folder / "fonts" / path.name)
    (folder / "murakami.env").write_text(settings_template(), encoding="utf-8")
    gather_wheels(folder, sources)
    (folder / "bundle.json").write_text(json.dumps({
        "release": murakami.__version__, "commit": git("rev-parse", "HEAD"), "machine": platform.machine(),
        "python": ".".join(platform.python_version_tuple()[:2])}, indent=1) + "\n", encoding="utf-8")


def copy_sources(sources: Path) -> None:
    """Copy what git knows or would add, and compile the words of the interface there."""
    for name in git("ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0"):
        if name and (ROOT / name).is_file():
            (sources / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, sources / name)
    run(sys.executable, "-m", "murakami", "texts", "compile", environment={"PYTHONPATH": str(sources / "src")}, quiet=True)


def gather_wheels(folder: Path, sources: Path) -> None:
    """Fetch the wheels that the software needs at work, build ours, and lock exactly these."""
    wheels, lock = folder / "wheels", sources / "runtime.lock"
    wanted = runtime_names()
    blocks = [block for name, block in lock_blocks((sources / "requirements.lock").read_text(encoding="utf-8"))
              if name in wanted | set(INSTALLERS)]
    lock.write_text("".join(blocks), encoding="utf-8")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--require-hashes", "-r", str(lock), "-w", str(wheels))
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(sources))
    lines = [f"{path.name.split('-')[0]}=={path.name.split('-')[1]} --hash=sha256:{sha256_of(path)}\n"
             for path in sorted(wheels.iterdir()) if path.name.split("-")[0] not in INSTALLERS]
    (folder / "requirements.lock").write_text("".join(lines), encoding="utf-8")


def runtime_names() -> set[str]:
    """Name what this software needs without its extras, and what that needs in turn, on a machine like this one."""
    seen: set[tuple[str, str]] = set()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [(canonicalize_name(need.name), each) for need in map(Requirement, project["dependencies"])
               for each in ("", *need.extras)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for need in map(Requirement, requires(name) or ()):
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(need.name), each) for each in ("", *need.extras)]
    return {name for name, _ in seen}


def lock_blocks(text: str) -> Iterator[tuple[str, str]]:
    """Cut a lock file into (name, block): a requirement with its digests."""
    block: list[str] = []
    for line in [*text.splitlines(keepends=True), "end==0\n"]:
        if line[0].isalnum() and block:
            yield canonicalize_name(block[0].partition("==")[0].partition("[")[0]), "".join(block)
            block = []
        if line[0].isalnum() or block:
            block.append(line)


def write_digests(folder: Path) -> None:
    """List the SHA-256 of every file, as sha256sum does."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    (folder / "SHA256SUMS").write_text("".join(f"{sha256_of(folder / path)}  {path}\n" for path in paths), encoding="utf-8")


def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Keep nothing of this machine's accounts."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def git(*command: str) -> str:
    """Ask git about these sources."""
    return subprocess.run(["git", "-C", str(ROOT), *command], check=True, capture_output=True, text=True).stdout.strip()


def run(*command: str, environment: dict[str, str] | None = None, quiet: bool = False) -> None:
    """Run a command that must succeed."""
    subprocess.run(command, check=True, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL if quiet else None)


if __name__ == "__main__":
    main()
