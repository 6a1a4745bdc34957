"""A bundle installs on a server without internet, runs, is upgraded and goes again."""

import json
import os
import shutil
import signal
import stat
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.bundling import ROOT, Bundle, load, make
from tests.serving import free_port

pytestmark = pytest.mark.slow
launcher = load(ROOT / "deploy" / "launcher.py")


@dataclass(frozen=True)
class Server:
    """What was installed below `root`."""

    bundle: Bundle
    root: Path

    @property
    def units(self) -> Path:
        return self.root / "etc/systemd/system"

    def settings(self) -> dict[str, str]:
        text = (self.root / "etc/murakami/murakami.env").read_text(encoding="utf-8")
        found: dict[str, str] = launcher.read_settings(text)
        return found

    def command_of(self, unit: str) -> list[str]:
        """What systemd would start."""
        lines = (self.units / unit).read_text(encoding="utf-8").splitlines()
        return next(line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart=")).split()

    def murakami(self, *command: str, code: int = 0) -> str:
        """Run the command that the operator has."""
        done = subprocess.run([str(self.root / "usr/local/sbin/murakami"), *command], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """Made once: it takes half a minute."""
    made = make(tmp_path_factory.mktemp("bundle"))
    if made is None:
        pytest.skip("no package registry can be reached, so no bundle can be made here")
    return made


@pytest.fixture(scope="module")
def server(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Installed as `all`."""
    root = tmp_path_factory.mktemp("server")
    bundle.install("--shape", "all", "--root", str(root), "--base-url", "https://shinsei.example.jp")
    return Server(bundle, root)


def modes(root: Path, *paths: str) -> dict[str, str]:
    """The rights of each path in octal digits."""
    return {path: oct(stat.S_IMODE((root / path).stat().st_mode))[2:] for path in paths}


def test_install__lays_everything_out_with_the_right_modes(server: Server) -> None:
    assert modes(server.root, "var/lib/murakami", "var/backups/murakami", "etc/murakami", "etc/murakami/murakami.env",
                 "etc/murakami/secret") == {
        "var/lib/murakami": "700", "var/backups/murakami": "700", "etc/murakami": "750", "etc/murakami/murakami.env": "640",
        "etc/murakami/secret": "600"}
    assert server.settings()["MURAKAMI_BASE_URL"] == "https://shinsei.example.jp"


def test_install__brings_a_whole_release_without_what_only_developers_need(server: Server) -> None:
    release = (server.root / "opt/murakami/current").resolve()
    assert json.loads((release / "bundle.json").read_text())["release"] in server.murakami("version")
    packages = {path.name.partition("-")[0].lower() for path in release.glob("venv/lib/python3*/site-packages/*.dist-info")}
    assert {"smart_murakami", "django", "gunicorn", "typst"} <= packages
    assert not packages & {"pytest", "mypy", "ruff", "playwright", "hypothesis", "idpyoidc", "aiosmtpd"}
    assert not list(release.rglob(".git"))


def test_units__are_what_systemd_understands_and_exposed_little(server: Server) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    files = [str(path) for path in sorted(server.units.glob("murakami-*.*")) if path.is_file()]
    assert {Path(path).name for path in files} == {
        "murakami-web.service", "murakami-worker.service", *(f"murakami-{name}.{kind}" for name in ("backup", "verify", "doctor")
                                                              for kind in ("service", "timer"))}
    looked = subprocess.run(["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True, check=False)
    assert (looked.returncode, looked.stderr) == (0, "")
    for path in files:
        if path.endswith(".service"):
            judged = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=20", path],
                                    capture_output=True, text=True, check=False)
            assert judged.returncode == 0, judged.stdout


def test_service__answers_and_drains_when_it_is_told_to_stop(server: Server) -> None:
    settings = {"PATH": "/usr/bin:/bin", **server.settings(), "PORT": str(free_port())}
    process = subprocess.Popen(server.command_of("murakami-web.service"), env=settings, cwd=settings["DATA_DIR"])
    try:
        answer = patiently(f"http://127.0.0.1:{settings['PORT']}/readyz")
        assert (answer["status"], answer["problems"]) == ("ready", [])
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(45) == 0


def patiently(address: str) -> dict[str, object]:
    """Ask until somebody answers, a minute long."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                found: dict[str, object] = json.load(response)
                return found
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.1)


def test_commands_of_timers__are_there(server: Server) -> None:
    for name in ("backup", "verify", "doctor"):
        command = server.command_of(f"murakami-{name}.service")
        assert "Usage" in server.murakami(command[4], "--help")
    assert "backup-old" in server.murakami("doctor", code=1)
    assert "manifest" in server.murakami("backup", "--keep", "2")
    assert "backup-old" not in server.murakami("doctor", code=1)


def test_install__again_changes_nothing(server: Server) -> None:
    before = {path: path.stat().st_mtime_ns for path in server.units.rglob("*") if path.is_file()}
    secret = (server.root / "etc/murakami/secret").read_text()
    said = server.bundle.install("--root", str(server.root))
    assert "Already installed" in said
    assert {path: path.stat().st_mtime_ns for path in server.units.rglob("*") if path.is_file()} == before
    assert (server.root / "etc/murakami/secret").read_text() == secret
    assert "all" in server.bundle.install("--root", str(server.root), "--shape", "edge", code=1)


def test_install__keeps_what_runs_when_the_data_cannot_be_brought_to_the_next_release(server: Server) -> None:
    note = server.root / "var/lib/murakami/release.json"
    written, current = note.read_text(), (server.root / "opt/murakami/current").resolve()
    note.write_text('{"release": "0.1.0"}')
    (server.root / "etc/murakami/murakami.env").open("a").write("MURAKAMI_PACKS=/nowhere\n")
    try:
        assert "what ran before is as it was" in server.bundle.install("--root", str(server.root), code=1)
    finally:
        lines = (server.root / "etc/murakami/murakami.env").read_text().splitlines()
        (server.root / "etc/murakami/murakami.env").write_text("\n".join(lines[:-1]) + "\n")
        note.write_text(written)
    assert (server.root / "opt/murakami/current").resolve() == current


def test_bundle__that_was_damaged_on_the_way_is_refused_by_name(bundle: Bundle) -> None:
    wheel = next((bundle.folder / "wheels").glob("smart_murakami-*"))
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:-1])
    try:
        assert f"wheels/{wheel.name} is damaged" in bundle.install("--check", code=1)
    finally:
        wheel.write_bytes(whole)
    assert "whole" in bundle.install("--check")


