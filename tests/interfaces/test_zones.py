"""The tables hold in each zone too: what walks them runs again as `edge` and as `core`, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.scene import PARCEL, Scene

ALSO_IN_THE_ZONES = [f"tests/interfaces/test_{name}.py" for name in ("routes", "route_things", "relations", "relation_acts")]


@pytest.mark.slow
@pytest.mark.skipif(settings.ZONE != "all", reason="this is one of them")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="its processes use SQLite, whatever this one uses")
@pytest.mark.parametrize("zone", ["edge", "core"])
def test_zones__hold_the_table_too(zone: str, scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "parcel.json").write_text(scene.parcel)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))
            and name not in {"DATABASE_URL", "DATA_DIR"}}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *ALSO_IN_THE_ZONES],
        env={**kept, "MURAKAMI_ZONE": zone, PARCEL: str(tmp_path / "parcel.json")}, cwd=root, capture_output=True,
        text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout[-5000:]
    assert " passed" in done.stdout
