"""What holds of every interview: hidden is absent, everything once, and the order of procedures does not matter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from murakami.engines.interview import (
    AskSpec,
    BoundProcedure,
    FactAsk,
    ProcedureSpec,
    bind_procedure,
    compile_procedure,
    hidden_keys,
    plan,
    visible_keys,
)
from murakami.kernel.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Condition,
    FactKey,
    Is,
    Named,
    Not,
    Predicate,
    Situation,
    Truth,
)
from murakami.kernel.facts import ABSENT, UNKNOWN, FactRef, RoleSpec
from tests.engines.claims import TODAY

COUNT = 8
ROLES = {"one": RoleSpec("one", "Person"), "other": RoleSpec("other", "Person")}
PREDICATES = {
    f"{role}_{number}": Predicate(f"{role}_{number}", FactRef(role, f"f{number}"), Is(True))
    for role in ROLES
    for number in range(COUNT)
}
PEOPLE = {"one": ("a",), "other": ("b",)}
SWAPPED = {"one": ("b",), "other": ("a",)}


@st.composite
def gates(draw: st.DrawFn, number: int) -> Condition:
    """Draw a condition on facts with a lower number: such conditions never wait for each other in a circle."""
    if number == 0 or draw(st.integers(0, 2)) == 0:
        return ALWAYS
    names = st.sampled_from([f"{role}_{lower}" for role in ROLES for lower in range(number)])
    parts = tuple(
        Not(Named(name)) if negated else Named(name)
        for name, negated in draw(st.lists(st.tuples(names, st.booleans()), min_size=1, max_size=3))
    )
    return draw(st.sampled_from([All, AnyOf]))(parts)


@st.composite
def procedures(draw: st.DrawFn) -> list[BoundProcedure]:
    made: list[BoundProcedure] = []
    for index in range(draw(st.integers(1, 3))):
        numbers = draw(st.lists(st.integers(0, COUNT - 1), min_size=1, max_size=6))
        facts = [
            FactAsk(FactRef(draw(st.sampled_from(list(ROLES))), f"f{number}"), draw(gates(number)))
            for number in numbers
        ]
        asks = tuple(AskSpec(f"t{draw(st.integers(0, 2))}", (fact,)) for fact in facts)
        definition = compile_procedure(ProcedureSpec(f"p{index}", ROLES, asks, PREDICATES))
        made += bind_procedure(definition, draw(st.sampled_from([PEOPLE, SWAPPED])))
    return made


ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from([f"f{number}" for number in range(COUNT)])),
    st.booleans(),
)


def truths(chosen: list[BoundProcedure], facts: dict[FactKey, object]) -> dict[FactKey, set[Truth]]:
    """Evaluate every ask by itself under effective answers."""
    found: dict[FactKey, set[Truth]] = {}
    for bound in chosen:
        for ask in bound.definition.asks:
            here = Situation(facts, bound.roles, TODAY)
            truth = ask.gate.truth(here) if ask.gate else Truth.TRUE
            found.setdefault((bound.roles[ask.ref.role][0], ask.ref.fact), set()).add(truth)
    return found


@settings(max_examples=300, deadline=None)
@given(procedures(), ANSWERS)
def test_plan__shows_what_holds_and_makes_absent_what_does_not(chosen, answers):
    found = plan(chosen, Situation(answers, {}, TODAY))
    for key, of_key in truths(chosen, dict(found.facts)).items():
        shown = Truth.TRUE in of_key
        waiting = not shown and Truth.UNKNOWN in of_key
        assert (key in visible_keys(found)) == shown
        if shown:
            assert found.facts.get(key, UNKNOWN) is answers.get(key, UNKNOWN)
        else:
            assert found.facts.get(key, UNKNOWN) is (UNKNOWN if waiting else ABSENT)


@settings(max_examples=100, deadline=None)
@given(procedures(), ANSWERS, st.data())
def test_plan__asks_each_fact_once_whatever_the_order_of_procedures(chosen, answers, data):
    found = plan(chosen, Situation(answers, {}, TODAY))
    keys = [item.key for page in found.pages for item in page.items]
    assert len(keys) == len(set(keys))
    assert len({page.key for page in found.pages}) == len(found.pages)
    again = plan(data.draw(st.permutations(chosen)), Situation(answers, {}, TODAY))
    assert visible_keys(again) == visible_keys(found)
    assert hidden_keys(again) == hidden_keys(found)


@settings(max_examples=100, deadline=None)
@given(procedures(), ANSWERS)
def test_plan__is_the_same_when_hidden_answers_are_thrown_away(chosen, answers):
    found = plan(chosen, Situation(answers, {}, TODAY))
    kept = {key: value for key, value in answers.items() if key not in hidden_keys(found)}
    assert plan(chosen, Situation(kept, {}, TODAY)).pages == found.pages
