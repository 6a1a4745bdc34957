"""How a check comes out, and in which order its choices are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol


class Asked(Protocol):
    """What counts of a question here."""

    @property
    def choices(self) -> Mapping[str, str]:
        """Words by code."""
        ...

    @property
    def right(self) -> frozenset[str]:
        """The right codes."""
        ...


@dataclass(frozen=True, slots=True)
class Score:
    """Which questions are right, in their order, and whether that is enough."""

    marks: tuple[bool, ...]
    pass_mark: int

    @property
    def right(self) -> int:
        """How many are right."""
        return sum(self.marks)

    @property
    def passed(self) -> bool:
        """Whether enough are right."""
        return self.right >= self.pass_mark


def score(questions: Sequence[Asked], *, answers: Sequence[frozenset[str]], pass_mark: int) -> Score:
    """Mark the answers, one set of codes for each question; a question is right when exactly the right codes are chosen.

    Codes that a question does not have are wrong; a question without an answer is wrong.
    """
    given = (*answers, *(frozenset[str]() for _ in questions))
    return Score(tuple(given[place] == question.right for place, question in enumerate(questions)), pass_mark)


def choice_order(question: Asked, *, seed: str, place: int) -> tuple[str, ...]:
    """Shuffle the codes of a question for somebody's sheet; the same seed and place give the same order."""
    codes = sorted(question.choices)
    Random(f"{seed} {place}").shuffle(codes)
    return tuple(codes)
