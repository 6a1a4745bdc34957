from murakami.engines.interview import Suggestion
from murakami.kernel.conditions import parse_condition
from murakami.kernel.facts import FactRef, RoleSpec
from tests.engines.claims import PREDICATES, ROLES, ask, bound, fact, planned, shown, spec

WORKING = Suggestion(value="fishery co-operative", when=parse_condition("applicant_works"))
WORK = spec(
    "work",
    ask("applicant", "applicant.works"),
    ask("work", fact("applicant.employer", suggest=[WORKING])),
)


def suggestion_of(found, field_key):
    return next(item.suggestion for page in found.pages for item in page.items if item.field_key == field_key)


def test_plan__suggests_a_fixed_answer_only_while_its_condition_holds():
    suggestion = suggestion_of(planned(bound(WORK), {"me.works": True}), "me.employer")
    assert suggestion is not None
    assert suggestion.value == "fishery co-operative"
    assert suggestion_of(planned(bound(WORK), {"me.works": False}), "me.employer") is None
    assert suggestion_of(planned(bound(WORK)), "me.employer") is None


def test_plan__suggests_a_fixed_answer_in_any_case_without_a_condition():
    school = spec("school", ask("children", fact("child.school", suggest=[Suggestion(value="none")])))
    suggestion = suggestion_of(planned(bound(school, child=["c1"])), "c1.school")
    assert suggestion is not None
    assert suggestion.value == "none"


def test_plan__decides_about_a_suggestion_for_each_of_several_people():
    at_home = Suggestion(FactRef.parse("applicant.residence"), when=parse_condition({"not": "child_apart"}))
    home = spec(
        "home",
        ask("applicant", "applicant.residence"),
        ask("children", "child.lives_apart", fact("child.residence", suggest=[at_home])),
    )
    answers = {"me.residence": "三之町1-1", "c1.lives_apart": False, "c2.lives_apart": True}
    found = planned(bound(home, child=["c1", "c2"]), answers)
    suggestion = suggestion_of(found, "c1.residence")
    assert suggestion is not None
    assert suggestion.value == "三之町1-1"
    assert suggestion_of(found, "c2.residence") is None


def test_plan__gives_one_page_to_a_person_bound_alone_here_and_among_several_there():
    claim = spec("claim", ask("children", "child.name"))
    alone = {**ROLES, "child": RoleSpec.parse("child", "Person")}
    medical = type(claim)("medical", alone, (ask("children", "child.born_on"),), PREDICATES, for_each="child")
    found = planned([*bound(claim, child=["c1", "c2"]), *bound(medical, child=["c1"])])
    assert shown(found) == {"children:c1": ["c1.name", "c1.born_on"], "children:c2": ["c2.name"]}
