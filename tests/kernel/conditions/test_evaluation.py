from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.ages import AgeDay
from murakami.kernel.conditions import (
    AgeAtLeast,
    AgeUnder,
    All,
    Always,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Before,
    Every,
    Includes,
    Is,
    IsNot,
    Named,
    Not,
    OneOf,
    OnOrAfter,
    PluralRoleError,
    Predicate,
    Situation,
    Some,
    Truth,
    WithinDays,
    compile_condition,
    parse_condition,
)
from murakami.kernel.facts import ABSENT, UNKNOWN, FactRef
from tests.kernel.conditions.town import PEOPLE, PREDICATES, TODAY, VALUES, situation, trees

TRUE, FALSE, NOT_YET, HIDDEN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN, Truth.ABSENT


def truth_of(test, value, *, today=TODAY, part=None):
    predicates = {"p": Predicate("p", FactRef("me", "fact"), test, part)}
    return compile_condition(Named("p"), predicates)(Situation({("me", "fact"): value}, {"me": ("me",)}, today))


@pytest.mark.parametrize(
    ("test", "holds_for", "fails_for"),
    [
        (Is(True), True, False),
        (IsNot("a"), "b", "a"),
        (OneOf(("a", "b")), "b", "c"),
        (Includes("a"), ("b", "a"), ("b",)),
        (AtLeast(3), 3, 2),
        (AtMost(3), 3, 4),
        (Before(date(2026, 4, 1)), date(2026, 3, 31), date(2026, 4, 1)),
        (Before("today"), date(2026, 11, 22), date(2026, 11, 23)),
        (OnOrAfter(date(2026, 4, 1)), date(2026, 4, 1), date(2026, 3, 31)),
        (OnOrAfter("today"), date(2026, 11, 23), date(2026, 11, 22)),
        # the day of birth is day 0, the day after day 1 (民法140条)
        (WithinDays(14), date(2026, 11, 9), date(2026, 11, 8)),
        (WithinDays(0), date(2026, 11, 23), date(2026, 11, 24)),
        (AgeUnder(3), date(2023, 11, 24), date(2023, 11, 23)),
        (AgeAtLeast(20), date(2006, 11, 23), date(2006, 11, 24)),
        # 18歳に達する日以後の最初の3月31日まで: born on 1 April 2008 is out since 31 March 2026
        (AgeUnder(19, AgeDay.FISCAL_YEAR_END), date(2008, 4, 2), date(2008, 4, 1)),
        (AgeAtLeast(3, AgeDay.APRIL_FIRST), date(2023, 4, 1), date(2023, 4, 2)),
        (Answered(), "x", None),
    ],
)
def test_compile_condition__tests_values(test, holds_for, fails_for):
    assert truth_of(test, holds_for) is TRUE
    assert truth_of(test, fails_for) is FALSE
    assert truth_of(test, UNKNOWN) is NOT_YET
    assert truth_of(test, ABSENT) is HIDDEN


def test_compile_condition__finds_nothing_to_test_in_a_blank():
    assert truth_of(Is("x"), None) is HIDDEN
    assert truth_of(Answered(), None) is FALSE


def test_compile_condition__looks_at_a_part():
    account = SimpleNamespace(registered=True)
    assert truth_of(Is(True), account, part="registered") is TRUE
    assert truth_of(Is(False), account, part="registered") is FALSE
    assert truth_of(Is(True), SimpleNamespace(registered=None), part="registered") is HIDDEN
    assert truth_of(Is(True), UNKNOWN, part="registered") is NOT_YET


LEAVES = {TRUE: "me_in_city", FALSE: "me_not_in_city", NOT_YET: "me_works", HIDDEN: "me_has_car"}
FOUR = {("me", "in_city"): True, ("me", "cars"): ABSENT}


def joined(word, *truths):
    tree = parse_condition({word: [LEAVES[truth] for truth in truths]})
    return compile_condition(tree, PREDICATES)(situation(FOUR))


@pytest.mark.parametrize(
    ("parts", "all_is", "any_is"),
    [
        ([TRUE, TRUE], TRUE, TRUE),
        ([TRUE, FALSE], FALSE, TRUE),
        ([TRUE, NOT_YET], NOT_YET, TRUE),
        ([TRUE, HIDDEN], HIDDEN, TRUE),
        ([FALSE, FALSE], FALSE, FALSE),
        ([FALSE, NOT_YET], FALSE, NOT_YET),
        ([FALSE, HIDDEN], FALSE, FALSE),
        ([NOT_YET, NOT_YET], NOT_YET, NOT_YET),
        ([NOT_YET, HIDDEN], HIDDEN, NOT_YET),
        ([HIDDEN, HIDDEN], HIDDEN, HIDDEN),
    ],
)
def test_compile_condition__joins_four_truths(parts, all_is, any_is):
    for order in (parts, parts[::-1], [*parts, *parts]):
        assert joined("all", *order) is all_is
        assert joined("any", *order) is any_is


