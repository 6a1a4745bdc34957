"""`make bench`: every figure with its bound, medians of interleaved rounds on this machine.

Nothing here is a test: machines differ and are busy. What counts is the ratio of two figures of one run.
"""

from math import isinf

from benchmarks import conditions, guide
from benchmarks.place import measuring_place
from benchmarks.timing import Figure


def main() -> None:
    """Measure the pure parts, then what needs a database and a server."""
    show("Pure", [*conditions.run(), *guide.run()])
    with measuring_place() as directory:
        from benchmarks import filing, indicators, memory, pages, scenario

        show("Filing", filing.run())
        show("Pages against a bare view", pages.run())
        show("One submission in seven steps", scenario.run())
        show("Memory", memory.run(directory))
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
    main()
