"""The guide against brute force over random life events."""

from datetime import date, timedelta

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from murakami.engines.guide import (
    Bind,
    DueRule,
    Either,
    LifeEvent,
    Offer,
    check_life_event,
    compile_guide,
    guide_step,
    next_question,
    outcome,
    questions_that_matter,
)
from murakami.engines.guide.life_events import predicates_used
from murakami.kernel.conditions import FactKey, People, Situation
from murakami.kernel.facts import FactRef
from tests.engines.reference import Table, plain
from tests.kernel.conditions.town import KINDS, PEOPLE, PREDICATES, ROLES, TODAY, VALUES, trees

SMALL = {**VALUES, "born_on": VALUES["born_on"][::2] + VALUES["born_on"][1::4], "cars": (0, 1, 2)}
CONDITIONS = trees(depth=1)


def later(born_on: date) -> date:
    return born_on + timedelta(days=14)


def binds() -> st.SearchStrategy[Bind]:
    one = st.sampled_from(["me", "partner"])
    return st.one_of(one, st.builds(Either, CONDITIONS, one, one))


@st.composite
def offers(draw: st.DrawFn, number: int) -> Offer:
    several: Bind = draw(st.sampled_from(["child", ("child",), ("me", "child")]))
    due = draw(st.sampled_from([None, DueRule(FactRef("children", "born_on"), later)]))
    return Offer(
        procedure=f"p{number}",
        whose="applicant",
        bind={"applicant": draw(binds()), "children": several},
        when=draw(trees(depth=2)),
        due=due,
    )


@st.composite
def life_events(draw: st.DrawFn) -> LifeEvent:
    size = draw(st.integers(1, 3))
    made = tuple(draw(offers(number)) for number in range(size))
    found = LifeEvent("random", ROLES, made, PREDICATES, KINDS)
    assume("cars_said" not in str(predicates_used(found).keys()))
    return found


def keys_of(life_event: LifeEvent, people: People) -> list[FactKey]:
    used = predicates_used(life_event).values()
    keys = {(who, predicate.ref.fact) for predicate in used for who in people[predicate.ref.role] or ()}
    if any(offer.due for offer in life_event.offers):
        keys |= {(who, "born_on") for role in ("me", "child") for who in people[role] or ()}
    return sorted(keys)


@settings(max_examples=80, deadline=None)
@given(life_events(), PEOPLE, st.data())
def test_guide__asks_exactly_what_matters_until_all_is_settled(life_event, people, data):
    keys = keys_of(life_event, people)
    values = {key: SMALL[key[1]] for key in keys}
    size = 1
    for each in values.values():
        size *= len(each)
    assume(size <= 2500)
    event(f"{len(keys)} facts")
    assert check_life_event(life_event) == ()
    table = Table(life_event, Situation({}, people, TODAY), values)
    plan = compile_guide(life_event)
    facts: dict[FactKey, object] = {}
    for _round in range(len(keys) + 1):
        here = Situation(facts, people, TODAY)
        assert set(questions_that_matter(plan, here)) == table.essential(facts)
        question = next_question(plan, here)
        if question is None:
            break
        assert question in table.essential(facts)
        facts[question] = data.draw(st.sampled_from(values[question]))
    (only,) = table.remaining(facts)
    assert plain(outcome(plan, Situation(facts, people, TODAY))) == only


@settings(max_examples=80, deadline=None)
@given(life_events(), PEOPLE, st.data())
def test_guide__looks_at_no_answer_but_those_it_names(life_event, people, data):
    plan = compile_guide(life_event)
    everybody = sorted({who for several in people.values() for who in several or ()})
    assume(everybody)
    answers = {name: st.sampled_from(values) for name, values in SMALL.items()}

    def said(names):
        keys = [(who, name) for who in everybody for name in sorted(names)]
        drawn = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
        return {key: data.draw(answers[key[1]]) for key in sorted(drawn)}

    before = said(SMALL)
    after = before | said(SMALL.keys() - plan.facts)
    assert guide_step(plan, Situation(after, people, TODAY)) == guide_step(plan, Situation(before, people, TODAY))
