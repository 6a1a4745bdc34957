"""The copy of the resident records: imported again and again, names as recorded, found by what people write."""

from datetime import date

import pytest

from murakami.domain.register import operations
from murakami.domain.register.models import Resident
from murakami.domain.register.operations import import_residents
from murakami.domain.register.queries import list_possible
from murakami.kernel.search_keys import search_key
from tests.domain.register.records import HANAKO, record

pytestmark = pytest.mark.django_db


def numbers(**how):
    usual = {"register_numbers": [], "born_on": [], "name_keys": []}
    return [one.register_number for one in list_possible(**{**usual, **how})]


def test_import_residents__keeps_names_exactly():
    assert import_residents([HANAKO]) == 1
    kept = Resident.objects.get()
    assert (kept.family_name, kept.name_key) == ("葛\U000e0100城", "葛城花子")


def test_import_residents__again_changes_only_what_has_changed():
    import_residents([HANAKO, record(2)])
    import_residents([HANAKO, record(2, town="岩船", is_protected=True), record(3)])
    assert list(Resident.objects.order_by("register_number").values_list("register_number", "town", "is_protected")) == [
        ("0000000001", "府屋", False), ("0000000002", "岩船", True), ("0000000003", "府屋", False)]


def test_import_residents__writes_in_slices(monkeypatch, sql_at_most):
    monkeypatch.setattr(operations, "SLICE", 10)
    with sql_at_most(3):
        assert import_residents(record(number) for number in range(1, 26)) == 25
    assert Resident.objects.count() == 25


def test_list_possible__finds_by_number_birth_or_name(sql_at_most):
    import_residents([HANAKO, record(2, born_on=date(1980, 1, 1)), record(3, given_name="一郎"),
                      record(4, given_name="一郎", born_on=date(1980, 1, 1)),
                      record(5, family_name="髙﨑", born_on=date(1970, 1, 1))])
    Resident.objects.filter(register_number="0000000003").update(left_on=date(2026, 1, 1))
    import_residents([record(6, family_name="故", died_on=date(2026, 1, 1))])
    with sql_at_most(1):
        assert numbers(born_on=[date(1990, 4, 1)]) == ["0000000001", "0000000006"]  # who has left is no candidate
    assert numbers(name_keys=[search_key("葛城 花子")]) == ["0000000001", "0000000002"]
    assert numbers(name_keys=[search_key("高崎 花子")]) == ["0000000005"]
    assert numbers(register_numbers=["0000000003"], born_on=[date(1980, 1, 1)]) == ["0000000002", "0000000003", "0000000004"]
    assert numbers() == []
