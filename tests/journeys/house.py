"""The demo itself, as `make demo` runs it: portal, office, card provider and post office, in a directory of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from murakami.demo.addresses import residents_path, staff_path
from murakami.demo.house.shapes import Shape
from murakami.demo.provider.people import read_card_holders
from murakami.demo.staff_sheet import StaffSignIn, read_staff
from tests.serving import DidNotStart, free_demo_port

RESIDENTS, CASES = 300, 3
_VARIATION = re.compile("[\U000e0100-\U000e01ef]")
_START_SECONDS, _STOP_SECONDS = 240, 60


@dataclass(frozen=True)
class House:
    """A demo that runs: where its residents, its staff and its outside world are found."""

    shape: Shape
    portal: str
    office: str
    world: str
    data_dir: Path

    def staff(self, login_name: str) -> StaffSignIn:
        """Look up how somebody of the fictitious staff signs in."""
        return next(one for one in read_staff(staff_path(self.data_dir)) if one.login_name == login_name)

    def mother(self, *, rare: bool) -> str:
        """Name a woman whose card the provider offers; a `rare` name holds a variation sequence."""
        women = [one.name for one in read_card_holders(residents_path(self.data_dir)) if one.gender == "2"]
        return next(name for name in women if bool(_VARIATION.search(name)) is rare)


@contextmanager
def running_house(shape: Shape, data_dir: Path) -> Iterator[House]:
    """Prepare the demo and run it inside the block. Raises DidNotStart with what it said."""
    port = free_demo_port()
    log = data_dir / "house.log"
    with log.open("wb") as said:
        process = subprocess.Popen(_command(shape), env=_environment(data_dir, port), start_new_session=True,
                                   stdout=said, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(process, log)
            yield House(shape=shape, portal=f"http://localhost:{port}",
                        office=f"http://localhost:{port + (shape == 'zones')}/office/",
                        world=f"http://localhost:{port + 26}/", data_dir=data_dir)
        finally:
            _stop(process)


def _command(shape: Shape) -> list[str]:
    return [sys.executable, "-m", "murakami", "demo", "run", "--shape", shape, "--residents", str(RESIDENTS),
            "--cases", str(CASES)]


def _environment(data_dir: Path, port: int) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**inherited, "MURAKAMI_DEMO": "1", "DATA_DIR": str(data_dir), "PORT": str(port)}


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while "Ctrl-C" not in log.read_text(encoding="utf-8"):
        if time.monotonic() > deadline or process.poll() is not None:
            raise DidNotStart(log.read_text(encoding="utf-8")[-3000:])
        time.sleep(0.1)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
