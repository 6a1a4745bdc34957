"""Coverage: of the people of a unit who need a skill, how many have it; and how many have all that they need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from murakami.domain.learning.rules.skills import Held, lacks_on, levels_on


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody with the units they work in, the levels their role needs, what they have gained, whether they lead."""

    account_id: int
    units: frozenset[str]
    needs: Mapping[str, int]
    gains: tuple[Held, ...]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How many people a unit has, how many of them lack nothing that their role needs, and whether one of them leads."""

    people: int = 0
    ready: int = 0
    has_leader: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people need a skill and how many of them have it at the level they need."""

    needed: int = 0
    have: int = 0

    @property
    def missing(self) -> int:
        """How many lack it."""
        return self.needed - self.have


NOBODY = Cell()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Cells by (unit, skill), of all units together by skill, and the number of people of each unit."""

    cells: Mapping[tuple[str, str], Cell]
    whole: Mapping[str, Cell]
    people: Mapping[str, int]

    def cell(self, unit: str, skill: str) -> Cell:
        """The cell of a unit and a skill; nobody needs what is not there."""
        return self.cells.get((unit, skill), NOBODY)


def cover(learners: Iterable[Learner], *, on: date) -> Coverage:
    """Count coverage on a day. Somebody of two units counts in each, and once in the whole."""
    cells: dict[tuple[str, str], Cell] = {}
    whole: dict[str, Cell] = {}
    people: dict[str, int] = {}
    for learner in learners:
        levels = levels_on(on, learner.gains)
        for unit in learner.units:
            people[unit] = people.get(unit, 0) + 1
        for skill, needed in learner.needs.items():
            has = levels.get(skill, 0) >= needed
            whole[skill] = _with(whole.get(skill, NOBODY), has=has)
            for unit in learner.units:
                cells[unit, skill] = _with(cells.get((unit, skill), NOBODY), has=has)
    return Coverage(cells, whole, people)


def standings(learners: Iterable[Learner], *, on: date) -> dict[str, Standing]:
    """Count by unit how its people stand on a day. Somebody of two units counts in each."""
    found: dict[str, Standing] = {}
    for learner in learners:
        is_ready = not lacks_on(on, needs=learner.needs, gains=learner.gains)
        for unit in learner.units:
            known = found.get(unit, Standing())
            found[unit] = Standing(known.people + 1, known.ready + is_ready, known.has_leader or learner.leads)
    return found


def _with(cell: Cell, *, has: bool) -> Cell:
    return Cell(cell.needed + 1, cell.have + has)
