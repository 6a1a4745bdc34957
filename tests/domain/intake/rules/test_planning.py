"""Where a conversation stands: what applies, who takes which role, what is asked."""

import pytest

from murakami.domain.intake.rules.planning import FIRST_PAGE, join_definitions, stand
from murakami.kernel.conditions import Truth
from tests.domain.intake.birth import ALLOWANCE, BENEFIT, INSURANCE, TODAY, birth, catalogue, standing, stored


def test_stand__the_guide_of_a_whole_answer_is_settled():
    here = standing()
    assert here.guide is not None
    assert here.guide.next_question is None
    assert here.outcome is not None
    assert here.outcome.of(ALLOWANCE).applies is Truth.TRUE
    assert here.outcome.of(ALLOWANCE).whose == "partner"


def test_bound__one_filing_per_child_where_the_procedure_says_so():
    here = standing(INSURANCE, ALLOWANCE, people={"newborn": ["newborn-1", "newborn-2"]})
    assert [(one.definition.procedure, one.instance) for one in here.bound] == [
        (INSURANCE, "newborn-1"), (INSURANCE, "newborn-2"), (ALLOWANCE, None)]


def test_bound__nothing_while_nobody_has_said_how_many_siblings_there_are():
    here = standing(ALLOWANCE, people={"sibling": None})
    roles = here.bound[0].roles if here.bound else {}
    assert "child" not in roles


def test_plan__asks_the_same_fact_of_the_same_person_once():
    here = standing(ALLOWANCE, INSURANCE, BENEFIT)
    keys = [item.key for page in here.plan.pages for item in page.items]
    assert len(keys) == len(set(keys))
    phone = next(item for page in here.plan.pages for item in page.items if item.key == ("me", "phone"))
    assert set(phone.used_by) == {INSURANCE, BENEFIT}


def test_plan__begins_each_topic_with_the_person_who_fills_in():
    pages = [page for page in standing(ALLOWANCE, INSURANCE).plan.pages if page.topic == "adult"]
    assert [page.instance for page in pages][:2] == ["me", "partner"]


def test_plan__asks_first_what_questions_wait_for_though_no_procedure_asks_it():
    version = next(version for version in catalogue().procedures.values() if version.id == INSURANCE)
    alone = stand(definitions=join_definitions(None, (version,)), stored={}, today=TODAY,
                  people={"head": ["head"], "filer": ["filer"], "child": ["child"], "household": ["household"]})
    asked = {item.key for page in alone.plan.pages for item in page.items}
    assert ("household", "child_insurance") in asked
    first = alone.plan.pages[0]
    assert first.topic != FIRST_PAGE or all(not item.answered for item in first.items)


def test_hidden__what_an_answer_hides_is_absent():
    here = standing(ALLOWANCE, answers={"household.special_cases": ["none"], "newborn-1.living": "apart"})
    assert ("newborn-1", "living") in here.hidden
    assert ("newborn-1", "living") not in {item.key for page in here.plan.pages for item in page.items}


@pytest.mark.parametrize("wrong", [7, {"family": 3}, "2026-13-45"])
def test_situation__an_answer_that_fits_no_definition_any_more_is_asked_again(wrong):
    here = standing(ALLOWANCE, answers={"newborn-1.born_on": wrong})
    assert ("newborn-1", "born_on") not in here.situation.facts


def test_join_definitions__is_remembered_for_the_same_definitions():
    event = birth()
    versions = (event.procedures[ALLOWANCE],)
    assert join_definitions(event, versions) is join_definitions(event, versions)


def test_stand__people_of_nobody_known_have_no_answers():
    here = stand(definitions=join_definitions(birth(), ()), people={"me": ["me"]}, today=TODAY,
                 stored=stored({"ghost.name": {"family": "幽", "given": "霊"}}))
    assert not here.situation.facts
