"""Which course to take next."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from murakami.domain.learning.rules.skills import Lack


class Offered(Protocol):
    """What counts of a course here."""

    @property
    def code(self) -> str:
        """Its code."""
        ...

    @property
    def gives(self) -> Mapping[str, int]:
        """Levels by skill."""
        ...

    @property
    def minutes(self) -> int:
        """How long it takes."""
        ...


C = TypeVar("C", bound=Offered)


def courses_closing(lack: Lack, courses: Iterable[C]) -> tuple[C, ...]:
    """List the courses that lead one step further: those that give the lowest level above the one held, shortest first."""
    further = [course for course in courses if course.gives.get(lack.skill, 0) > lack.level]
    step = min((course.gives[lack.skill] for course in further), default=0)
    return tuple(sorted((course for course in further if course.gives[lack.skill] == step),
                        key=lambda course: (course.minutes, course.code)))


def courses_next(lacks: Iterable[Lack], courses: Iterable[C]) -> tuple[C, ...]:
    """Order all courses that lead further: the easiest level first, then what serves most lacks, then the shortest."""
    offered = tuple(courses)
    steps: dict[str, list[int]] = {}
    by_code = {course.code: course for course in offered}
    for lack in lacks:
        for course in courses_closing(lack, offered):
            steps.setdefault(course.code, []).append(course.gives[lack.skill])
    order = sorted(steps, key=lambda code: (min(steps[code]), -len(steps[code]), by_code[code].minutes, code))
    return tuple(by_code[code] for code in order)
