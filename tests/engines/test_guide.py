from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from murakami.engines.guide import (
    check_life_event,
    compile_guide,
    guide_step,
    next_question,
    outcome,
    questions_that_matter,
    reasons,
    whose_reasons,
)
from murakami.kernel.conditions import Situation, Truth
from murakami.kernel.facts import ABSENT, UNKNOWN
from tests.engines.birth import (
    ALONE,
    BIRTH,
    COUPLE,
    NEWBORN_DAYS,
    TODAY,
    WITH_SIBLING,
    family,
    values_for,
)
from tests.engines.reference import Table, plain, reference_outcome

PLAN = compile_guide(BIRTH)
TABLES = {"alone": (ALONE, Table(BIRTH, family(ALONE), values_for(ALONE)))}
TABLES["couple"] = (COUPLE, Table(BIRTH, family(COUPLE), values_for(COUPLE)))
TABLES["with sibling"] = (WITH_SIBLING, Table(BIRTH, family(WITH_SIBLING), values_for(WITH_SIBLING)))

SETTLED_COUPLE = {
    ("me", "lives_in_city"): True,
    ("me", "allowance_status"): "not_yet",
    ("me", "got_pregnancy_support"): True,
    ("partner", "is_main_earner"): True,
    ("partner", "allowance_status"): "not_yet",
    ("newborn-1", "born_on"): date(2026, 11, 3),
    ("newborn-1", "insured_with"): "partner",
    ("newborn-1", "care"): "home",
}


def sentence(predicate_id, holds):
    return f"{predicate_id}.{'yes' if holds else 'no'}"


def converse(people, answer_of):
    """Ask and answer until nothing is left to ask; yields the facts before each question, and the question."""
    facts = {}
    while (question := next_question(PLAN, family(people, facts))) is not None:
        yield dict(facts), question
        facts[question] = answer_of(question)
    yield facts, None


def test_check_life_event__finds_the_birth_sound():
    assert check_life_event(BIRTH) == ()


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_next_question__is_never_irrelevant_and_the_last_one_settles_everything(name, data):
    people, table = TABLES[name]
    values = values_for(people)
    for facts, question in converse(people, lambda key: data.draw(st.sampled_from(values[key]), label=str(key))):
        here = family(people, facts)
        assert set(questions_that_matter(PLAN, here)) == table.essential(facts)
        if question is not None:
            assert question in table.essential(facts)
            assert not outcome(PLAN, here).settled
        else:
            (only,) = table.remaining(facts)
            assert plain(outcome(PLAN, here)) == only
            assert outcome(PLAN, here).settled


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_outcome__says_of_each_offer_what_all_completions_have_in_common(name, data):
    people, table = TABLES[name]
    values = values_for(people)
    known = data.draw(st.sets(st.sampled_from(sorted(values))))
    facts = {key: data.draw(st.sampled_from(values[key])) for key in sorted(known)}
    found = outcome(PLAN, family(people, facts))
    possible = table.remaining(facts)
    for place, offer in enumerate(found.offers):
        ends = {each[place] for each in possible}
        truths = {end[0] for end in ends}
        assert offer.applies is (truths.pop() if len(truths) == 1 else Truth.UNKNOWN)
        assert offer.settled == (len(ends) == 1)


def test_outcome__of_a_couple_with_all_answers():
    found = outcome(PLAN, family(COUPLE, SETTLED_COUPLE))
    assert [offer.procedure for offer in found.that(Truth.TRUE)] == [
        "birth-registration",
        "child-allowance-claim",
        "child-medical",
    ]
    claim = found.of("child-allowance-claim")
    assert claim.whose == "partner"
    assert claim.bindings == {
        "applicant": ("partner",),
        "spouse": ("me",),
        "child": ("newborn-1",),
        "household": ("household",),
    }
    assert claim.due_on == date(2026, 11, 18)
    assert found.of("birth-registration").due == {"newborn-1": date(2026, 11, 16)}
    assert found.of("nursery").due_on is None
    with pytest.raises(KeyError):
        found.of("marriage")


def test_outcome__names_the_earliest_of_several_last_days():
    twins = {**COUPLE, "newborn": ("a", "b")}
    facts = {("a", "born_on"): date(2026, 11, 4), ("b", "born_on"): date(2026, 11, 3)}
    registration = outcome(PLAN, family(twins, facts)).of("birth-registration")
    assert registration.due == {"a": date(2026, 11, 17), "b": date(2026, 11, 16)}
    assert registration.due_on == date(2026, 11, 16)


def test_questions_that_matter__leave_out_what_the_answers_made_pointless():
    open_to = questions_that_matter(PLAN, family(COUPLE, {("me", "lives_in_city"): False}))
    assert open_to == (("newborn-1", "born_on"),)


def test_questions_that_matter__leave_out_people_who_are_not_there():
    assert not any(person == "partner" for person, _fact in questions_that_matter(PLAN, family(ALONE)))


def test_next_question__asks_first_what_settles_most():
    assert next_question(PLAN, family(COUPLE)) == ("me", "lives_in_city")


