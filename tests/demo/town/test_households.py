"""The fictitious town is the same every time, of the size asked for, on real places."""

from collections import Counter
from datetime import date
from itertools import chain

import pytest

from murakami.demo.town.households import DISTRICTS, draw_households, read_towns
from murakami.demo.town.names import RARE_FAMILIES

TODAY = date(2026, 11, 23)


def town(residents, seed=1):
    return list(draw_households(residents=residents, seed=seed, today=TODAY))


@pytest.mark.parametrize("residents", [1, 7, 3000])
def test_draw_households__holds_exactly_the_residents_asked_for(residents):
    assert sum(len(household.people) for household in town(residents)) == residents


def test_draw_households__is_the_same_for_the_same_seed():
    assert town(500) == town(500)
    assert town(500) != town(500, seed=2)


def test_draw_households__numbers_each_person_once():
    people = list(chain.from_iterable(household.people for household in town(3000)))
    assert len({person.register_number for person in people}) == 3000


def test_draw_households__lives_in_all_five_districts_and_is_old():
    households = town(6000)
    people = list(chain.from_iterable(household.people for household in households))
    assert set(Counter(household.town.district for household in households)) == set(DISTRICTS)
    old = sum(person.born_on < date(1961, 11, 23) for person in people) / len(people)
    assert 0.3 < old < 0.5
    assert any(person.family in RARE_FAMILIES for person in people)
    assert any(household.children_born_since(date(2026, 9, 1)) for household in households)


def test_read_towns__are_real_places():
    names = {town.name: town for town in read_towns()}
    assert names["府屋"].postal_code == "9593907"
    assert names["府屋"].district == "山北"
    assert len(names) > 150
