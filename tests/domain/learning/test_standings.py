"""How units stand is written down once a change and once a month, in codes and numbers."""

from datetime import timedelta

import pytest

from murakami.domain.learning.models import LoadedCatalogue
from murakami.domain.learning.operations.assigning import assign_role
from murakami.domain.learning.operations.standings import KIND, note_standings
from murakami.foundation.accounts.models import Account
from murakami.foundation.events.models import Event
from tests.domain.learning.conftest import OFFICE
from tests.domain.learning.test_checks import take

pytestmark = pytest.mark.django_db
DATA, PRIVACY = (frozenset("a"),), (frozenset("a"), frozenset("ab"))
WEEK = timedelta(days=7)


def learn_everything(actor, at):
    take(actor, at, course="reading-data", answers=DATA, key="1" * 32)
    take(actor, at, course="privacy", answers=PRIVACY, key="2" * 32)


def noted(unit):
    return [one.details for one in Event.objects.filter(kind=KIND, unit=unit).order_by("id")]


def test_note_standings__counts_who_lacks_nothing(staff, at, sql_at_most):
    learn_everything(staff.clerk, at)
    with sql_at_most(8):
        assert note_standings(at=at) == 3
    assert noted("kankyo") == [{"people": 3, "ready": 1, "has_leader": False}]
    assert noted("suido") == [{"people": 1, "ready": 0, "has_leader": False}]


def test_note_standings__only_what_changed_and_everything_in_a_new_month(staff, at):
    note_standings(at=at - WEEK)
    assign_role(actor=staff.dx, office=OFFICE, account_id=staff.elsewhere.account_id, role="leader", subject_key="8" * 32,
                at=at - WEEK)
    assert note_standings(at=at - WEEK) == 1
    assert noted("suido")[-1]["has_leader"]
    assert note_standings(at=at - WEEK) == 0
    assert note_standings(at=at + 5 * WEEK) == 3


def test_note_standings__what_has_run_out_counts_no_more(staff, at):
    learn_everything(staff.clerk, at)
    note_standings(at=at)
    note_standings(at=at + timedelta(days=400))
    assert [one["ready"] for one in noted("kankyo")] == [1, 0]


def test_note_standings__of_a_unit_whose_last_people_left_is_none(staff, at):
    note_standings(at=at)
    Account.objects.filter(pk=staff.elsewhere.account_id).update(is_active=False)
    assert note_standings(at=at) == 1
    assert noted("suido")[-1] == {"people": 0, "ready": 0, "has_leader": False}


def test_note_standings__holds_no_word_about_a_person(staff, at):
    note_standings(at=at)
    assert {tuple(sorted(one.details)) for one in Event.objects.filter(kind=KIND)} == {("has_leader", "people", "ready")}
    assert len(set(Event.objects.filter(kind=KIND).values_list("subject_key", flat=True))) == 3


def test_note_standings__without_roles_notes_nothing(staff, at):
    LoadedCatalogue.objects.all().update(is_current=False)
    assert note_standings(at=at) == 0
