"""Coverage by unit: a matrix counted by hand, and what must hold of every one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from murakami.domain.learning.rules.coverage import Cell, Learner, cover
from murakami.domain.learning.rules.skills import Held

TODAY = date(2026, 11, 28)
GENERAL, LEADER = {"privacy": 1, "data": 1}, {"privacy": 1, "data": 2, "bpr": 2}


def who(number, units, needs, *gains):
    return Learner(number, frozenset(units), needs, gains)


def has(skill, level=1, since=date(2026, 4, 1), until=None):
    return Held(skill, level, since, until)


def test_cover__equals_a_hand_count():
    learners = [
        who(1, {"kodomo"}, GENERAL, has("privacy"), has("data")),
        who(2, {"kodomo"}, GENERAL, has("privacy", until=date(2026, 11, 28))),  # ran out today
        who(3, {"kodomo", "shimin"}, LEADER, has("privacy", until=date(2026, 11, 29)), has("data", 1), has("bpr", 3)),
        who(4, {"shimin"}, GENERAL, has("data", since=date(2026, 11, 29))),  # holds from tomorrow
        who(5, {"shimin"}, {}),  # no role at all
    ]
    covered = cover(learners, on=TODAY)
    assert covered.cells == {
        ("kodomo", "privacy"): Cell(3, 2), ("kodomo", "data"): Cell(3, 1), ("kodomo", "bpr"): Cell(1, 1),
        ("shimin", "privacy"): Cell(2, 1), ("shimin", "data"): Cell(2, 0), ("shimin", "bpr"): Cell(1, 1)}
    assert covered.whole == {"privacy": Cell(4, 2), "data": Cell(4, 1), "bpr": Cell(1, 1)}
    assert covered.people == {"kodomo": 3, "shimin": 3}
    assert covered.cell("kodomo", "privacy").missing == 1
    assert covered.cell("bosai", "privacy") == Cell(0, 0)


SKILLS = st.sampled_from(["privacy", "data", "bpr"])
LEARNERS = st.builds(
    Learner, st.integers(), st.frozensets(st.sampled_from(["kodomo", "shimin", "bosai"])),
    st.dictionaries(SKILLS, st.integers(1, 3)),
    st.lists(st.builds(Held, SKILLS, st.integers(1, 3), st.just(date(2026, 4, 1))), max_size=4).map(tuple))


@given(st.lists(LEARNERS, max_size=12))
def test_cover__counts_everybody_once_in_the_whole_and_once_in_each_unit(learners):
    covered = cover(learners, on=TODAY)
    for skill in ("privacy", "data", "bpr"):
        needing = [one for one in learners if skill in one.needs]
        assert covered.whole.get(skill, Cell()).needed == len(needing)
        for unit in ("kodomo", "shimin", "bosai"):
            cell = covered.cell(unit, skill)
            assert cell.needed == sum(unit in one.units for one in needing)
            assert 0 <= cell.have <= cell.needed
            assert cell.have == sum(unit in one.units and any(
                gain.skill == skill and gain.level >= one.needs[skill] for gain in one.gains) for one in needing)


@given(st.lists(LEARNERS, max_size=8), st.randoms())
def test_cover__does_not_depend_on_the_order(learners, rng):
    shuffled = list(learners)
    rng.shuffle(shuffled)
    assert cover(shuffled, on=TODAY) == cover(learners, on=TODAY)
