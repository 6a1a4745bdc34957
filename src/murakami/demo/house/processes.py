"""The demo's processes: started together, stopped together, none left behind."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from murakami.demo.house.shapes import House

_START_SECONDS = 60.0
_STOP_SECONDS = 40.0
_STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class PortTaken(RuntimeError):
    """Another program listens where the demo wants to; names the port and the mend."""


class ProcessEnded(RuntimeError):
    """A process of the demo ended by itself; what it logged stands above."""


class _Stop(Exception):
    """Somebody asked the demo to stop."""


@dataclass(frozen=True, slots=True)
class _Running:
    name: str
    process: subprocess.Popen[bytes]


def refuse_taken_ports(house: House) -> None:
    """Look before anything is started.

    Raises:
        PortTaken: with the port, and how to choose others.
    """
    for port in (*(zone.port for zone in house.zones), house.world.port, house.world.mail_port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise PortTaken(f"Port {port} is taken. Choose another start: make demo PORT=9000") from None


@contextmanager
def running(house: House) -> Iterator[None]:
    """Run the world and every zone; ready inside the block, all stopped after it.

    Raises:
        ProcessEnded: one of them did not come up.
    """
    started: list[_Running] = []
    before = {number: signal.signal(number, _stop) for number in _STOPS}
    try:
        started.append(_start("world", _world_command(house), house.world_environment))
        started.extend(_start(zone.name, ("serve",), zone.environment) for zone in house.zones)
        _wait_until_ready([house.world.home, *(f"{zone.url}/healthz" for zone in house.zones)], started)
        yield
        _wait_for_an_end(started)
    except _Stop:
        pass
    finally:
        _ignore_stops()
        _stop_all(started)
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Once is enough: whoever ends a group of processes reaches us twice, and the second must not cut the stopping off."""
    _ignore_stops()
    raise _Stop


def _ignore_stops() -> None:
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN)


def _world_command(house: House) -> tuple[str, ...]:
    return ("demo", "world", "--service", house.zone_of("edge").url, "--office", f"{house.zone_of('core').url}/office/")


def _start(name: str, command: tuple[str, ...], environment: Mapping[str, str]) -> _Running:
    whole = (sys.executable, "-m", "murakami", *command)
    # its own session: Ctrl-C reaches us alone, and we stop each in its own way
    process = subprocess.Popen(whole, env=environment, start_new_session=True)  # noqa: S603
    return _Running(name, process)


def _wait_until_ready(addresses: list[str], started: list[_Running]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    waiting = list(addresses)
    while waiting:
        _refuse_ended(started)
        if time.monotonic() > deadline:
            raise ProcessEnded(f"{waiting[0]} did not answer within {_START_SECONDS:.0f} seconds.")
        waiting = [address for address in waiting if not _answers(address)]
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _wait_for_an_end(started: list[_Running]) -> None:
    while True:
        _refuse_ended(started)
        time.sleep(0.5)


def _refuse_ended(started: list[_Running]) -> None:
    for each in started:
        if each.process.poll() is not None:
            raise ProcessEnded(f"{each.name} ended (code {each.process.returncode}).")


def _stop_all(started: list[_Running]) -> None:
    for each in started:
        if each.process.poll() is None:
            each.process.terminate()
    deadline = time.monotonic() + _STOP_SECONDS
    for each in started:
        try:
            each.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            each.process.kill()
            each.process.wait()
