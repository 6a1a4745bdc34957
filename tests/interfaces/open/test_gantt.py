"""The drawn schedule: every word inside its bar, no bar on another, every year a column."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.interfaces.open.policy.gantt import BESIDE, WIDE, Grid, draw, letter_width, wrapped

YEARS = [2022, 2023, 2024, 2025, 2026]
HEADS = [(f"令和{year - 2018}年度", str(year)) for year in YEARS]
WORDS = st.text(st.sampled_from("検討・拡大しながら実施、DX2026ー（）"), min_size=1, max_size=60)


@st.composite
def lines(draw_one: st.DrawFn) -> dict[str, Any]:
    lanes = []
    for _ in range(draw_one(st.integers(1, 3))):
        year, lane = YEARS[0], []
        while year <= YEARS[-1]:
            span = draw_one(st.integers(1, YEARS[-1] - year + 1))
            lane.append({"from": year, "until": year + span - 1, "span": span, "text": draw_one(st.just("") | WORDS)})
            year += span
        lanes.append(lane)
    return {"label": draw_one(WORDS), "heading": False, "initiative": "", "part": draw_one(st.booleans()), "lanes": lanes}


@given(st.lists(lines(), min_size=1, max_size=4), st.sampled_from([WIDE, BESIDE]))
def test_draw__keeps_every_word_in_its_bar_and_every_bar_in_its_row(rows: list[dict[str, Any]], grid: Grid) -> None:
    chart = draw({"years": YEARS, "lines": rows}, heads=HEADS, now=2026, grid=grid)
    assert [year.is_now for year in chart.years] == [False, False, False, False, True]
    assert chart.rows[-1].y + chart.rows[-1].height == pytest.approx(chart.height)
    for row in chart.rows:
        for bar in row.bars:
            assert bar.x >= grid.label
            assert bar.x + bar.width <= grid.whole
            assert row.y <= bar.y
            assert bar.y + bar.height <= row.y + row.height
            for words in bar.words:
                assert words.x + sum(map(letter_width, words.text)) <= bar.x + bar.width
                assert bar.y < words.y < bar.y + bar.height
        for one, other in pairwise(row.bars):
            assert one.y + one.height <= other.y or one.x + one.width <= other.x


@given(WORDS, st.integers(40, 300))
def test_wrapped__loses_nothing_and_leaves_its_width_by_one_mark_at_most(text: str, width: int) -> None:
    found = wrapped(text, width)
    assert "".join(found) == text
    assert all(sum(map(letter_width, line)) <= width + letter_width("、") for line in found)


def test_wrapped__begins_no_line_with_a_closing_mark() -> None:
    assert wrapped("検討（拡大）実施", 14 * 5) == ("検討（拡大）", "実施")


def test_draw__gives_a_heading_the_whole_width() -> None:
    heading = {"label": "2 自治体DX（便利な行政サービスの提供と、行政機能の効率化）", "heading": True, "part": False, "lanes": []}
    chart = draw({"years": YEARS, "lines": [heading]}, heads=HEADS, now=2030)
    assert len(chart.rows[0].label) == 1
    assert not any(year.is_now for year in chart.years)
