#!/usr/bin/python3
"""Install or upgrade Smart Murakami from this bundle, without internet, as systemd services. Python 3.11, nothing else.

    sudo ./install --shape all|edge|core       the first time
    sudo ./install                             afterwards: the next release, or a unit written anew after a change of settings
    sudo ./install --uninstall                 removes services and software; settings, data and backups stay
    ./install --check                          looks only whether this bundle is whole
    ./install --shape all --root DIR           everything below DIR, no account, nothing started: to try it out

Killed or cut off anywhere, run it again.
"""

import argparse
import hashlib
import json
import os
import platform
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

sys.dont_write_bytecode = True
from launcher import read_settings  # noqa: E402 - it lies beside this script

BUNDLE = Path(__file__).resolve().parent
ACCOUNT = "murakami"
SERVICES = ("murakami-web.service", "murakami-worker.service")
TIMERS = ("murakami-backup.timer", "murakami-verify.timer", "murakami-doctor.timer")
COPIED = ("packs", "docs", "requirements.lock", "bundle.json", "verify_events.py", "LICENSE", "CHANGELOG.md")


@dataclass(frozen=True)
class Machine:
    """Where everything goes; below `root` when it is only tried out."""

    root: Path

    @property
    def is_real(self) -> bool:
        """Whether this is the machine itself: accounts are made and services started."""
        return self.root == Path("/")

    @property
    def software(self) -> Path:
        return self.root / "opt/murakami"

    @property
    def current(self) -> Path:
        return self.software / "current"

    @property
    def settings(self) -> Path:
        return self.root / "etc/murakami/murakami.env"

    @property
    def secret(self) -> Path:
        return self.root / "etc/murakami/secret"

    @property
    def units(self) -> Path:
        return self.root / "etc/systemd/system"

    @property
    def command(self) -> Path:
        return self.root / "usr/local/sbin/murakami"

    @property
    def fonts(self) -> Path:
        return self.root / "usr/local/share/fonts/murakami"

    @property
    def data(self) -> Path:
        return self.root / "var/lib/murakami"

    @property
    def backups(self) -> Path:
        return self.root / "var/backups/murakami"

    def between(self, shape: str) -> Path:
        """Say where the directory between the zones is: on edge's own disk, or where core mounts it."""
        return self.root / ("var/spool/murakami/between" if shape == "edge" else "mnt/murakami-between")


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=("all", "edge", "core"))
    parser.add_argument("--base-url", default="", help="the address visitors see, such as https://shinsei.example.jp")
    parser.add_argument("--root", type=Path, default=Path("/"))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--uninstall", action="store_true")
    asked = parser.parse_args()
    machine = Machine(asked.root.resolve())
    if machine.is_real and not asked.check and os.geteuid() != 0:
        refuse("root でしか入れられません。 / Only root can install: sudo ./install …")
    if asked.uninstall:
        uninstall(machine)
        return
    check_bundle()
    if asked.check:
        return
    install(machine, shape=asked.shape, base_url=asked.base_url)


