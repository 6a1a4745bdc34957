"""Spreadsheet files, out and in: XLSX, or a ZIP of CSV files with the same sheets. Sizes are bounded before anything is read."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

Value = str | int | Decimal | None
LARGEST: Final = 5_000_000
_LARGEST_INSIDE: Final = 60_000_000
_MOST_PARTS, _MOST_ROWS, _MOST_COLUMNS, _LONGEST = 300, 5_000, 80, 30_000
_DIGITS: Final = 15
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
# what zipfile and openpyxl raise where a file is none of theirs, damaged, locked, or holds what no cell can
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, InvalidFileException, ParseError, LookupError, ValueError, TypeError,
                      AttributeError, ArithmeticError, AssertionError, OSError, RuntimeError)


class FileRefused(ValueError):
    """The file as a whole cannot be read; the problem and its mend, in Japanese."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, as text; `is_formula` where it is computed, `origin` its name where it came from."""

    text: str
    is_formula: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: the rows of its cells from A1; `origin` is the name of the sheet that it was made from, if any."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    origin: str = ""

    def place(self, row: int, column: int) -> str:
        """Name a cell where people look for it."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return (cells[column].origin if column < len(cells) else "") or cell_name(row, column)


def cell_name(row: int, column: int) -> str:
    """Name a cell as people do, from 0-based numbers: B7."""
    return f"{get_column_letter(column + 1)}{row + 1}"


def write_xlsx(sheets: Mapping[str, Sequence[Sequence[Value]]]) -> bytes:
    """Write sheets, the first row of each as headings. Text that looks like a formula stays text."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row=row, column=column, value=_exact(value))
                if isinstance(value, str):
                    cell.data_type, cell.number_format = "s", "@"
                    cell.quotePrefix = value.startswith(_FORMULA)
                cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str) and len(value) > 12)
                cell.font = Font(bold=row == 1)
        for column, heading in enumerate(rows[0] if rows else (), 1):
            sheet.column_dimensions[get_column_letter(column)].width = 40 if len(str(heading)) == 2 and column > 3 else 16
        sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def write_csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """Write a table as CSV (UTF-8 with its mark). Text that looks like a formula gets a ' before it."""
    text = io.StringIO()
    csv.writer(text).writerows([_guarded(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write_csv_zip(sheets: Mapping[str, Sequence[Sequence[Value]]]) -> bytes:
    """Write each sheet as a CSV file (UTF-8 with its mark) in one ZIP. Text that looks like a formula gets a ' before it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, rows in sheets.items():
            parcel.writestr(f"{name}.csv", write_csv(rows))
    return written.getvalue()


def read_file(data: bytes, *, name: str = "") -> tuple[Grid, ...]:
    """Read an XLSX file, a ZIP of CSV files, or one CSV file (then `name` names the sheet). Raises FileRefused."""
    if len(data) > LARGEST:
        raise FileRefused("ファイルが大きすぎます。", f"{LARGEST // 1_000_000}MBまでにしてください。")
    if data[:2] != b"PK":
        return (_csv_grid(name.rpartition(".")[0] or "CSV", data),)
    try:
        names = _checked_parts(data)
        return _csv_parcel(data, names) if all(one.endswith(".csv") for one in names) else _xlsx(data)
    except _UNREADABLE as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused("表計算ファイルとして読めません。", "Excelブック（.xlsx）か、書き出したときのZIPで入れてください。") from error


def _checked_parts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as parcel:
        parts = parcel.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_INSIDE:
            raise FileRefused("ファイルの中身が大きすぎます。", "計画の表だけを入れたファイルにしてください。")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in parcel.read(part):
                raise FileRefused("このファイルは読めません（DOCTYPE）。", "Excelで開いて、保存し直してください。")
        return [part.filename for part in parts if not part.is_dir()]


def _xlsx(data: bytes) -> tuple[Grid, ...]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)  # row by row: what is merged costs nothing
    return tuple(Grid(sheet.title, _trimmed(
        [_cell(cell.value, is_formula=cell.data_type == "f") for cell in row] for row in _bounded(sheet))) for sheet in book.worksheets)


def _bounded(sheet: Any) -> Iterator[Sequence[Any]]:
    """Give the rows as they stand, whatever the sheet says of its own size. Raises FileRefused."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        _refuse_size(sheet.title, number, len(row))
        yield row


def _csv_parcel(data: bytes, names: Sequence[str]) -> tuple[Grid, ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as parcel:
        return tuple(_csv_grid(name.rpartition("/")[2].removesuffix(".csv"), parcel.read(name)) for name in names)


def _csv_grid(name: str, data: bytes) -> Grid:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp932", errors="replace")
    if "\x00" in text or "�" in text:
        raise FileRefused("文字として読めません。", "Excelブック（.xlsx）か、UTF-8のCSVで保存してください。")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise FileRefused("CSVとして読めません。", "Excelブック（.xlsx）か、UTF-8のCSVで保存してください。") from error
    _refuse_size(name, len(rows), max(map(len, rows), default=0))
    return Grid(name, _trimmed([Cell(_unguarded(value)) for value in row] for row in rows))


def _refuse_size(name: str, rows: int, columns: int) -> None:
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
        raise FileRefused(f"シート「{name}」が大きすぎます（{rows}行・{columns}列）。",
                          f"{_MOST_ROWS}行・{_MOST_COLUMNS}列までにしてください。")


def _trimmed(rows: Iterable[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    kept = [tuple(row) for row in rows]
    while kept and not any(cell.text for cell in kept[-1]):
        kept.pop()
    return tuple(kept)


def _exact(value: Value) -> Value:
    """Write a number as text where a spreadsheet would round it."""
    digits = len(value.as_tuple().digits) if isinstance(value, Decimal) else 0
    return f"{value:f}" if digits > _DIGITS else value


def _cell(value: object, *, is_formula: bool) -> Cell:
    match value:
        case None:
            return Cell("")
        case bool():
            return Cell("はい" if value else "いいえ")
        case datetime():
            return Cell(f"{value:%Y-%m-%d}")
        case date():
            return Cell(f"{value:%Y-%m-%d}")
        case float():
            return Cell(f"{Decimal(repr(value)):f}".removesuffix(".0"))
    return Cell(str(value)[:_LONGEST], is_formula)


def _guarded(value: Value) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text
