"""Reading the file from which the register is loaded, row by row: nothing of it is held in memory but its numbers."""

import codecs
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from murakami.domain.register.columns import HeaderRefused, Mend, read_header, read_line
from murakami.domain.register.messages import ResidentRecord
from murakami.kernel.individual_number import contains_individual_number, is_individual_number

_PIECE: Final = 1 << 16
_TWELVE: Final = 12
_NUMBERS: Final = frozenset({"register_number", "household_number"})
_NUMBER_FOUND: Final = ("個人番号と読める数字があります。ファイルは読み込みません。除いて書き出し直してください。"
                        " / It holds what reads as an individual number: the file is refused.")


class FileUnreadable(ValueError):
    """The file is refused as a whole; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line that says nobody: where it begins in the file, what is wrong, and its cells."""

    number: int
    wrong: tuple[Mend, ...]
    cells: Sequence[str]


@dataclass(slots=True)
class _Reading:
    columns: Mapping[str, int]
    width: int
    today: date
    seen: set[str] = field(default_factory=set)
    twelves: Counter[tuple[str, bool]] = field(default_factory=Counter)


def encoding_of(path: Path) -> str:
    """Say whether a file is UTF-8 (with or without its mark) or CP932. Raises FileUnreadable."""
    for encoding in ("utf-8-sig", "cp932"):
        if _decodes(path, encoding):
            return encoding
    raise FileUnreadable("文字コードが UTF-8 でも CP932（Shift_JIS）でもありません。UTF-8 で書き出してください。 / Neither UTF-8 nor CP932.")


def header_of(path: Path) -> list[str]:
    """Give the first row. Raises FileUnreadable."""
    with path.open(encoding=encoding_of(path), newline="") as file:
        return next(csv.reader(file, strict=True), [])


def read_table(path: Path, *, today: date) -> Iterator[ResidentRecord | WrongLine]:
    """Read a file line by line. Lines without anything are passed over; who stands twice is wrong the second time.

    Raises FileUnreadable: also at its end, where a column turns out to hold individual numbers.
    """
    with path.open(encoding=encoding_of(path), newline="") as file:
        rows = csv.reader(file, strict=True)
        try:
            header = next(rows, [])
            reading = _Reading(read_header(header), len(header), today)
            yield from _lines(rows, reading)
        except (HeaderRefused, csv.Error) as problem:
            raise FileUnreadable(f"{rows.line_num}行目：{_words_of(problem)}") from None
    _refuse_numbers(reading)


def _lines(rows: Iterator[list[str]], reading: _Reading) -> Iterator[ResidentRecord | WrongLine]:
    begins = rows.line_num + 1  # type: ignore[attr-defined]
    for cells in rows:
        if any(cell.strip() for cell in cells):
            _look_for_numbers(cells, reading, number=begins)
            yield _line(cells, reading, number=begins)
        begins = rows.line_num + 1  # type: ignore[attr-defined]


def _line(cells: list[str], reading: _Reading, *, number: int) -> ResidentRecord | WrongLine:
    if len(cells) != reading.width:
        return WrongLine(number, (Mend("", f"列が{len(cells)}あります。1行目と同じ{reading.width}にしてください。 / Not as many cells as the header."),), cells)
    read = read_line(cells, reading.columns, today=reading.today)
    if not isinstance(read, ResidentRecord):
        return WrongLine(number, read, cells)
    if read.register_number in reading.seen:
        return WrongLine(number, (Mend("register_number", "同じ番号の行がもうあります。1つにしてください。 / Stands twice."),), cells)
    reading.seen.add(sys.intern(read.register_number))
    return read


def _look_for_numbers(cells: Sequence[str], reading: _Reading, *, number: int) -> None:
    """A register number may by chance look like an individual number (one in eleven): a column of them is judged at the end."""
    own = {at: code for code, at in reading.columns.items() if code in _NUMBERS}
    for at, cell in enumerate(cells):
        if len(cell) < _TWELVE:
            continue
        if at in own and len(digits := cell.strip()) == _TWELVE and digits.isascii() and digits.isdigit():
            reading.twelves[own[at], is_individual_number(digits)] += 1
        elif contains_individual_number(cell):
            raise FileUnreadable(f"{number}行目：{_NUMBER_FOUND}")


def _refuse_numbers(reading: _Reading) -> None:
    for code in _NUMBERS:
        if reading.twelves[code, True] > reading.twelves[code, False]:
            raise FileUnreadable(_NUMBER_FOUND)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _words_of(problem: Exception) -> str:
    return str(problem) if isinstance(problem, HeaderRefused) else "CSV として読めません。引用符を確かめてください。 / Not readable as CSV: look at its quotes."
