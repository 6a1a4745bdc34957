"""Writes texts and tables anew: UTF-8, without signs that steer, and with no cell that a spreadsheet would run."""

import csv
import io
import re
from collections import Counter

from murakami.foundation.files.kinds import CSV
from murakami.foundation.files.limits import MOST_CHARACTERS, MOST_ROWS
from murakami.foundation.files.refusals import FileRefused

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_RUNS = tuple("=+-@＝＋－＠\t\r")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?\Z")
_DELIMITERS = ",\t;"


def rebuild_text(data: bytes, *, content_type: str, name: str) -> tuple[bytes, Counter[str]]:
    """Return a text or table in UTF-8 with its mark, and what was changed. Characters of names stay as they are.

    Raises FileRefused(`broken_text` | `too_long`).
    """
    text, encoding = _decode(data, name=name)
    if len(text) > MOST_CHARACTERS:
        raise FileRefused("too_long", {"name": name})
    clean, steering = _STEERING.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))
    changed = Counter({"steering_signs": steering, "encoding": int(encoding != "utf-8")})
    if content_type == CSV:
        clean, formulas = _rewrite_table(clean, name=name)
        changed["formula"] += formulas
    return b"\xef\xbb\xbf" + clean.encode(), +changed


def _decode(data: bytes, *, name: str) -> tuple[str, str]:
    for encoding in ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8", "cp932"):
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise FileRefused("broken_text", {"name": name})


def _rewrite_table(text: str, *, name: str) -> tuple[str, int]:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    written, formulas = io.StringIO(), 0
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
            if number >= MOST_ROWS:
                raise FileRefused("too_long", {"name": name})
            formulas += sum(map(_is_formula, row))
            writer.writerow([f"'{cell}" if _is_formula(cell) else cell for cell in row])
    except csv.Error as error:
        raise FileRefused("broken_text", {"name": name}) from error
    return written.getvalue(), formulas


def _is_formula(cell: str) -> bool:
    start = cell.lstrip(" \u3000")
    return start.startswith(_RUNS) and not _NUMBER.match(start)
