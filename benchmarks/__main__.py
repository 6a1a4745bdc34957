"""`make bench`: every figure with its bound, medians of interleaved rounds on this machine.

`python -m benchmarks indicators` measures that alone; behind scripts/with_postgresql.py it measures on PostgreSQL. Nothing here is a test: machines differ and are busy. What counts is the ratio of two figures of one run.
"""

import sys
from collections.abc import Collection
from math import isinf
from pathlib import Path

from benchmarks import conditions, guide
from benchmarks.place import measuring_place
from benchmarks.timing import Figure

PURE = "pure"
PLACED = ("filing", "pages", "scenario", "memory", "indicators")


def main(chosen: Collection[str]) -> None:
    """Measure what is chosen, or everything: the pure parts, then what needs a database and a server."""
    unknown = set(chosen) - {PURE, *PLACED}
    if unknown:
        sys.exit(f"There is no {', '.join(sorted(unknown))}; there are {PURE}, {', '.join(PLACED)}.")
    if not chosen or PURE in chosen:
        show("Pure", [*conditions.run(), *guide.run()])
    placed = [name for name in PLACED if not chosen or name in chosen]
    if placed:
        with measuring_place() as directory:
            for name in placed:
                _measure(name, directory)


def _measure(name: str, directory: Path) -> None:
    from benchmarks import filing, indicators, memory, pages, scenario

    match name:
        case "filing":
            show("Filing", filing.run())
        case "pages":
            show("Pages against a bare view", pages.run())
        case "scenario":
            show("One submission in seven steps", scenario.run())
        case "memory":
            show("Memory", memory.run(directory))
        case _:
            show("Indicators", indicators.run())


def show(title: str, figures: list[Figure]) -> None:
    """Print figures as a table: name, figure, bound, and whether it holds."""
    print(f"\n{title}")
    for name, figure, unit, bound in figures:
        wanted = "" if isinf(bound) else f"{_word(bound)} {abs(bound):g}"
        verdict = "" if isinf(bound) else ("holds" if _holds(figure, bound) else "DOES NOT HOLD")
        print(f"  {name:<66} {figure:>10.2f} {unit:<12} {wanted:<8} {verdict}")


def _word(bound: float) -> str:
    return "≥" if bound < 0 else "≤"


def _holds(figure: float, bound: float) -> bool:
    """A bound below zero is a least figure: -0.5 reads «at least 0.5»."""
    return figure >= -bound if bound < 0 else figure <= bound


if __name__ == "__main__":
    main(sys.argv[1:])