@pytest.mark.parametrize(("inner", "outer"), [(TRUE, FALSE), (FALSE, TRUE), (NOT_YET, NOT_YET), (HIDDEN, HIDDEN)])
def test_compile_condition__negates(inner, outer):
    assert compile_condition(Not(Named(LEAVES[inner])), PREDICATES)(situation(FOUR)) is outer


@pytest.mark.parametrize(
    ("children", "some_is", "every_is"),
    [
        (None, NOT_YET, NOT_YET),
        ({}, FALSE, TRUE),
        ({"a": True, "b": False}, TRUE, FALSE),
        ({"a": True, "b": UNKNOWN}, TRUE, NOT_YET),
        ({"a": False, "b": UNKNOWN}, NOT_YET, FALSE),
        ({"a": ABSENT, "b": UNKNOWN}, NOT_YET, HIDDEN),
        ({"a": ABSENT}, HIDDEN, HIDDEN),
    ],
)
def test_compile_condition__quantifies_over_several_people(children, some_is, every_is):
    facts = {(child, "in_city"): value for child, value in (children or {}).items()}
    here = situation(facts, child=None if children is None else tuple(children))
    assert compile_condition(Some("child", Named("child_in_city")), PREDICATES)(here) is some_is
    assert compile_condition(Every("child", Named("child_in_city")), PREDICATES)(here) is every_is


def test_compile_condition__speaks_of_others_inside_a_quantifier():
    tree = Some("child", All((Named("child_in_city"), Not(Named("me_in_city")))))
    facts = {("a", "in_city"): True, ("me", "in_city"): False}
    assert compile_condition(tree, PREDICATES)(situation(facts, child=("a",))) is TRUE


def test_compile_condition__is_unknown_for_people_not_yet_named_and_absent_for_nobody():
    of_partner = compile_condition(Named("partner_works"), PREDICATES)
    facts = {("partner", "works"): "home"}
    assert of_partner(situation(facts)) is TRUE
    assert of_partner(situation(facts, partner=None)) is NOT_YET
    assert of_partner(situation(facts, partner=())) is HIDDEN
    assert of_partner(Situation(facts, {}, TODAY)) is NOT_YET


def test_compile_condition__refuses_to_choose_among_several():
    with pytest.raises(PluralRoleError):
        compile_condition(Named("child_works"), PREDICATES)(situation({}, child=("a", "b")))


def test_compile_condition__always_holds_without_a_condition():
    assert compile_condition(Always(), {})(situation({})) is TRUE


def kleene(tree, here):
    """Evaluate a tree by the definitions, without closures or short cuts."""
    match tree:
        case Named(name):
            return compile_condition(tree, {name: PREDICATES[name]})(here)
        case All(parts) | AnyOf(parts):
            truths = [kleene(part, here) for part in parts]
        case Not(part):
            return {TRUE: FALSE, FALSE: TRUE}.get(kleene(part, here), kleene(part, here))
        case Some(role, that) | Every(role, that):
            people = here.roles[role]
            truths = [kleene(that, Situation(here.facts, {**here.roles, role: (one,)}, here.today)) for one in people]
    if isinstance(tree, All | Every):
        return next((truth for truth in (FALSE, HIDDEN, NOT_YET) if truth in truths), TRUE)
    if not truths:
        return FALSE
    return next((truth for truth in (TRUE, NOT_YET, FALSE) if truth in truths), HIDDEN)


ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from(["me", "partner", "child-1", "child-2"]), st.sampled_from(list(VALUES))),
    st.integers(0, 11),
)


def answered(drawn):
    choices = {fact: (*values, ABSENT) for fact, values in VALUES.items()}
    return {key: choices[key[1]][number % len(choices[key[1]])] for key, number in drawn.items()}


@given(trees(depth=3), PEOPLE, ANSWERS)
def test_compile_condition__agrees_with_the_definitions(tree, people, drawn):
    here = Situation(answered(drawn), people, TODAY)
    assert compile_condition(tree, PREDICATES)(here) is kleene(tree, here)


@given(trees(depth=3), PEOPLE, ANSWERS, ANSWERS)
def test_compile_condition__never_takes_back_what_it_decided(tree, people, drawn, more):
    evaluate = compile_condition(tree, PREDICATES)
    before = evaluate(Situation(answered(drawn), people, TODAY))
    after = evaluate(Situation({**answered(more), **answered(drawn)}, people, TODAY))
    if before in (TRUE, FALSE):
        assert after is before


@given(st.dates(date(1990, 1, 1), date(2026, 11, 23)), st.integers(0, 40))
def test_within_days__holds_from_the_day_itself_to_the_last_day(day, days):
    assert truth_of(WithinDays(days), day, today=day + timedelta(days=days)) is TRUE
    assert truth_of(WithinDays(days), day, today=day + timedelta(days=days + 1)) is FALSE
    assert truth_of(WithinDays(days), day, today=day - timedelta(days=1)) is FALSE
