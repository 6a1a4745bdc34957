"""Packs bring skills, roles and courses; loading again changes nothing, and what was loaded stays."""

import pytest

from murakami.domain.learning.models import LoadedCatalogue
from murakami.domain.learning.queries.catalogue import catalogue_of, current_catalogue
from murakami.foundation.packs.loading import diff, load
from murakami.foundation.packs.registry import LoadOrder
from tests.domain.learning.pack import FILE
from tests.packs_loaded import load_packs
from tests.sample_pack import spoil

pytestmark = pytest.mark.django_db
OURS = {"skill", "learning role", "course"}


def learned(report):
    return [(change.kind.value, change.what, change.name) for change in report.changes if change.what in OURS]


def test_load__says_what_came(pack, at):
    report = load([pack], order=LoadOrder(at=at))
    assert learned(report)[:4] == [("added", "skill", "data"), ("added", "skill", "privacy"),
                                   ("added", "learning role", "general"), ("added", "learning role", "leader")]
    assert learned(load([pack], order=LoadOrder(at=at))) == []
    assert LoadedCatalogue.objects.count() == 1


def test_load__keeps_what_checks_were_taken_under(loaded, at):
    before = current_catalogue()
    spoil(loaded, FILE, "valid_months: 12", "valid_months: 6")
    assert learned(diff([loaded], order=LoadOrder(at=at))) == [("changed", "course", "privacy")]
    assert current_catalogue() is before
    load([loaded], order=LoadOrder(at=at))
    assert current_catalogue().courses["privacy"].valid_months == 6
    assert catalogue_of(before.sha256).courses["privacy"].valid_months == 12
    spoil(loaded, FILE, "valid_months: 6", "valid_months: 12")
    load([loaded], order=LoadOrder(at=at))
    assert current_catalogue().sha256 == before.sha256


def test_current_catalogue__costs_one_statement(loaded, sql_at_most):
    current_catalogue()
    with sql_at_most(1):
        catalogue = current_catalogue()
    assert list(catalogue.courses) == ["reading-data", "privacy", "data-day", "talk"]
    assert catalogue.role_of("leader").needs == {"data": 2, "privacy": 1}
    assert catalogue.role_of("no-such-role") is catalogue.role_of(None) is catalogue.roles["general"]
    assert [block.way for block in catalogue.courses["reading-data"].pages[0].body] == ["text", "points"]


def test_the_standard_pack__has_three_roles_and_a_way_to_everything_they_need():
    load_packs()
    catalogue = current_catalogue()
    assert {role.kind for role in catalogue.roles.values()} == {"general", "leader", "specialist"}
    assert len(catalogue.skills) == 8
    read = [course for course in catalogue.courses.values() if course.kind == "reading"]
    assert len(read) >= 6
    for course in read:
        assert course.check is not None
        assert 4 <= len(course.check.questions) <= 6, course.code
        assert 4 <= len(course.pages) <= 6, course.code
    for role in catalogue.roles.values():
        for skill, level in role.needs.items():
            assert any(course.gives.get(skill, 0) >= level for course in catalogue.courses.values()), (role.code, skill)


def test_the_standard_pack__does_not_give_the_answer_away_by_length():
    load_packs()
    longest = total = 0
    for course in current_catalogue().courses.values():
        for question in course.check.questions if course.check else ():
            if len(question.right) == 1:
                total += 1
                longest += max(question.choices, key=lambda code: len(question.choices[code])) in question.right
    assert longest < total * 0.4, f"{longest} of {total}"
