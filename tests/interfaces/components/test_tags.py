"""The tags of the design system."""

import pytest
from django.template import Context, Template

from murakami.interfaces.components.icons import ICONS
from murakami.interfaces.components.shapes import Bar
from murakami.interfaces.components.templatetags.components import icon, largest, percent, step_marks


def test_icon__is_decoration_unless_it_says_something() -> None:
    assert 'aria-hidden="true"' in icon("heart")
    assert 'role="img" aria-label="&lt;注意&gt;"' in icon("alert", "<注意>")


def test_icon__refuses_one_that_is_not_drawn() -> None:
    with pytest.raises(KeyError):
        Template('{% load components %}{% icon "unicorn" %}').render(Context())


@pytest.mark.parametrize("name", ["heart", "house", "cane", "flower", "shelter", "briefcase", "trash", "bus", "person"])
def test_icons__hold_those_of_the_life_events(name: str) -> None:
    assert ICONS[name].startswith("<")


@pytest.mark.parametrize(
    ("part", "whole", "width"), [(6, 15, 40), (0, 15, 0), (15, 15, 100), (20, 15, 100), (-1, 15, 0), (3, 0, 0)]
)
def test_percent__stays_between_nothing_and_all(part: int, whole: int, width: int) -> None:
    assert percent(part, whole) == width


def test_largest__of_nothing_is_nothing() -> None:
    assert largest(()) == 0
    assert largest(None) == 0
    assert largest((Bar("a", 3, "3"), Bar("b", 7.5, "7.5"))) == 7.5


def test_step_marks__counts_up_to_the_current_page() -> None:
    assert step_marks(2, 4) == (True, True, False, False)
