"""Who comes in where: no staff on the internet side, no residents in the office."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import environment_of

LOOK = """
import json, django
django.setup()
from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse
def has(name):
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False
print(json.dumps({"kinds": settings.ACCOUNT_KINDS, "mfa": apps.is_installed("allauth.mfa"),
                  "looks": apps.is_installed("murakami.foundation.looks"), "office": has("office:sign-in")}))
"""
STAFF_BY_COMMAND = (sys.executable, "-m", "murakami", "staff", "list")


def look(zone: str, data_dir: Path) -> str:
    environment = {**environment_of(data_dir, zone=zone), "DJANGO_SETTINGS_MODULE": "murakami.config.settings"}
    ran = subprocess.run([sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, timeout=60,
                         check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


@pytest.mark.parametrize(("zone", "seen"), [
    ("edge", '{"kinds": ["resident", "business"], "mfa": false, "looks": false, "office": false}'),
    ("core", '{"kinds": ["staff"], "mfa": true, "looks": true, "office": true}'),
])
def test_zone__serves_one_kind_of_account(tmp_path: Path, zone: str, seen: str) -> None:
    assert look(zone, tmp_path) == seen


def test_staff_command__is_refused_on_the_edge(tmp_path: Path) -> None:
    ran = subprocess.run(STAFF_BY_COMMAND, env=environment_of(tmp_path, zone="edge"), capture_output=True, text=True,
                         timeout=60, check=False)
    assert ran.returncode == 2
    assert "core" in ran.stderr