def test_next_question__goes_round_a_question_that_was_passed():
    passed = {("me", "lives_in_city")}
    second = next_question(PLAN, family(COUPLE), passed=passed)
    assert second is not None
    assert second not in passed
    everything = set(questions_that_matter(PLAN, family(COUPLE)))
    assert next_question(PLAN, family(COUPLE), passed=everything) is None


def test_guide_step__gives_the_same_as_its_three_parts():
    here = family(COUPLE, {("me", "lives_in_city"): True})
    step = guide_step(PLAN, here)
    assert step.outcome == outcome(PLAN, here)
    assert step.questions == questions_that_matter(PLAN, here)
    assert step.next_question == next_question(PLAN, here)


def test_guide__does_not_depend_on_what_people_are_called():
    renamed = {
        "me": ("x7",),
        "partner": ("q",),
        "newborn": ("z",),
        "sibling": (),
        "household": ("h",),
        "account": ("k",),
    }
    names = {"me": "x7", "partner": "q", "newborn-1": "z"}
    facts = {(names[person], fact): value for (person, fact), value in SETTLED_COUPLE.items()}
    assert outcome(PLAN, family(renamed, facts)).of("child-allowance-claim").whose == "q"
    first = next_question(PLAN, family(renamed))
    assert first == ("x7", "lives_in_city")


def test_guide__asks_again_of_nobody_what_is_known_as_unknown():
    here = family(COUPLE, {("me", "lives_in_city"): UNKNOWN})
    assert ("me", "lives_in_city") in questions_that_matter(PLAN, here)


@pytest.mark.parametrize("odd", [ABSENT, None, "a status of last year"])
def test_guide__takes_values_that_nobody_could_answer_now(odd):
    facts = {**SETTLED_COUPLE, ("me", "allowance_status"): odd}
    here = family(COUPLE, facts)
    assert plain(outcome(PLAN, here)) == reference_outcome(BIRTH, here)
    assert next_question(PLAN, here) is None


def test_guide__leaves_open_what_hangs_on_people_not_yet_named():
    here = family({**COUPLE, "sibling": None}, {("me", "lives_in_city"): True})
    assert outcome(PLAN, here).of("sibling-support").applies is Truth.UNKNOWN
    # of the claim only the children are uncertain
    claim = outcome(PLAN, family({**COUPLE, "sibling": None}, SETTLED_COUPLE)).of("child-allowance-claim")
    assert claim.applies is Truth.TRUE
    assert "child" not in claim.bindings
    assert claim.whose == "partner"


def test_guide__takes_everybody_as_not_yet_named_when_nothing_is_said():
    assert {offer.applies for offer in outcome(PLAN, Situation({}, {}, TODAY)).offers} == {Truth.TRUE, Truth.UNKNOWN}


def test_reasons__tell_what_decides():
    here = family(COUPLE, SETTLED_COUPLE)
    assert [reason.sentence for reason in reasons(PLAN, here, "child-medical", sentence)] == ["me_lives_in_city.yes"]
    assert [reason.sentence for reason in reasons(PLAN, here, "nursery", sentence)] == ["newborn_to_nursery.no"]
    assert [reason.sentence for reason in reasons(PLAN, here, "child-allowance-claim", sentence)] == [
        "me_lives_in_city.yes",
        "me_public_servant.no",
        "me_receiving.no",
        "partner_public_servant.no",
        "partner_receiving.no",
    ]
    assert reasons(PLAN, family(COUPLE), "nursery", sentence) == ()
    with pytest.raises(KeyError):
        reasons(PLAN, here, "marriage", sentence)


def test_whose_reasons__tell_why_it_is_this_persons():
    here = family(COUPLE, SETTLED_COUPLE)
    assert [reason.sentence for reason in whose_reasons(PLAN, here, "child-allowance-claim", sentence)] == [
        "partner_is_main_earner.yes"
    ]
    assert whose_reasons(PLAN, here, "nursery", sentence) == ()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_guide__remembers_nothing_of_earlier_people(data):
    people, _table = TABLES[data.draw(st.sampled_from(sorted(TABLES)))]
    values = values_for(people)
    known = data.draw(st.sets(st.sampled_from(sorted(values))))
    facts = {key: data.draw(st.sampled_from(values[key])) for key in sorted(known)}
    here = family(people, facts)
    assert guide_step(PLAN, here) == guide_step(compile_guide(BIRTH), here)


def test_guide__asks_a_couple_at_most_eight_questions_and_half_of_them_seven_or_fewer():
    _people, table = TABLES["couple"]
    lengths = []
    for answers in list(table.outcomes)[::97]:
        truth = dict(zip(table.keys, answers, strict=True))
        *asked, _end = converse(COUPLE, truth.__getitem__)
        lengths.append(len(asked))
    assert max(lengths) <= 8
    assert sorted(lengths)[len(lengths) // 2] <= 7


def test_guide__takes_the_day_into_account():
    new_years_eve = date(2026, 12, 31)
    facts = {("newborn-1", "born_on"): NEWBORN_DAYS[0]}
    later = Situation({**SETTLED_COUPLE, **facts}, COUPLE, new_years_eve)
    assert plain(outcome(PLAN, later)) == reference_outcome(BIRTH, later)
