"""What is prepared before the demo runs: each step once, and again only when what it reads has changed."""

import hashlib
import json
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils import timezone

import murakami
from murakami.demo.addresses import residents_path, staff_path
from murakami.demo.house.pairing import pair_zones
from murakami.demo.house.shapes import House, Zone

Say = Callable[[str], None]
_SOURCE = Path(murakami.__file__).parent


class StepFailed(RuntimeError):
    """A step of the preparation ended with an error; holds the command and what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command of ours in a zone. It runs again when one of the files of `reads` or the command itself changes."""

    says: str
    command: tuple[str, ...]
    zone: Zone
    reads: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """The fictitious town to draw: how many people, which seed, how many births are filed already."""

    residents: int
    seed: int
    cases: int


def prepare(house: House, *, packs: tuple[Path, ...], town: Town, say: Say) -> None:
    """Bring database, packs, texts and town to where the demo needs them, saying each step as it is done.

    Raises:
        StepFailed: one of the commands failed.
    """
    for directory in (house.data_dir, house.secret_key_path.parent, *(zone.data_dir for zone in house.zones)):
        directory.mkdir(parents=True, exist_ok=True)
    _make_secret_key(house.secret_key_path)
    if house.shape == "zones":
        pair_zones(edge=house.zone_of("edge").data_dir / "keys", core=house.zone_of("core").data_dir / "keys", at=timezone.now())
    for step in _steps(house, packs=packs, town=town):
        _run_if_changed(step, done=house.data_dir / "demo" / "steps.json", say=say)
    _gather_for_the_world(house)


def _steps(house: House, *, packs: tuple[Path, ...], town: Town) -> Iterator[Step]:
    front, core = house.zone_of("edge"), house.zone_of("core")
    texts = tuple(_SOURCE.rglob("*.po"))
    yield Step(
        says="カード発行元の鍵を作っています / making the demo's key", command=("demo", "key"), zone=_keyless(house),
        reads=tuple(_SOURCE / "demo" / "provider" / name for name in ("certificates.py", "keys.py")),
    )
    yield Step(
        says="画面の言葉をまとめています / compiling texts", command=("texts", "compile"), zone=front, reads=texts
    )
    for zone in house.zones:
        yield Step(
            says=f"データベースを用意しています（{zone.name}） / preparing the database",
            command=("migrate",),
            zone=zone,
            reads=tuple(_SOURCE.rglob("migrations/*.py")),
        )
        yield Step(
            says=f"手続を読み込んでいます（{zone.name}） / loading packs",
            command=("packs", "load"),
            zone=zone,
            reads=packs,
        )
    yield Step(
        says="架空の職員を作っています / making the fictitious staff",
        command=("demo", "people"),
        zone=core,
        reads=packs,
    )
    for zone in house.zones:
        yield Step(
            says=f"架空の町を作っています（{zone.name}、はじめだけ） / making the fictitious town (first time only)",
            command=("town", "synthesise", "--residents", str(town.residents), "--seed", str(town.seed),
                     "--cases", str(town.cases)),
            zone=zone,
        )


def _keyless(house: House) -> Zone:
    """The front zone as it is before the files of the providers exist: a file that is named must be there."""
    front, made = house.zone_of("edge"), {
        "MURAKAMI_OIDC_PRIVATE_KEY_FILE", "MURAKAMI_SIGNATURE_ANCHORS_FILE", "MURAKAMI_BUSINESS_ID_CLIENT_SECRET_FILE"}
    environment = {name: value for name, value in front.environment.items() if name not in made}
    return replace(front, environment={**environment, "DATA_DIR": str(house.data_dir)})


def _make_secret_key(path: Path) -> None:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="ascii")


def _run_if_changed(step: Step, *, done: Path, say: Say) -> None:
    known: dict[str, str] = json.loads(done.read_text(encoding="utf-8")) if done.exists() else {}
    name = f"{step.zone.name}: {' '.join(step.command)}"
    state = _fingerprint(step)
    if known.get(name) == state:
        return
    say(f"・{step.says}")
    run(step.command, environment=step.zone.environment)
    done.write_text(json.dumps({**known, name: state}, indent=1), encoding="utf-8")


def run(command: Iterable[str], *, environment: Mapping[str, str]) -> None:
    """Run a command of ours; what it says is told only when it fails. Raises StepFailed."""
    whole = (sys.executable, "-m", "murakami", *command)
    done = subprocess.run(whole, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise StepFailed(f"murakami {' '.join(command)}\n{done.stdout}\n{done.stderr}")


def _fingerprint(step: Step) -> str:
    digest = hashlib.sha256(murakami.__version__.encode())
    for path in sorted(_files(step.reads)):
        status = path.stat()
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from (each for each in path.rglob("*") if each.is_file()) if path.is_dir() else (path,)


def _gather_for_the_world(house: House) -> None:
    """The world shows people of both zones, from one place."""
    for find, zone in ((residents_path, house.zone_of("edge")), (staff_path, house.zone_of("core"))):
        source, target = find(zone.data_dir), find(house.data_dir)
        if source != target and source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
