"""Districts of the municipality by the beginnings of postal codes."""

import csv

import pytest

from murakami.demo.town.households import TOWNS_FILE
from murakami.domain.procedures.queries import get_municipality, list_districts
from murakami.domain.procedures.town import District, Municipality
from tests.packs_loaded import load_packs

TOWN = Municipality(code="", name="", prefecture="", receipt_prefix="", names={}, brand={}, districts=(
    District("wide", {"ja": "広い"}, ("958",)), District("near", {"ja": "近い"}, ("95802", "9590"))))


@pytest.mark.parametrize(("postal_code", "district"), [
    ("9580001", "wide"), ("9580201", "near"), ("9590999", "near"), ("9503321", ""), ("", "")])
def test_district_of__the_longest_beginning_first(postal_code: str, district: str) -> None:
    assert TOWN.district_of(postal_code) == district


@pytest.mark.django_db
def test_list_districts__without_a_town_there_are_none() -> None:
    assert list_districts() == ()


@pytest.mark.django_db
def test_city__every_town_lies_in_the_district_that_it_is_known_to() -> None:
    load_packs()
    names = {one.code: one.names["ja"] for one in list_districts()}
    with TOWNS_FILE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert names[get_municipality().district_of(row["postal_code"])] == f"{row['district']}地区", row["town"]
