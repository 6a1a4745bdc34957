from datetime import date
from types import SimpleNamespace

import pytest

from murakami.engines.interview import (
    FactAsk,
    ProcedureSpec,
    Suggestion,
    bind_procedure,
    compile_procedure,
    facts_nobody_asks,
    hidden_keys,
    missing,
    next_page,
    visibility_edges,
    visible_keys,
)
from murakami.kernel.conditions import DecidingLeaf, DependencyCycle
from murakami.kernel.facts import ABSENT, UNKNOWN, FactRef, Provenance, RoleSpec, ValueSource
from tests.engines.claims import PREDICATES, ROLES, ask, bound, fact, planned, shown, spec

CLAIM = spec(
    "claim",
    ask("applicant", "applicant.name", "applicant.born_on", "applicant.has_spouse"),
    ask("spouse", "spouse.name", fact("spouse.residence", "spouse_apart"), when="has_spouse"),
    ask("children", "child.name", "child.born_on"),
)


def item_of(found, field_key):
    return next(item for page in found.pages for item in page.items if item.field_key == field_key)


def test_plan__groups_questions_by_topic_and_repeats_pages_for_several_people():
    found = planned(bound(CLAIM, child=["c1", "c2"]))
    assert shown(found) == {
        "applicant": ["me.name", "me.born_on", "me.has_spouse"],
        "children:c1": ["c1.name", "c1.born_on"],
        "children:c2": ["c2.name", "c2.born_on"],
    }
    assert [page.instance for page in found.pages] == [None, "c1", "c2"]


def test_plan__asks_the_same_fact_of_the_same_person_once():
    medical = spec("medical", ask("applicant", "applicant.phone", "applicant.name"), ask("children", "child.name"))
    found = planned([*bound(CLAIM, child=["c1"]), *bound(medical, child=["c1"])])
    assert shown(found) == {
        "applicant": ["me.name", "me.born_on", "me.has_spouse", "me.phone"],
        "children:c1": ["c1.name", "c1.born_on"],
    }
    assert item_of(found, "me.name").used_by == ("claim", "medical")
    assert item_of(found, "me.phone").used_by == ("medical",)


def test_plan__asks_somebody_once_who_is_applicant_here_and_spouse_there():
    insurance = spec("insurance", ask("applicant", "applicant.name"))
    found = planned(
        [*bound(CLAIM, applicant=["dad"], spouse=["me"]), *bound(insurance, applicant=["me"])],
        {"dad.has_spouse": True},
    )
    assert shown(found) == {
        "applicant:dad": ["dad.name", "dad.born_on", "dad.has_spouse"],
        "applicant:me": ["me.name"],
    }
    assert item_of(found, "me.name").used_by == ("claim", "insurance")


def test_plan__keeps_one_page_where_a_procedure_itself_asks_two_people_together():
    parents = spec("parents", ask("applicant", "applicant.name", "spouse.name"))
    other = spec("other", ask("applicant", "applicant.phone"))
    found = planned([*bound(parents, spouse=["dad"]), *bound(other, applicant=["dad"])])
    assert shown(found) == {"applicant": ["me.name", "dad.name", "dad.phone"]}


def test_plan__orders_pages_by_topic_not_by_procedure():
    first = spec("first", ask("account", "account.number"), ask("children", "child.name"))
    second = spec("second", ask("applicant", "applicant.name"))
    found = planned([*bound(first, child=["c1"]), *bound(second)])
    assert list(shown(found)) == ["applicant", "children:c1", "account"]


def test_plan__shows_conditional_questions_only_when_the_condition_holds():
    here = bound(CLAIM, spouse=["dad"])
    assert "spouse" not in shown(planned(here))
    assert "spouse" not in shown(planned(here, {"me.has_spouse": False}))
    assert shown(planned(here, {"me.has_spouse": True}))["spouse"] == ["dad.name"]


def test_plan__makes_hidden_answers_absent():
    gate = spec(
        "gate",
        ask(
            "spouse",
            "applicant.has_spouse",
            fact("spouse.lives_apart", "has_spouse"),
            fact("spouse.residence", "spouse_apart"),
        ),
    )
    answers = {"me.has_spouse": True, "dad.lives_apart": True, "dad.residence": "somewhere"}
    assert visible_keys(planned(bound(gate, spouse=["dad"]), answers)) == {
        ("me", "has_spouse"),
        ("dad", "lives_apart"),
        ("dad", "residence"),
    }
    turned = planned(bound(gate, spouse=["dad"]), {**answers, "me.has_spouse": False})
    assert visible_keys(turned) == {("me", "has_spouse")}
    assert hidden_keys(turned) == {("dad", "lives_apart"), ("dad", "residence")}
    assert turned.facts["dad", "residence"] is ABSENT


