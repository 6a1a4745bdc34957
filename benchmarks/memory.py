"""The peak memory of a server at work: pages asked for from four sides while letters are printed by its child."""

import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from math import inf
from pathlib import Path
from random import Random

from django.utils import timezone
from tests.serving import environment_of, start

from benchmarks.families import ready_to_file, resident
from benchmarks.timing import Figure
from murakami.demo.town.office_days import open_desks, work_on
from murakami.domain.cases.models import Case
from murakami.flows.agency import work
from murakami.flows.conversation.filing import file_intake
from murakami.flows.conversation.reading import read_conversation
from murakami.foundation.accounts.models import Unit
from murakami.foundation.accounts.operations.staff import add_placed_staff
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.spool.worker import Worker

_SECONDS = 6.0
_PAGES = ("/", "/life-events/birth/", "/procedures/", "/search/?q=%E8%B5%A4%E3%81%A1%E3%82%83%E3%82%93", "/healthz")


def run(directory: Path) -> list[Figure]:
    """Leave letters to be printed, start a server, ask for pages, and look at every process of its group."""
    letters = _decide(births=3)
    served = start(environment_of(directory, MURAKAMI_ALLOWED_HOSTS="127.0.0.1"))
    peaks: list[int] = []
    try:
        with _visitors(served.url), _watching(served.process.pid, peaks):
            time.sleep(_SECONDS)
    finally:
        served.stop()
    return [("server at work, children included: peak PSS", max(peaks) / 1024, "MiB", 300.0),
            ("letters printed meanwhile", float(letters), "letters", inf)]


def _decide(*, births: int) -> int:
    """File births and approve what can be approved, so that letters wait to be printed."""
    at = timezone.now() - timedelta(days=30)
    for unit in Unit.objects.filter(is_open=True):
        for role in (Role.CLERK, Role.UNIT_HEAD):
            add_placed_staff(login_name=f"bench-{unit.code}-{role.value.replace('_', '-')}", name="架空", unit=unit.code,
                             role=role, since=timezone.localdate(at), at=at)
    for number in range(births):
        owner = resident(at)
        key = ready_to_file(owner, at)
        reviewed = read_conversation(key=key, owner=owner, today=timezone.localdate(at)).reviewed
        file_intake(key=key, owner=owner, reviewed=reviewed, electronic_delivery=True, memory_allowed=False,
                    draw_key=iter(f"{number:02d}{index:030d}" for index in range(99)).__next__, at=at)
    Worker().work_once()
    cases, desks = list(Case.objects.all()), open_desks()
    work_on(cases, fates=["proposed"] * len(cases), desks=desks, rng=Random(1), until=timezone.now())
    for case in Case.objects.filter(state="awaiting_approval"):
        work.approve_decision(receipt_number=case.receipt_number, actor=desks[case.unit].head, at=timezone.now(),
                              lock=case.lock)
    return Case.objects.filter(state="decided").count()


@contextmanager
def _visitors(url: str) -> Iterator[None]:
    stop = threading.Event()

    def visit() -> None:
        while not stop.is_set():
            for page in _PAGES:
                with urllib.request.urlopen(url + page, timeout=30) as answer:
                    answer.read()

    threads = [threading.Thread(target=visit, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    yield
    stop.set()
    for thread in threads:
        thread.join(30)


@contextmanager
def _watching(group: int, peaks: list[int]) -> Iterator[None]:
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.1):
            peaks.append(_pss_of_group(group))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    yield
    stop.set()
    thread.join(5)


def _pss_of_group(group: int) -> int:
    """Add the proportional set sizes (KiB) of the processes of a process group."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            if int(fields[2]) == group:
                rollup = (entry / "smaps_rollup").read_text()
                total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        except (OSError, IndexError, StopIteration):
            continue
    return total
