"""Another municipality begins with a directory of YAML files and not one line of Python."""

from datetime import date, datetime
from pathlib import Path

import pytest

from murakami.domain.procedures import queries
from murakami.engines.guide import outcome
from murakami.engines.interview import bind_procedure
from murakami.foundation.accounts.models import Unit
from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import LoadOrder
from murakami.foundation.packs.trying import try_out
from murakami.kernel.conditions import Situation, Truth
from tests.sample_pack import lint_clean

TOWN = Path(__file__).parents[2] / "packs_second_town" / "midorikawa"


def test_second_town__has_no_line_of_python():
    assert {path.suffix for path in TOWN.rglob("*") if path.is_file()} == {".yaml"}


def test_second_town__is_without_problems_on_the_standard_pack():
    report = lint_clean(TOWN)
    assert [entry.model.pack for entry in report.library.manifests] == ["standard", "midorikawa"]


def test_second_town__passes_its_own_trials():
    results = try_out([TOWN])
    assert len(results) == 2
    assert [result.differences for result in results] == [(), ()]


@pytest.mark.django_db
def test_second_town__serves_its_residents(at: datetime):
    load([TOWN], order=LoadOrder(at=at))
    assert queries.get_municipality().name_in("en") == "Midorikawa Town"
    assert set(Unit.objects.values_list("code", flat=True)) == {"jumin", "kurashi"}
    claim = queries.get_version("child-allowance-claim")
    assert (claim.unit, claim.standard_period) == ("kurashi", 10)
    dogs = queries.get_version("dog-registration")
    assert dogs.text("summary", "en") == "Register with Midorikawa Town within 30 days of getting a dog."
    assert queries.search("犬を飼いました")[0].id == "new-dog"
    assert {event.id for event in queries.list_life_events()} >= {"birth", "new-dog"}


@pytest.mark.django_db
def test_second_town__files_once_for_each_dog(at: datetime):
    load([TOWN], order=LoadOrder(at=at))
    event = queries.get_life_event("new-dog")
    people = {"me": ("me",), "dog": ("dog-1", "dog-2")}
    facts = {
        ("me", "lives_in_city"): True,
        ("dog-1", "came_on"): date(2026, 11, 18),
        ("dog-2", "came_on"): date(2026, 10, 19),
    }
    found = outcome(event.plan, Situation(facts, people, date(2026, 11, 20))).of("dog-registration")
    assert found.applies is Truth.TRUE
    assert found.due == {"dog-1": date(2026, 12, 18), "dog-2": date(2026, 11, 19)}
    filings = bind_procedure(queries.get_version("dog-registration").definition, found.bindings)
    assert [filing.instance for filing in filings] == ["dog-1", "dog-2"]