def test_plan__settles_chains_that_are_declared_backwards_and_across_procedures():
    last = spec("last", ask("work", fact("applicant.employer_phone", "employer_said")))
    middle = spec("middle", ask("work", fact("applicant.employer", "applicant_works")))
    first = spec("first", ask("applicant", fact("applicant.works", "has_spouse"), "applicant.has_spouse"))
    procedures = [*bound(last), *bound(middle), *bound(first)]
    answers = {"me.has_spouse": True, "me.works": True, "me.employer": "市役所", "me.employer_phone": "0254"}
    assert len(visible_keys(planned(procedures, answers))) == 4
    assert visible_keys(planned(procedures, {**answers, "me.has_spouse": False})) == {("me", "has_spouse")}
    opened = planned(procedures, {"me.has_spouse": True, "me.employer": "市役所", "me.employer_phone": "0254"})
    assert visible_keys(opened) == {("me", "has_spouse"), ("me", "works")}
    assert ("me", "employer") not in opened.facts
    assert opened.undecided == ()


def test_plan__does_not_hide_for_one_procedure_what_another_asks_anyway():
    plain = spec("plain", ask("applicant", "applicant.employer"))
    gated = spec("gated", ask("work", "applicant.works", fact("applicant.employer", "applicant_works")))
    found = planned([*bound(gated), *bound(plain)], {"me.works": False, "me.employer": "市役所"})
    assert item_of(found, "me.employer").used_by == ("plain",)
    assert found.facts["me", "employer"] == "市役所"
    both = planned([*bound(gated), *bound(plain)], {"me.works": True, "me.employer": "市役所"})
    assert item_of(both, "me.employer").used_by == ("gated", "plain")
    assert shown(both) == {"applicant": ["me.employer"], "work": ["me.works"]}


def test_plan__evaluates_conditions_for_each_person_of_a_plural_role():
    children = spec("children", ask("children", "child.lives_apart", fact("child.residence", "child_apart")))
    found = planned(bound(children, child=["a", "b", "c"]), {"a.lives_apart": True, "b.lives_apart": False})
    assert shown(found) == {
        "children:a": ["a.lives_apart", "a.residence"],
        "children:b": ["b.lives_apart"],
        "children:c": ["c.lives_apart"],
    }
    assert hidden_keys(found) == {("b", "residence")}


def test_plan__files_once_per_child_but_asks_once():
    each = spec("each", ask("applicant", "applicant.name"), ask("children", "child.name"), for_each="child")
    procedures = bound(each, child=["a", "b"])
    assert [one.instance for one in procedures] == ["a", "b"]
    assert shown(planned(procedures)) == {"applicant": ["me.name"], "children:a": ["a.name"], "children:b": ["b.name"]}
    assert item_of(planned(procedures), "me.name").used_by == ("each",)


def test_plan__requires_what_any_visible_ask_requires():
    optional = spec("optional", ask("applicant", fact("applicant.phone", required=False)))
    required = spec("required", ask("applicant", fact("applicant.phone", "has_spouse"), "applicant.has_spouse"))
    procedures = [*bound(optional), *bound(required)]
    assert not item_of(planned(procedures, {"me.has_spouse": False}), "me.phone").required
    assert item_of(planned(procedures, {"me.has_spouse": True}), "me.phone").required


def test_plan__says_why_a_conditional_question_is_asked():
    found = planned(bound(CLAIM, spouse=["dad"]), {"me.has_spouse": True, "dad.lives_apart": True})
    assert item_of(found, "dad.residence").reasons == (
        DecidingLeaf("has_spouse", True),
        DecidingLeaf("spouse_apart", True),
    )
    assert item_of(found, "me.name").reasons == ()


def test_plan__marks_what_is_known_with_who_said_it():
    card = Provenance(ValueSource.CARD, "2026-11-23T09:00:00+09:00")
    found = planned(bound(CLAIM), {"me.born_on": date(1995, 5, 5)}, {("me", "born_on"): card})
    assert item_of(found, "me.born_on").provenance == card
    assert item_of(found, "me.born_on").answered
    assert item_of(found, "me.name").provenance is None
    assert item_of(found, "me.name").value is UNKNOWN


FAMILY_NAME = [
    Suggestion(FactRef("applicant", "name"), "family", "family"),
    Suggestion(FactRef("applicant", "name"), "family_kana", "family_kana"),
]


def test_plan__suggests_parts_of_other_answers():
    child = spec("child", ask("applicant", "applicant.name"), ask("children", fact("child.name", suggest=FAMILY_NAME)))
    mother = SimpleNamespace(family="葛城", family_kana="カツラギ")
    found = planned(bound(child, child=["c1"]), {"me.name": mother})
    suggestion = item_of(found, "c1.name").suggestion
    assert suggestion is not None
    assert suggestion.parts == {"family": "葛城", "family_kana": "カツラギ"}
    assert item_of(planned(bound(child, child=["c1"])), "c1.name").suggestion is None
    answered = planned(bound(child, child=["c1"]), {"me.name": mother, "c1.name": mother})
    assert item_of(answered, "c1.name").suggestion is None


