"""Targets and results over the years, drawn where they belong."""

from decimal import Decimal

import pytest

from murakami.interfaces.components.target_chart import HEIGHT, WIDTH, YearMark, draw_targets


def mark(target: int | None, result: int | None) -> YearMark:
    """A year."""
    numbers = [None if one is None else Decimal(one) for one in (target, result)]
    return YearMark("R8", numbers[0], numbers[1], *("" if one is None else str(one) for one in numbers))


def test_draw_targets__is_nothing_without_figures() -> None:
    assert draw_targets([mark(None, None)]) is None
    assert draw_targets([]) is None


@pytest.mark.parametrize("marks", [
    [mark(27, 15), mark(27, 20), mark(27, None)], [mark(0, 0)], [mark(-5, 3), mark(None, -9)], [mark(1, 1), mark(1, 1)],
    [mark(10**9, 1), mark(10**9, 2)],
])
def test_draw_targets__stays_inside_and_writes_every_figure(marks: list[YearMark]) -> None:
    chart = draw_targets(marks)
    assert chart is not None
    dots = (*chart.target_dots, *chart.result_dots)
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT and 10 <= dot.text_y <= HEIGHT for dot in dots)
    written = [one for each in marks for one in (each.target, each.result) if one is not None]
    assert sorted(dot.text for dot in dots) == sorted(map(str, written))


def test_draw_targets__keeps_the_words_of_a_year_apart() -> None:
    chart = draw_targets([mark(27, 26), mark(27, 27), mark(20, 27)])
    assert chart is not None
    for target, result in zip(chart.target_dots, chart.result_dots, strict=True):
        assert abs(target.text_y - result.text_y) >= 14
