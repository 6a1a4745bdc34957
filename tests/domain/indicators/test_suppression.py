"""What is hidden stays hidden: nothing shown gives a small cell away."""

from hypothesis import given
from hypothesis import strategies as st

from murakami.domain.indicators.rules.months import months_of, quarter_of_month
from murakami.domain.indicators.rules.states import State
from murakami.domain.indicators.rules.suppression import protect
from murakami.domain.indicators.rules.tables import Showing, month_figures, quarter_figures, year_figures

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30), max_size=8)
THRESHOLD = 5
SHOWING = Showing("count", "cases", 0, THRESHOLD)


def test_protect__hides_a_small_cell_and_the_next_smallest():
    found = protect({"a": 3, "b": 7, "c": 40, "d": 0}, threshold=THRESHOLD)
    assert (found.hidden, found.hides_total) == (frozenset({"a", "b"}), False)


def test_protect__shows_everything_where_nothing_is_small():
    assert protect({"a": 5, "b": 0}, threshold=THRESHOLD).hidden == frozenset()


def test_protect__hides_the_total_where_it_is_small_itself():
    assert protect({"a": 3, "b": 0}, threshold=THRESHOLD).hides_total


@given(cells=COUNTS, threshold=st.integers(1, 12))
def test_protect__nobody_can_subtract_a_hidden_cell_from_the_total(cells: dict[str, int], threshold: int):
    found = protect(cells, threshold=threshold)
    assert all(key in found.hidden for key, n in cells.items() if 0 < n < threshold)
    assert not any(cells[key] == 0 for key in found.hidden)
    hidden = sum(cells[key] for key in found.hidden)
    if found.hidden and not found.hides_total:
        # what an onlooker can subtract is the sum of at least two cells, and not itself a small number
        assert len(found.hidden) >= 2
        assert hidden >= threshold
    if found.hides_total:
        assert sum(cells.values()) < threshold


@given(counts=st.lists(st.integers(0, 15), min_size=12, max_size=12))
def test_months__neither_quarter_nor_year_gives_a_hidden_one_away(counts: list[int]):
    months = {month: State(n=n) for month, n in zip(months_of(2026), counts, strict=True)}
    shown, quarters, years = (month_figures(months, SHOWING), quarter_figures(months, SHOWING), year_figures(months, SHOWING))
    for month, state in months.items():
        assert shown[month].is_hidden or not 0 < state.n < THRESHOLD
    for quarter, figure in quarters.items():
        inside = [month for month in months if quarter_of_month(month) == quarter]
        hidden = [month for month in inside if shown[month].is_hidden]
        if figure.is_hidden:  # its months do not add up to it
            assert all(shown[month].is_hidden for month in inside if months[month].n)
        elif hidden:
            assert len(hidden) >= 2
            assert sum(months[month].n for month in hidden) >= THRESHOLD
    hidden_quarters = [quarter for quarter, figure in quarters.items() if figure.is_hidden]
    if hidden_quarters and not years[2026].is_hidden:
        left = sum(months[month].n for month in months if quarter_of_month(month) in hidden_quarters)
        assert len(hidden_quarters) >= 2
        assert left >= THRESHOLD
