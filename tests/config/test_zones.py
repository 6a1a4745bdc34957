"""A zone installs its own rooms and nothing of the other's: there is no table to read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from murakami.config.zones import ROOMS, rooms_of
from murakami.foundation.packs.registry import parts
from tests.serving import environment_of

_ASK = """
import django, json
from pathlib import Path
django.setup()
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver
from murakami.foundation.spool import registry
from murakami.foundation.packs import registry as packs
from murakami.foundation.packs.linting import lint
print(json.dumps({
    "parts": sorted(part.directory for part in packs.parts()),
    "problems": [str(one) for one in lint([Path("packs/standard"), Path("packs/murakami")]).problems],
    "labels": sorted(config.label for config in apps.get_app_configs()),
    "topics": sorted(registry._handlers),
    "kinds": settings.ACCOUNT_KINDS,
    "database": settings.DATABASES["default"]["NAME"],
}))
"""
EDGE = {room.label for room in ROOMS if room.home == "edge"}
CORE = {room.label for room in ROOMS if room.home == "core"}
SHARED = {room.label for room in ROOMS if room.home == "shared"}


def _ask(zone: str, tmp_path: Path) -> dict[str, list[str]]:
    environment = environment_of(tmp_path, zone=zone, DJANGO_SETTINGS_MODULE="murakami.config.settings",
                                 MURAKAMI_SPOOL_DIR=str(tmp_path / "between"))
    done = subprocess.run([sys.executable, "-c", _ASK], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[str]] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize(("zone", "own", "others", "kinds"), [
    ("edge", EDGE, CORE, ["resident", "business"]), ("core", CORE, EDGE, ["staff"]),
])
def test_zone__installs_its_rooms_and_none_of_the_other(
    zone: str, own: set[str], others: set[str], kinds: list[str], tmp_path: Path
) -> None:
    found = _ask(zone, tmp_path)
    labels = set(found["labels"])
    assert own | SHARED <= labels
    assert labels & others == set()
    assert found["kinds"] == kinds
    assert str(found["database"]).endswith(f"murakami-{zone}.sqlite3")


@pytest.mark.parametrize(("zone", "topics"), [
    ("edge", {"case.progressed", "case.correction_requested", "case.letter_issued", "case.message",
              "case.looked_at", "case.forgotten", "mailbox.guarded", "mandate.confirmed",
              "mandate.ended", "mandate.over", "publication.issued"}),
    ("core", {"filing.received", "filing.revised", "filing.withdrawn", "filing.message", "delivery.consented",
              "letter.opened", "intake.satisfied",
              "hearing.commented"}),
])
def test_zone__listens_to_every_topic_that_comes_to_it(zone: str, topics: set[str], tmp_path: Path) -> None:
    assert set(_ask(zone, tmp_path)["topics"]) == topics


@pytest.mark.parametrize("zone", ["edge", "core"])
def test_zone__reads_and_checks_whole_packs(zone: str, tmp_path: Path) -> None:
    found = _ask(zone, tmp_path)
    assert found["parts"] == sorted(part.directory for part in parts())
    assert found["problems"] == []


def test_all__installs_everything() -> None:
    assert {room.label for room in rooms_of("all")} == EDGE | CORE | SHARED
