"""What to learn next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from murakami.domain.learning.rules.skills import Lack
from murakami.domain.learning.rules.suggesting import courses_closing, courses_next


@dataclass(frozen=True)
class Course:
    code: str
    gives: Mapping[str, int] = field(default_factory=dict)
    minutes: int = 20


FIRST = Course("first", {"data": 1})
SHORT = Course("short", {"data": 1}, minutes=5)
DEEP = Course("deep", {"data": 2, "bpr": 2})
WIDE = Course("wide", {"data": 1, "bpr": 1}, minutes=60)
ALL = (DEEP, FIRST, WIDE, SHORT)


def test_courses_closing__take_one_step_at_a_time():
    assert courses_closing(Lack("data", 2, 0), ALL) == (SHORT, FIRST, WIDE)
    assert courses_closing(Lack("data", 2, 1), ALL) == (DEEP,)
    assert courses_closing(Lack("data", 3, 2), ALL) == ()


def test_courses_closing__go_beyond_what_is_needed_where_nothing_else_leads_there():
    assert courses_closing(Lack("bpr", 1, 0), (DEEP,)) == (DEEP,)


def test_courses_next__begin_with_the_easy_step_that_serves_most():
    assert courses_next([Lack("data", 2, 0), Lack("bpr", 1, 0)], ALL) == (WIDE, SHORT, FIRST)
    assert courses_next([Lack("data", 2, 1), Lack("bpr", 1, 0)], ALL) == (WIDE, DEEP)
    assert courses_next([], ALL) == ()
