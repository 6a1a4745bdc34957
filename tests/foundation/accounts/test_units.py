"""Units as the packs load them."""

import pytest

from murakami.foundation.accounts.models import Unit
from murakami.foundation.accounts.operations.units import UnitEntry, load_units
from murakami.foundation.accounts.queries import list_units

pytestmark = pytest.mark.django_db
KODOMO = UnitEntry(code="kodomo", name="こども課", phone="0254-53-2111", offices=("main",))
ZEIMU = UnitEntry(code="zeimu", name="税務課")


def test_load_units__says_what_changed_and_nothing_twice() -> None:
    assert load_units([KODOMO, ZEIMU]) == ("unit kodomo: opened", "unit zeimu: opened")
    assert load_units([KODOMO, ZEIMU]) == ()


def test_load_units__renames_closes_and_opens_again_without_deleting() -> None:
    load_units([KODOMO, ZEIMU])
    assert load_units([UnitEntry(code="kodomo", name="こども未来課")]) == ("unit kodomo: changed", "unit zeimu: closed")
    assert [unit.name for unit in list_units()] == ["こども未来課"]
    assert load_units([KODOMO, ZEIMU]) == ("unit kodomo: changed", "unit zeimu: changed")
    assert Unit.objects.count() == 2
