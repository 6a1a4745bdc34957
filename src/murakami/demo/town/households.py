"""Households of an ageing town, drawn from a seed. Pure: no database, no clock."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Protocol

from murakami.demo.town.names import Name, draw_family, draw_given

TOWNS_FILE = Path(__file__).with_name("towns.csv")
# share of the residents by district; the districts' own figures are not published
DISTRICTS = {"村上": 0.47, "荒川": 0.17, "神林": 0.15, "朝日": 0.14, "山北": 0.07}
_SHAPES = (("old_alone", 0.22), ("old_couple", 0.24), ("three_generations", 0.14), ("parents_children", 0.22),
           ("one_parent", 0.06), ("young_alone", 0.12))
_BUILDINGS = ("さんぽく荘", "三面ハイツ", "瀬波コーポ", "岩船団地")


@dataclass(frozen=True, slots=True)
class Town:
    """A town or hamlet (町字) with its postal code and district (地域)."""

    name: str
    postal_code: str
    district: str


@dataclass(frozen=True, slots=True)
class Person:
    """A fictitious resident. `sex` is ISO/IEC 5218; `relation` is the 続柄 to the head of the household."""

    register_number: str
    family: Name
    given: Name
    born_on: date
    sex: str
    relation: str


@dataclass(frozen=True, slots=True)
class Household:
    """People at one address; the first is the head."""

    number: str
    town: Town
    block: str
    building: str
    people: tuple[Person, ...]
    is_protected: bool

    def children_born_since(self, day: date) -> tuple[Person, ...]:
        """List those born on or after `day`."""
        return tuple(person for person in self.people if person.born_on >= day)


@cache
def read_towns() -> tuple[Town, ...]:
    """Read the real towns of the five districts with their postal codes."""
    with TOWNS_FILE.open(encoding="utf-8") as file:
        return tuple(Town(name=row["town"], postal_code=row["postal_code"], district=row["district"])
                     for row in csv.DictReader(file))


def draw_households(*, residents: int, seed: int, today: date) -> Iterator[Household]:
    """Draw households until they hold exactly `residents` people.

    The same arguments give the same households; more residents continue the same town.
    """
    rng = Random(seed)
    numbers = count(1)
    left = residents
    for house in count(1):
        if left <= 0:
            return
        household = _draw(rng, numbers, house=house, today=today, most=left)
        left -= len(household.people)
        yield household


def _draw(rng: Random, numbers: "count[int]", *, house: int, today: date, most: int) -> Household:
    district = rng.choices(list(DISTRICTS), list(DISTRICTS.values()))[0]
    town = rng.choice([town for town in read_towns() if town.district == district])
    shape = rng.choices([name for name, _ in _SHAPES], [share for _, share in _SHAPES])[0]
    people = tuple(_people(rng, numbers, shape=shape, today=today))[:most]
    building = f"{rng.choice(_BUILDINGS)}{rng.randint(1, 9)}0{rng.randint(1, 8)}" if rng.random() < 0.08 else ""
    block = f"{rng.randint(1, 1200)}" + (f"-{rng.randint(1, 20)}" if rng.random() < 0.6 else "")
    return Household(number=f"{house:08d}", town=town, block=block, building=building, people=people,
                     is_protected=rng.random() < 0.002)


def _people(rng: Random, numbers: "count[int]", *, shape: str, today: date) -> Iterator[Person]:
    family = draw_family(rng)

    def person(relation: str, *, low: int, high: int, sex: str = "") -> Person:
        chosen = sex or rng.choice("12")
        return Person(register_number=f"{next(numbers):010d}", family=family, given=draw_given(rng, sex=chosen),
                      born_on=_birthday(rng, low=low, high=high, today=today), sex=chosen, relation=relation)

    if shape == "old_alone":
        yield person("世帯主", low=66, high=95)
    elif shape == "old_couple":
        yield person("世帯主", low=64, high=92, sex="1")
        yield person("妻", low=61, high=90, sex="2")
    elif shape == "young_alone":
        yield person("世帯主", low=18, high=60)
    else:
        yield from _families(rng, person, shape=shape)


class _Draw(Protocol):
    def __call__(self, relation: str, *, low: int, high: int, sex: str = "") -> Person: ...


def _families(rng: Random, person: _Draw, *, shape: str) -> Iterator[Person]:
    if shape == "three_generations":
        yield person("父", low=60, high=84, sex="1")
        yield person("母", low=58, high=82, sex="2")
    low = rng.randint(24, 44)
    yield person("世帯主", low=low, high=low + 4, sex="2" if shape == "one_parent" else "1")
    if shape != "one_parent":
        yield person("妻", low=low - 2, high=low + 3, sex="2")
    ages = sorted(rng.sample(range(min(18, low - 18)), k=min(rng.choices((1, 2, 3), (0.4, 0.45, 0.15))[0], low - 18)),
                  reverse=True)
    for age in ages:
        yield person("子", low=age, high=age)


def _birthday(rng: Random, *, low: int, high: int, today: date) -> date:
    days = rng.randint(low * 365 + low // 4, high * 365 + high // 4 + 364)
    return today - timedelta(days=min(days, 120 * 365))
