#!/usr/bin/env python3
"""Write docs/asvs.md from docs/asvs.csv (`make docs`); a test compares the two, and looks for every test that is named."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE, PAGE = ROOT / "docs" / "asvs.csv", ROOT / "docs" / "asvs.md"
STATES = ("met", "partly", "open", "not applicable")
CHAPTERS = ("Encoding and cleaning", "Validation and business logic", "Browsers", "API", "Files", "Signing in", "Sessions", "Rights",
            "Self-contained tokens", "OAuth and OpenID Connect", "Cryptography", "Communication", "Configuration", "Protection of data",
            "Code and architecture", "Logs and failures", "WebRTC")
_HEAD = """# OWASP ASVS 5.0, levels 1 and 2
Each requirement of the Application Security Verification Standard 5.0.0 at levels 1 and 2, in our own short words, with what shows it: a test (`file::name`), a place in the sources or documents, or the reason why it is not so. *met* is our own judgement, not an auditor's. [security.md](security.md) has the rest: reporting, threats, data, keys.

This page is written from [asvs.csv](asvs.csv) by `make docs`; a test fails when a test that is named here does not exist.

"""


@dataclass(frozen=True)
class Line:
    """One requirement."""

    id: str
    level: int
    state: str
    asks: str
    shown_by: tuple[str, ...]
    note: str


def read_lines() -> list[Line]:
    """Read the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Line(row["id"], int(row["level"]), row["state"], row["asks"], tuple(row["shown_by"].split()), row["note"])
                for row in csv.DictReader(file)]


def asvs_page() -> str:
    """Write the page: counts first, then a table for each chapter."""
    lines = read_lines()
    counts = Counter((line.level, line.state) for line in lines)
    parts = [_HEAD, "| | " + " | ".join(STATES) + " | all |\n|---|" + "---|" * (len(STATES) + 1) + "\n"]
    for level in (1, 2):
        numbers = [counts[level, state] for state in STATES]
        parts.append(f"| level {level} | " + " | ".join(map(str, numbers)) + f" | {sum(numbers)} |\n")
    for number, name in enumerate(CHAPTERS, start=1):
        parts.append(f"\n## V{number} {name}\n| | level | asks | | shown by |\n|---|---|---|---|---|\n")
        parts += [_row(line) for line in lines if line.id.startswith(f"V{number}.")]
    return "".join(parts)


def _row(line: Line) -> str:
    shown = " ".join(f"`{place}`" for place in line.shown_by)
    return f"| {line.id} | {line.level} | {line.asks} | {line.state} | {' '.join(filter(None, (shown, line.note)))} |\n"


if __name__ == "__main__":
    PAGE.write_text(asvs_page(), encoding="utf-8")
