"""The demo is prepared once, runs in two shapes, and leaves nothing running behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from murakami.demo.house import steps
from murakami.demo.house.processes import PortTaken, refuse_taken_ports
from murakami.demo.house.shapes import House, Shape, plan_house
from murakami.demo.house.steps import Step, StepFailed
from tests.serving import free_demo_port, free_port


@pytest.fixture
def house(tmp_path: Path) -> House:
    return plan_house("all", data_dir=tmp_path, port=9000, inherited={"PATH": "/bin"})


def test_plan_house__puts_everything_in_one_process(house: House, tmp_path: Path) -> None:
    (zone,) = house.zones
    assert (zone.name, zone.url, zone.data_dir) == ("all", "http://localhost:9000", tmp_path)
    assert house.zone_of("edge") is house.zone_of("core") is zone
    assert zone.environment["PATH"] == "/bin"
    assert zone.environment["MURAKAMI_DEMO"] == "1"
    assert zone.environment["MURAKAMI_OIDC_ISSUER"].startswith("http://localhost:9026/")
    assert zone.environment["MURAKAMI_EMAIL_URL"] == "smtp://127.0.0.1:9025"


def test_plan_house__gives_two_zones_nothing_in_common_but_the_directory_between(tmp_path: Path) -> None:
    house = plan_house("zones", data_dir=tmp_path, port=9000, inherited={})
    edge, core = house.zones
    assert (house.zone_of("edge"), house.zone_of("core")) == (edge, core)
    assert (edge.port, core.port) == (9000, 9001)
    assert edge.data_dir != core.data_dir
    between = {zone.environment["MURAKAMI_SPOOL_DIR"] for zone in house.zones}
    assert between == {str(tmp_path / "between")}
    assert {zone.environment["MURAKAMI_ZONE"] for zone in house.zones} == {"edge", "core"}


def test_step__runs_again_only_when_what_it_reads_has_changed(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(steps, "run", lambda command, *, environment: ran.append(tuple(command)))
    read, done, said = tmp_path / "packs", tmp_path / "steps.json", list[str]()
    read.mkdir()
    (read / "a.yaml").write_text("a")
    step = Step(says="loading", command=("packs", "load"), zone=house.zones[0], reads=(read,))
    for _ in range(2):
        steps._run_if_changed(step, done=done, say=said.append)
    assert (ran, said) == ([("packs", "load")], ["・loading"])
    (read / "a.yaml").write_text("another")
    steps._run_if_changed(step, done=done, say=said.append)
    assert len(ran) == 2
    assert len(json.loads(done.read_text())) == 1


def test_step__is_not_done_when_it_failed(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: tuple[str, ...], *, environment: object) -> None:
        raise StepFailed("murakami packs load")

    monkeypatch.setattr(steps, "run", fail)
    step = Step(says="loading", command=("packs", "load"), zone=house.zones[0])
    with pytest.raises(StepFailed):
        steps._run_if_changed(step, done=tmp_path / "steps.json", say=str)
    assert not (tmp_path / "steps.json").exists()


def test_run__tells_what_a_failing_command_said() -> None:
    plain = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    with pytest.raises(StepFailed, match="MURAKAMI_ZONE: 'nowhere' is not a zone"):
        steps.run(("version",), environment={**plain, "MURAKAMI_ZONE": "nowhere"})


def test_secret_key__is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    steps._make_secret_key(path)
    first = path.read_text()
    steps._make_secret_key(path)
    assert path.read_text() == first
    assert len(first) >= 50
    assert path.stat().st_mode & 0o077 == 0


def test_refuse_taken_ports__names_the_port_and_the_mend(house: House, tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(PortTaken, match=rf"{port} is taken.*PORT=9000"):
            refuse_taken_ports(plan_house("all", data_dir=tmp_path, port=port, inherited={}))


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Demos started by a test; whatever is left of them is killed."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for each in started:
        if each.poll() is None:
            each.kill()
    for process in _left_of(tmp_path):
        os.kill(process, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["all", "zones"])
def test_demo__starts_again_in_seconds_and_leaves_nothing_running(
    shape: Shape, tmp_path: Path, demo: list[subprocess.Popen[str]]
) -> None:
    first = _run_until_ready(shape, tmp_path, demo)
    second = _run_until_ready(shape, tmp_path, demo)
    assert second < max(10.0, first / 2)


def _run_until_ready(shape: Shape, data_dir: Path, demo: list[subprocess.Popen[str]]) -> float:
    """Start the demo, wait until it says that it is ready, stop it; return the seconds it took to start."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment |= {"MURAKAMI_DEMO": "1", "DATA_DIR": str(data_dir), "PORT": str(free_demo_port())}
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "murakami", "demo", "run", "--shape", shape, "--residents", "60"],
                               env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    demo.append(process)
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    else:
        raise AssertionError("".join(said))
    took = time.monotonic() - began
    assert len(_left_of(data_dir)) > 2
    for _twice in range(2):  # as make and whoever ends its whole group do
        process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    process.stdout.close()
    assert _left_of(data_dir) == []
    return took


def _left_of(data_dir: Path) -> list[int]:
    """Find the processes that work in a data directory, by their environment."""
    mine = f"DATA_DIR={data_dir}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if any(part.startswith(mine) for part in path.read_bytes().split(b"\0")):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found
