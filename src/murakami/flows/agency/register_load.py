"""Loading the register from a file: looked through to its end first, then written whole or not at all."""

import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from murakami.domain.register.columns import JAPANESE
from murakami.domain.register.messages import ResidentRecord
from murakami.domain.register.operations import Counts, count_residents, load_residents
from murakami.domain.register.tables import WrongLine, read_table
from murakami.flows.agency.deaths import tell_deaths
from murakami.flows.agency.protection import LOOK_AGAIN, settle_everything
from murakami.foundation.spool.operations import enqueue
from murakami.kernel.dates import day_in_japan

Progress = Callable[[int], None]
_STEP: Final = 10_000
_RUNS: Final = tuple("=+-@\t\r＝＋－＠")


class LinesWrong(ValueError):
    """Lines are wrong and were not to be skipped: nothing was written."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds, as it was looked through; `counts` is what loading it does."""

    people: int
    wrong: int
    counts: Counts


def look_through(path: Path, *, whole: bool, at: datetime, wrong: Callable[[WrongLine], None], progress: Progress) -> Looked:
    """Read a file to its end without writing; `wrong` hears of each line that says nobody.

    Raises FileUnreadable. SQL: as `count_residents`.
    """
    found: list[int] = []

    def note(line: WrongLine) -> None:
        found.append(line.number)
        wrong(line)

    counts = count_residents(_people(path, at=at, wrong=note, progress=progress), whole=whole)
    return Looked(counts.new + counts.changed + counts.same, len(found), counts)


def load(path: Path, *, whole: bool, at: datetime, progress: Progress, wrong: Callable[[WrongLine], None] | None = None) -> Counts:
    """Write a file into the register, all of it or nothing, then guard mailboxes and tell of deaths as it now says.

    Where `wrong` hears of them, wrong lines are passed over. Raises FileUnreadable, LinesWrong. SQL: as `load_residents`,
    `settle_everything` and `tell_deaths`.
    """
    people = _people(path, at=at, wrong=wrong or _refuse, progress=progress)
    counts = load_residents(people, whole=whole, today=day_in_japan(at))
    settle_after_load(at=at)
    return counts


def settle_after_load(*, at: datetime) -> None:
    """Have everything follow what the register says now: guards, deaths, the alarms of open cases."""
    settle_everything(at=at)
    tell_deaths(at=at)
    enqueue(LOOK_AGAIN, payload={}, key=f"look-register-{at.isoformat()}", not_before=at)


class WrongLines:
    """A file of the lines that were not read, to be mended and loaded by itself: readable by its owner alone."""

    def __init__(self, path: Path, *, header: list[str]) -> None:
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file)
        self._rows.writerow([*header, "元の行", "直すところ"])
        self._width = len(header)

    def write(self, line: WrongLine) -> None:
        """Write a line with where it stood and what to mend. A cell that a spreadsheet would run stays text."""
        cells = [*line.cells[:self._width], *[""] * (self._width - len(line.cells))]
        said = " ".join(f"{JAPANESE.get(one.field, '行')}：{one.mend}" for one in line.wrong)
        self._rows.writerow([*(f"'{cell}" if cell.startswith(_RUNS) else cell for cell in cells), line.number, said])

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _people(path: Path, *, at: datetime, wrong: Callable[[WrongLine], None], progress: Progress) -> Iterator[ResidentRecord]:
    for count, one in enumerate(read_table(path, today=day_in_japan(at)), start=1):
        if count % _STEP == 0:
            progress(count)
        if isinstance(one, WrongLine):
            wrong(one)
        else:
            yield one


def _refuse(line: WrongLine) -> None:
    raise LinesWrong(line.number)
