"""Which font can print which character, variation sequences included."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

FAMILIES = ("Noto Serif CJK JP", "IPAmjMincho")
_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_FILES = ("NotoSerifCJK-Regular.ttc", "ipamjm.ttf")
BOLD_FILES = ("NotoSerifCJK-Bold.ttc",)  # headings only; prints the same characters as the regular one
_INVISIBLE = frozenset("\n\t \u3000\u200b")


@dataclass(frozen=True, slots=True)
class FontTable:
    """What one font can print: plain characters, and variation sequences by (base, selector)."""

    family: str
    plain: frozenset[int]
    sequences: frozenset[int]  # base * 2**21 + selector

    def can_print(self, cluster: str) -> bool:
        """Say whether every sign of a cluster (a base with its selector or combining marks) is in the font."""
        if len(cluster) > 1 and is_selector(cluster[1]):
            rest = cluster[2:]
            return _sequence(ord(cluster[0]), ord(cluster[1])) in self.sequences and self.can_print(rest)
        return all(ord(sign) in self.plain for sign in cluster)


def _sequence(base: int, selector: int) -> int:
    return base << 21 | selector


def is_selector(sign: str) -> bool:
    """Say whether a code point selects a variant of the one before it (standardised or ideographic)."""
    return 0xFE00 <= ord(sign) <= 0xFE0F or 0xE0100 <= ord(sign) <= 0xE01EF


def read_tables(folders: Sequence[Path] = _FOLDERS) -> tuple[FontTable, ...]:
    """Read the tables of the fonts that letters use, in order of preference; a missing font is left out."""
    tables = {table.family: table for path in font_files(folders) for table in _read(path)}
    return tuple(tables[family] for family in FAMILIES if family in tables)


def read_tables_apart() -> tuple[FontTable, ...]:
    """Read the tables in a process of its own, because reading fonts takes 60 MB that Python would not give back."""
    written = subprocess.run([sys.executable, "-m", __name__], check=True, capture_output=True).stdout  # noqa: S603
    return tuple(FontTable(family=table["family"], plain=frozenset(table["plain"]),
                           sequences=frozenset(table["sequences"])) for table in json.loads(written))


def font_files(folders: Sequence[Path] = _FOLDERS, names: Sequence[str] = _FILES) -> list[Path]:
    """List the files of the fonts that letters use, those that are installed."""
    return [path for name in names for folder in folders if folder.is_dir() for path in folder.rglob(name)]


def clusters(text: str) -> Iterator[str]:
    """Split text into bases with the selectors that follow them."""
    cluster = ""
    for sign in text:
        if cluster and is_selector(sign):
            cluster += sign
            continue
        if cluster:
            yield cluster
        cluster = sign
    if cluster:
        yield cluster


def runs(text: str, tables: Sequence[FontTable]) -> list[dict[str, str]]:
    """Split text into runs of one font each: [{"text", "font"}]; a cluster no font has gets the font ""."""
    found: list[dict[str, str]] = []
    for cluster in clusters(text):
        font = _font_of(cluster, tables)
        if found and (found[-1]["font"] == font or cluster in _INVISIBLE):
            found[-1]["text"] += cluster
        else:
            found.append({"text": cluster, "font": font})
    return found


def unprintable(text: str, tables: Sequence[FontTable]) -> str:
    """Collect the clusters that no font can print, each once, in order."""
    return "".join(dict.fromkeys(cluster for cluster in clusters(text)
                                 if cluster not in _INVISIBLE and not _font_of(cluster, tables)))


def _font_of(cluster: str, tables: Sequence[FontTable]) -> str:
    if cluster in _INVISIBLE:
        return tables[0].family if tables else ""
    return next((table.family for table in tables if table.can_print(cluster)), "")


def _read(path: Path) -> Iterator[FontTable]:
    for number in range(_fonts_in(path)):
        with TTFont(path, lazy=True, fontNumber=number if path.suffix == ".ttc" else -1) as font:
            family = str(font["name"].getDebugName(1))
            if family in FAMILIES:
                plain = frozenset(font.getBestCmap())
                yield FontTable(family=family, plain=plain, sequences=frozenset(_sequences(font)))


def _fonts_in(path: Path) -> int:
    if path.suffix != ".ttc":
        return 1
    with TTCollection(path, lazy=True) as collection:
        return len(collection.fonts)


def _sequences(font: TTFont) -> Iterator[int]:
    for table in font["cmap"].tables:
        if table.format == 14:
            for selector, bases in table.uvsDict.items():
                yield from (_sequence(base, selector) for base, _ in bases)


if __name__ == "__main__":
    json.dump([{"family": table.family, "plain": sorted(table.plain), "sequences": sorted(table.sequences)}
               for table in read_tables()], sys.stdout)