def check_bundle() -> None:
    """Look whether every file is the one that was packed, and whether it was packed for a machine like this."""
    listed = dict(reversed(line.split("  ", 1)) for line in (BUNDLE / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    for name, digest in listed.items():
        if not (BUNDLE / name).is_file() or hashlib.sha256((BUNDLE / name).read_bytes()).hexdigest() != digest:
            refuse(f"束の中の {name} が壊れています。もう一度写してください。 / {name} is damaged: copy the bundle again.")
    packed = json.loads((BUNDLE / "bundle.json").read_text(encoding="utf-8"))
    here = {"python": ".".join(platform.python_version_tuple()[:2]), "machine": platform.machine()}
    for name, value in here.items():
        if packed[name] != value:
            refuse(f"束は {name} {packed[name]} のもので、ここは {value} です。ここと同じもので作り直してください。"
                   f" / This bundle is for {name} {packed[name]}, this machine has {value}.")
    say(f"束はそろっています（{packed['release']}、{len(listed)}個）。 / The bundle is whole.")


def install(machine: Machine, *, shape: str | None, base_url: str) -> None:
    """Bring this release onto the machine, the data with it, and start it."""
    is_first = not machine.settings.exists()
    if is_first and shape is None:
        refuse("最初は --shape all、edge、core のどれかを書いてください。 / The first time, say --shape all, edge or core.")
    make_account(machine)
    if is_first:
        write_settings(machine, shape=str(shape), base_url=base_url)
    settings = read_settings(machine.settings.read_text(encoding="utf-8"))
    if shape not in (None, settings["MURAKAMI_ZONE"]):
        refuse(f"ここは {settings['MURAKAMI_ZONE']} です。{shape} にはできません。 / This machine is {settings['MURAKAMI_ZONE']}.")
    make_directories(machine, settings)
    release = install_software(machine)
    prepare_data(machine, release, settings)
    changed = write_units(machine, release, settings)
    point_to(machine, release)
    start(machine, settings, changed=changed)
    say_next(machine, settings, is_first=is_first)


def make_account(machine: Machine) -> None:
    """Make the account of the services: no password, no shell."""
    known = subprocess.run(["/usr/bin/getent", "passwd", ACCOUNT], check=False, capture_output=True).returncode == 0
    if machine.is_real and not known:
        run("/usr/sbin/useradd", "--system", "--user-group", "--home-dir", str(machine.data), "--no-create-home",
            "--shell", "/usr/sbin/nologin", ACCOUNT)


def write_settings(machine: Machine, *, shape: str, base_url: str) -> None:
    """Write the settings of the first time, every setting with its meaning, and the secret that signs sessions."""
    make_directory(machine, machine.settings.parent, mode=0o750, owner="root")
    write(machine, machine.secret, secrets.token_urlsafe(50) + "\n", mode=0o600, owner=ACCOUNT)
    chosen = {"MURAKAMI_ZONE": shape, "DATA_DIR": str(machine.data), "MURAKAMI_SECRET_KEY_FILE": str(machine.secret),
              "MURAKAMI_BACKUP_DIR": str(machine.backups), "MURAKAMI_BASE_URL": base_url,
              "MURAKAMI_SPOOL_DIR": "" if shape == "all" else str(machine.between(shape))}
    lines = (BUNDLE / "murakami.env").read_text(encoding="utf-8").splitlines()
    for name, value in chosen.items():
        if value:
            lines[lines.index(next(line for line in lines if line.startswith(f"#{name}=")))] = f"{name}={value}"
    write(machine, machine.settings, "\n".join(lines) + "\n", mode=0o640, owner="root")


def make_directories(machine: Machine, settings: dict[str, str]) -> None:
    """Make what the services write into; a directory that is there keeps what it holds."""
    make_directory(machine, Path(settings["DATA_DIR"]), mode=0o700, owner=ACCOUNT)
    if settings.get("MURAKAMI_BACKUP_DIR"):
        make_directory(machine, Path(settings["MURAKAMI_BACKUP_DIR"]), mode=0o700, owner=ACCOUNT)
    between = Path(settings.get("MURAKAMI_SPOOL_DIR") or "/")
    if settings["MURAKAMI_ZONE"] == "edge":
        make_directory(machine, between, mode=0o770, owner=ACCOUNT)
    elif settings["MURAKAMI_ZONE"] == "core" and between.parent.is_dir() and not os.path.lexists(between):
        between.mkdir(mode=0o755)  # to mount on; what is mounted already is not touched


def install_software(machine: Machine) -> Path:
    """Lay this release beside the others: its own Python environment from the wheels of this bundle, packs, fonts."""
    packed = json.loads((BUNDLE / "bundle.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((BUNDLE / "SHA256SUMS").read_bytes()).hexdigest()[:12]
    release = machine.software / "releases" / f"{packed['release']}-{digest}"
    fonts = [path for path in (BUNDLE / "fonts").glob("*") if not (machine.fonts / path.name).exists()]
    machine.fonts.mkdir(parents=True, exist_ok=True)
    for path in fonts:
        shutil.copy(path, machine.fonts / path.name)
    if (release / "whole").exists():
        say(f"{release.name} はもう入っています。 / Already installed.")
        return release
    shutil.rmtree(release, ignore_errors=True)
    release.mkdir(parents=True)
    for name in COPIED:
        source = BUNDLE / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, release / name)
    shutil.copy(BUNDLE / "murakami.env", release / "murakami.env.template")
    make_environment(release)
    shutil.copy(BUNDLE / "launcher.py", release / "murakami")
    (release / "murakami").chmod(0o755)
    (release / "whole").touch()
    return release


def make_environment(release: Path) -> None:
    """Make the Python environment with pip from the bundle itself: no index, every digest checked."""
    say("ソフトウェアを入れています。数分かかります。 / Installing the software: some minutes.")
    run(sys.executable, "-m", "venv", "--without-pip", str(release / "venv"))
    python = release / "venv/bin/python"
    pip = next((BUNDLE / "wheels").glob("pip-*.whl"))
    run(str(python), "-I", f"{pip}/pip", "install", "--quiet", "--no-index", "--no-cache-dir", "--disable-pip-version-check",
        "--find-links", str(BUNDLE / "wheels"), "--require-hashes", "-r", str(BUNDLE / "requirements.lock"),
        environment={"PIP_CONFIG_FILE": os.devnull})
    beside = next((release / "venv/lib").glob("python3*")) / "packs"  # as beside `src` in the sources
    beside.symlink_to(os.path.relpath(release / "packs", beside.parent))


def prepare_data(machine: Machine, release: Path, settings: dict[str, str]) -> None:
    """Make the database, or take the data to this release: backed up first, taken back by itself if it fails."""
    beginning = machine.settings.with_name("beginning")  # stands while the database is made for the first time
    if not machine.current.exists() and not any(Path(settings["DATA_DIR"]).iterdir()):
        beginning.touch()
    run(str(release / "murakami"), "migrate" if beginning.exists() else "upgrade")
    run(str(release / "murakami"), "packs", "load", quiet=True)
    beginning.unlink(missing_ok=True)


def write_units(machine: Machine, release: Path, settings: dict[str, str]) -> bool:
    """Write the units; says whether one of them is new or other than before."""
    writable = [settings.get(name, "") for name in ("DATA_DIR", "MURAKAMI_KEYS_DIR", "MURAKAMI_BACKUP_DIR")]
    between = settings.get("MURAKAMI_SPOOL_DIR", "")
    # where core mounts it, its parent: systemd starts nothing that names a mount which hangs, and the office has to start without edge
    writable.append(str(Path(between).parent) if between and settings["MURAKAMI_ZONE"] == "core" else between)
    given = {
        "RELEASE": str(release), "SETTINGS": str(machine.settings), "USER": ACCOUNT, "DATA": settings["DATA_DIR"],
        "WRITABLE": " ".join(f"-{path}" for path in writable if path), "BACKUPS": settings.get("MURAKAMI_BACKUP_DIR", ""),
        "WORKER_INSIDE": "0" if has_worker(settings) else "1",
        "STATE": "StateDirectory=murakami\nStateDirectoryMode=0700" if settings["DATA_DIR"] == "/var/lib/murakami" else ""}
    changed = False
    for source in sorted((BUNDLE / "units").iterdir()):
        text = source.read_text(encoding="utf-8")
        for name, value in given.items():
            text = text.replace(f"@{name}@", value)
        common = source.name == "hardening.conf"
        target = machine.units / ("murakami-.service.d" if common else "") / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
            changed = True
    return changed


def has_worker(settings: dict[str, str]) -> bool:
    """Say whether the worker is a process of its own: on PostgreSQL. On SQLite the pages' one process works best alone."""
    return bool(settings.get("DATABASE_URL") or settings.get("DATABASE_URL_FILE"))


def point_to(machine: Machine, release: Path) -> None:
    """Make this release the one that the command `murakami` runs; the one before stays, older ones go."""
    before = machine.current.resolve() if machine.current.exists() else None
    fresh = machine.software / ".current"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(release, machine.software))
    fresh.replace(machine.current)
    machine.command.parent.mkdir(parents=True, exist_ok=True)
    machine.command.unlink(missing_ok=True)
    machine.command.symlink_to(os.path.relpath(machine.current / "murakami", machine.command.parent))
    if before == release:
        return
    for old in (machine.software / "releases").iterdir():
        if old not in (release, before):
            shutil.rmtree(old)


def start(machine: Machine, settings: dict[str, str], *, changed: bool) -> None:
    """Start what is new, restart what was written anew, leave alone what is as it was."""
    wanted = [SERVICES[0], *(SERVICES[1:] if has_worker(settings) else ()), *TIMERS]
    if not machine.is_real:
        return
    run("systemctl", "daemon-reload")
    if not has_worker(settings):
        run("systemctl", "disable", "--quiet", "--now", SERVICES[1])
    run("systemctl", "enable", "--quiet", *wanted)
    run("systemctl", "restart" if changed else "start", *wanted)


def say_next(machine: Machine, settings: dict[str, str], *, is_first: bool) -> None:
    """Say what is left for a person."""
    say("入りました。 / Installed.")
    if is_first:
        say(f"次に / Next:\n  1. {machine.settings} を見て、MURAKAMI_BASE_URL とメールを書き、もう一度 ./install"
            "\n  2. murakami staff add --help" + ("\n  3. murakami keys show （docs/zones.md）" if settings["MURAKAMI_ZONE"] != "all" else ""))
    say("具合を見るには： sudo murakami doctor")


def uninstall(machine: Machine) -> None:
    """Stop and remove services and software; settings, data and backups are left, and named."""
    if machine.is_real:
        subprocess.run(["systemctl", "disable", "--quiet", "--now", *TIMERS, *SERVICES], check=False)
    for path in machine.units.glob("murakami-*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for folder in (machine.software, machine.fonts):
        shutil.rmtree(folder, ignore_errors=True)
    machine.command.unlink(missing_ok=True)
    if machine.is_real:
        run("systemctl", "daemon-reload")
    kept = [path for path in (machine.settings.parent, machine.data, machine.backups) if path.exists()]
    say("消しました。残っているもの / Removed. What is left: " + " ".join(map(str, kept)))


def make_directory(machine: Machine, path: Path, *, mode: int, owner: str) -> None:
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    if machine.is_real:
        shutil.chown(path, owner, ACCOUNT)


def write(machine: Machine, path: Path, text: str, *, mode: int, owner: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    if machine.is_real:
        shutil.chown(path, owner, ACCOUNT)


def run(*command: str, environment: dict[str, str] | None = None, quiet: bool = False) -> None:
    """Run a command that must succeed; what it complains of has gone to the terminal."""
    said = subprocess.DEVNULL if quiet else None
    if subprocess.run(command, check=False, env={**os.environ, **(environment or {})}, stdout=said).returncode != 0:
        refuse(f"うまくいきませんでした： {' '.join(command)}\n前に動いていたものは、そのままです。直してから、もう一度実行してください。"
               " / That failed; what ran before is as it was. Mend it and run ./install again.")


def say(words: str) -> None:
    print(words, flush=True)


def refuse(words: str) -> NoReturn:
    sys.exit(f"install: {words}")


if __name__ == "__main__":
    main()