def test_plan__suggests_whole_values_but_never_a_fact_to_itself():
    same = [Suggestion(FactRef("applicant", "residence"))]
    home = spec("home", ask("applicant", "applicant.residence"), ask("children", fact("child.residence", suggest=same)))
    found = planned(bound(home, child=["c1"]), {"me.residence": "村上市三之町1-1"})
    suggestion = item_of(found, "c1.residence").suggestion
    assert suggestion is not None
    assert suggestion.value == "村上市三之町1-1"
    own = planned(bound(home, applicant=["c1"], child=["c1"]))
    assert item_of(own, "c1.residence").suggestion is None


def test_plan__suggests_nothing_from_hidden_answers():
    same = [Suggestion(FactRef("applicant", "employer"))]
    work = spec(
        "work",
        ask("work", "applicant.works", fact("applicant.employer", "applicant_works")),
        ask("spouse", fact("spouse.employer", suggest=same)),
    )
    answers = {"me.works": False, "me.employer": "市役所"}
    assert item_of(planned(bound(work, spouse=["dad"]), answers), "dad.employer").suggestion is None


def test_plan__names_facts_that_are_waited_for_and_never_asked():
    lone = spec("lone", ask("work", fact("applicant.employer", "applicant_works")))
    assert planned(bound(lone)).undecided == (("me", "works"),)
    assert planned(bound(lone), {"me.works": True}).undecided == ()
    assert facts_nobody_asks(lone) == {FactRef("applicant", "works")}
    assert facts_nobody_asks(CLAIM) == {FactRef("spouse", "lives_apart")}


def test_plan__of_nothing_is_empty():
    found = planned([])
    assert (found.pages, found.attachments, found.undecided) == ((), (), ())
    assert next_page(found) is None


def test_plan__does_not_touch_the_answers_it_was_given():
    answers = {"me.has_spouse": False, "dad.name": "x"}
    planned(bound(CLAIM, spouse=["dad"]), answers)
    assert answers == {"me.has_spouse": False, "dad.name": "x"}


def test_compile_procedure__refuses_questions_that_wait_for_each_other():
    circle = spec(
        "circle", ask("work", fact("applicant.works", "employer_said"), fact("applicant.employer", "applicant_works"))
    )
    with pytest.raises(DependencyCycle) as caught:
        compile_procedure(circle)
    assert set(caught.value.cycle) == {FactRef("applicant", "works"), FactRef("applicant", "employer")}
    assert visibility_edges(circle) == {
        FactRef("applicant", "works"): {FactRef("applicant", "employer")},
        FactRef("applicant", "employer"): {FactRef("applicant", "works")},
    }


def test_bind_procedure__files_nothing_for_nobody():
    each = compile_procedure(spec("each", ask("children", "child.name"), for_each="child"))
    assert bind_procedure(each, {"child": ()}) == ()


def test_missing__lists_required_questions_without_an_answer_in_order():
    phone = spec("phone", ask("applicant", fact("applicant.phone", required=False), "applicant.name"))
    found = planned(bound(phone), {"me.phone": None})
    assert [item.field_key for item in missing(found)] == ["me.name"]
    assert missing(planned(bound(phone), {"me.name": "x"})) == ()
    assert [item.field_key for item in missing(planned(bound(phone), {"me.name": None}))] == ["me.name"]


def test_next_page__goes_on_to_what_is_open_and_comes_back_for_what_is_missing():
    procedures = bound(CLAIM, child=["c1", "c2"])
    everything = {f"{who}.{what}": "x" for who in ("me", "c1", "c2") for what in ("name", "born_on")}
    answers = {**everything, "me.has_spouse": False}

    def after(key, **changed):
        facts = {name: value for name, value in {**answers, **changed}.items() if value is not None}
        page = next_page(planned(procedures, facts), key)
        return page and page.key

    assert after(None, **{"me.name": None}) == "applicant"
    assert after("applicant") is None
    assert after("applicant", **{"c2.name": None}) == "children:c2"
    assert after("children:c2", **{"me.name": None}) == "applicant"
    assert after("gone", **{"c1.name": None}) == "children:c1"
    assert planned(procedures, answers).page("children:c1") is not None
    assert planned(procedures, answers).page("gone") is None


def test_plan__takes_a_role_that_nobody_has():
    lonely = ProcedureSpec(
        "lonely", {"applicant": RoleSpec("applicant", "Person")}, (ask("applicant", "applicant.name"),), PREDICATES
    )
    (one,) = bind_procedure(compile_procedure(lonely), {})
    assert planned([one]).pages == ()
    assert ROLES["applicant"].kind == "Person"
    assert FactAsk(FactRef("applicant", "name")).required
