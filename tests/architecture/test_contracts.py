"""The direction of imports and of relations, read from the same contracts in pyproject.toml."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

from murakami.config.zones import ROOMS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "murakami"
CONTRACTS = {
    each["id"]: each
    for each in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
HOMES = {room.label: room for room in ROOMS}


def _rank(path: str, contract: str) -> int:
    """Say on which layer of a contract a module stands; 0 is the outermost."""
    for rank, layer in enumerate(CONTRACTS[contract]["layers"]):
        if path in {name.strip() for name in layer.split("|")}:
            return rank
    raise AssertionError(f"{path} is on no layer of the contract {contract}")


def _relations() -> Iterator[tuple[type[Model], str, type[Model]]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            # only what has a column here points somewhere; the reverse side is the same relation
            if isinstance(field, Field) and field.is_relation and isinstance(field.related_model, type):
                yield model, field.name, field.related_model


def _ours() -> list[tuple[type[Model], str, type[Model]]]:
    return [each for each in _relations() if each[0]._meta.app_label in HOMES]


def test_imports__keep_every_contract() -> None:
    # in a process of its own: the linter switches off every logger that it finds
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--config", ROOT / "pyproject.toml", "--no-cache"], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_relations__never_cross_a_zone() -> None:
    found = _ours()
    assert len(found) > 5
    crossing = [
        f"{model.__name__}.{name} -> {other.__name__}"
        for model, name, other in found
        if other._meta.app_label in HOMES and _crosses(model, other)
    ]
    assert crossing == []


def _crosses(model: type[Model], other: type[Model]) -> bool:
    """A shared room may be pointed at from both zones and points to neither."""
    here, there = HOMES[model._meta.app_label].home, HOMES[other._meta.app_label].home
    return there not in {"shared", here}


def test_relations__point_inward_and_never_at_a_sibling() -> None:
    outward = [
        f"{model.__name__}.{name} -> {other.__name__}"
        for model, name, other in _ours()
        if other._meta.app_label in HOMES and model._meta.app_label != other._meta.app_label and _is_outward(model, other)
    ]
    assert outward == []


def _is_outward(model: type[Model], other: type[Model]) -> bool:
    here, there = HOMES[model._meta.app_label].path, HOMES[other._meta.app_label].path
    (ring, room), (other_ring, other_room) = here.split("."), there.split(".")
    if ring == other_ring:
        return _rank(room, ring) >= _rank(other_room, ring)
    return _rank(ring, "rings") >= _rank(other_ring, "rings")


def test_rooms__are_all_in_the_zones_list() -> None:
    installed = {config.name.removeprefix("murakami.") for config in apps.get_app_configs()
                 if config.name.startswith("murakami.")} - {"config"}
    assert installed <= {room.path for room in ROOMS}
    rooms = [path.parent for path in (*SOURCE.rglob("models.py"), *SOURCE.rglob("models/"))]
    with_models = {room.relative_to(SOURCE).as_posix().replace("/", ".") for room in rooms}
    assert with_models <= {room.path for room in ROOMS}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("ring", ["domain", "flows", "foundation/events", "foundation/spool", "foundation/packs"])
def test_inner_rings__know_no_http(ring: str) -> None:
    http = ("django.http", "django.shortcuts", "django.views", "django.urls", "django.contrib.messages")
    found = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in (SOURCE / ring).rglob("*.py")
        for name in _imports(path)
        if name.startswith(http)
    ]
    assert found == []


def test_pure_decisions__are_plain_python() -> None:
    rules = [*SOURCE.glob("domain/*/rules.py"), *SOURCE.glob("domain/*/rules/*.py"), *SOURCE.glob("foundation/*/rules.py")]
    assert len(rules) > 3
    found = [f"{path.relative_to(SOURCE)}: {name}" for path in rules for name in _imports(path) if name.startswith("django")]
    assert found == []
