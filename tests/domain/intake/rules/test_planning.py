"""Where a conversation stands: what applies, who takes which role, what is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from murakami.domain.intake.rules.answers import with_answers
from murakami.domain.intake.rules.planning import FIRST_PAGE, Standing, join_definitions, stand, stand_after
from murakami.kernel.conditions import Truth
from murakami.kernel.facts import Answer, Fact, Provenance, ValueSource
from tests.domain.intake.birth import (
    ALLOWANCE,
    BENEFIT,
    INSURANCE,
    NURSERY,
    SUBSIDY,
    TODAY,
    birth,
    catalogue,
    standing,
    stored,
)


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


def values_of(fact: Fact) -> st.SearchStrategy[object]:
    """Draw a stored value of a fact, sometimes one left blank or one that no definition fits."""
    codes = st.sampled_from(list(fact.options.get("choices", ("none",))))
    fitting = {"yes_no": st.booleans(), "choice": codes, "choices": st.lists(codes, min_size=1, max_size=2),
               "date": st.sampled_from(["2026-11-03", "2008-04-01", "1992-02-29"]),
               "text": st.sampled_from(["村上", "府屋"]), "phone": st.just("0254-53-2111"),
               "person_name": st.sampled_from([{"family": "髙﨑", "given": "みのり", "family_kana": "タカサキ",
                                                "given_kana": "ミノリ"}])}
    return st.one_of(fitting.get(fact.type, st.none()), fitting.get(fact.type, st.none()), st.sampled_from([None, 7]))


def answers_about(here: Standing) -> st.SearchStrategy[dict[tuple[str, str], Answer]]:
    """Draw answers about anything of anybody."""
    facts = {(who, name): fact for who, kind in here.kind_of.items() if kind in here.definitions.kinds
             for name, fact in here.definitions.kinds[kind].facts.items()}
    times = st.sampled_from([Provenance(ValueSource.RESIDENT, at=f"2026-11-23T0{hour}:00:00+09:00") for hour in (8, 9)])
    drawn = {key: st.builds(Answer, values_of(fact), times) for key, fact in facts.items()}
    return st.lists(st.sampled_from(sorted(drawn)), unique=True, max_size=12).flatmap(
        lambda keys: st.fixed_dictionaries({key: drawn[key] for key in keys}))


def all_of(here: Standing) -> tuple[object, ...]:
    """Take everything that a standing says."""
    return (here.situation, here.known, here.guide, here.outcome, here.bound, here.plan.pages, here.plan.facts,
            [page.items for page in here.plan.pages], here.plan.undecided, here.plan.attachments, here.hidden)


@pytest.mark.parametrize("procedures", [(), (ALLOWANCE, INSURANCE, SUBSIDY, NURSERY)])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_stand_after__is_where_somebody_stands_who_gave_all_the_answers(procedures, data):
    here = standing(*procedures, people={"sibling": ["sibling-1"]})
    before = stand_after(here, data.draw(answers_about(here)))
    if data.draw(st.booleans()):
        all_of(before)  # what is known by then is taken over
    changes = data.draw(answers_about(here))
    anew = Standing(before.definitions, before.people, with_answers(before.stored, changes), before.today)
    assert all_of(stand_after(before, changes)) == all_of(anew)


def test_stand_after__takes_over_what_the_guide_has_found_out_unless_it_looks_at_the_answer():
    here = standing(ALLOWANCE)
    said = Provenance(ValueSource.RESIDENT, at="2026-11-23T10:00:00+09:00")
    assert here.plan.pages
    assert stand_after(here, {("me", "phone"): Answer("0254-53-2111", said)}).layout is here.layout
    assert stand_after(here, {("me", "lives_in_city"): Answer(False, said)}).bound == ()


def test_stand__the_same_content_stands_where_it_stood():
    here = standing(ALLOWANCE)
    assert standing(ALLOWANCE) is here
    assert standing(ALLOWANCE, answers={"me.phone": "0254-53-2111"}) is not here
    assert standing(ALLOWANCE, people={"sibling": None}) is not here
