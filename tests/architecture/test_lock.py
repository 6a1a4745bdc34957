"""What is installed is exactly what the lock says, and the lock says everything that pyproject asks for."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = (ROOT / "requirements.lock").read_text()
LOCKED = {canonicalize_name(name): pin for name, pin in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", LOCK, re.MULTILINE)}


def test_lock__satisfies_every_dependency_of_pyproject() -> None:
    asked = [*PROJECT["dependencies"], *(each for extra in PROJECT["optional-dependencies"].values() for each in extra)]
    for written in asked:
        requirement = Requirement(written)
        pin = LOCKED.get(canonicalize_name(requirement.name))
        assert pin, f"{requirement.name} is not in requirements.lock"
        assert requirement.specifier.contains(pin, prereleases=True), f"{written} against {pin}"


def test_lock__pins_with_hashes() -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK)
    unhashed = [block.splitlines()[0] for block in blocks if "==" in block.splitlines()[0] and "--hash=sha256:" not in block]
    assert unhashed == []


def test_environment__is_what_the_lock_says() -> None:
    differing = {name: (pin, version(name)) for name, pin in LOCKED.items() if version(name) != pin}
    assert differing == {}