@pytest.mark.parametrize("shape", ["edge", "core"])
def test_install__of_a_zone_has_its_rooms_and_the_directory_between(bundle: Bundle, server: Server, tmp_path: Path, shape: str) -> None:
    shutil.copytree(server.root / "opt", tmp_path / "opt", symlinks=True, copy_function=os.link)  # the same software
    (tmp_path / "opt/murakami/current").unlink()
    bundle.install("--shape", shape, "--root", str(tmp_path))
    zone = Server(bundle, tmp_path)
    assert zone.settings()["MURAKAMI_ZONE"] == shape
    assert f"zone {shape}" in zone.murakami("keys", "show")
    between = Path(zone.settings()["MURAKAMI_SPOOL_DIR"])
    assert between.is_dir() == (shape == "edge")
    hardening = (zone.units / "murakami-.service.d/hardening.conf").read_text()
    writable = next(line for line in hardening.splitlines() if line.startswith("ReadWritePaths=")).split()
    assert f"-{between if shape == 'edge' else between.parent}" in writable  # a mount that hangs must not keep the office from starting


def test_uninstall__leaves_settings_data_and_backups(bundle: Bundle, server: Server, tmp_path: Path) -> None:
    shutil.copytree(server.root, tmp_path / "copy", symlinks=True, copy_function=os.link)
    said = bundle.install("--uninstall", "--root", str(tmp_path / "copy"))
    left = {path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*") if path.is_file()}
    assert {"etc/murakami/murakami.env", "etc/murakami/secret", "var/lib/murakami/murakami-all.sqlite3"} <= left
    assert not [path for path in left if path.startswith(("opt/", "usr/", "etc/systemd/"))]
    assert "What is left" in said
