"""All checks of this room in one pass over the packs."""

from collections.abc import Iterator

from murakami.domain.learning.checks.courses import course_problems
from murakami.domain.learning.checks.skills import role_problems, skill_problems
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem


def check_learning(library: Library) -> Iterator[Problem]:
    """Find what cannot work in skills, roles and courses."""
    yield from skill_problems(library)
    yield from role_problems(library)
    yield from course_problems(library)
