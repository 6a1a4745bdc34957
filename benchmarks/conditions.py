"""What a condition costs: ten leaves evaluated, explained, and searched for what still matters."""

from __future__ import annotations

from datetime import date

from benchmarks.timing import Figure, microseconds
from murakami.kernel.conditions import (
    Condition,
    Predicate,
    Situation,
    Truth,
    compile_condition,
    compile_explanation,
    facts_of,
    parse_condition,
    parse_predicate,
    relevant_facts,
)
from murakami.kernel.facts import Fact, Kind, RoleSpec

_ROLES = {"me": RoleSpec("me", "Person"), "child": RoleSpec("child", "Person", plural=True)}
_TYPES: dict[str, tuple[str, dict[str, object]]] = {
    "in_city": ("yes_no", {}),
    "works": ("choice", {"choices": ["office", "home", "not"]}),
    "cars": ("integer", {"max": "9"}),
    "income": ("amount_yen", {}),
    "speaks": ("choices", {"choices": ["ja", "en", "zh"]}),
    "insured": ("yes_no", {}),
    "moved_on": ("date", {"latest": "today"}),
    "born_on": ("date", {"latest": "today"}),
}
_KINDS = {"Person": Kind("Person", {id: Fact("Person", id, type, options) for id, (type, options) in _TYPES.items()})}
_WRITTEN = {
    "in_city": {"fact": "me.in_city", "is": "yes"},
    "works": {"fact": "me.works", "one_of": ["office", "home"]},
    "has_car": {"fact": "me.cars", "at_least": "1"},
    "poor": {"fact": "me.income", "at_most": "2000000"},
    "speaks_ja": {"fact": "me.speaks", "includes": "ja"},
    "uninsured": {"fact": "me.insured", "is": "no"},
    "just_moved": {"fact": "me.moved_on", "within_days": "14"},
    "grown": {"fact": "me.born_on", "age_at_least": "20"},
    "child_young": {"fact": "child.born_on", "age_under": "19", "on": "fiscal_year_end"},
    "child_in_city": {"fact": "child.in_city", "is": "yes"},
}
PREDICATES: dict[str, Predicate] = {
    id: parse_predicate(id, data, roles=_ROLES, kinds=_KINDS) for id, data in _WRITTEN.items()
}
TEN_LEAVES: Condition = parse_condition(
    {
        "all": [
            "in_city",
            "grown",
            {"not": {"all": ["works", "has_car", {"not": "poor"}]}},
            {"any": [{"not": "speaks_ja"}, "uninsured", "just_moved"]},
            {"some": {"of": "child", "that": {"all": ["child_young", "child_in_city"]}}},
        ]
    }
)
_PEOPLE: dict[str, tuple[str, ...] | None] = {"me": ("me",), "child": ("child",)}
_TODAY = date(2026, 11, 23)
# every leaf is looked at before the truth is found
ANSWERED = Situation(
    {
        ("me", "in_city"): True,
        ("me", "born_on"): date(1990, 4, 1),
        ("me", "works"): "home",
        ("me", "cars"): 1,
        ("me", "income"): 1_900_000,
        ("me", "speaks"): ("ja",),
        ("me", "insured"): True,
        ("me", "moved_on"): date(2026, 11, 20),
        ("child", "born_on"): date(2026, 11, 3),
        ("child", "in_city"): True,
    },
    _PEOPLE,
    _TODAY,
)
_NOTHING_SAID = Situation({}, _PEOPLE, _TODAY)


def run() -> list[Figure]:
    """Measure; each figure comes with the bound that it must keep."""
    evaluate = compile_condition(TEN_LEAVES, PREDICATES)
    explanation = compile_explanation(TEN_LEAVES, PREDICATES)
    if evaluate(ANSWERED) is not Truth.TRUE or len(facts_of(TEN_LEAVES, PREDICATES)) != 10:
        raise AssertionError("the condition that is measured does not look at its ten leaves")
    return [
        ("condition of ten leaves, evaluated", microseconds(lambda: evaluate(ANSWERED)), "µs", 20.0),
        ("condition of ten leaves, explained", microseconds(lambda: explanation(ANSWERED)), "µs", 60.0),
        (
            "condition of ten leaves, which facts matter",
            microseconds(
                lambda: relevant_facts(TEN_LEAVES, PREDICATES, _NOTHING_SAID, roles=_ROLES, kinds=_KINDS), times=20
            ),
            "µs",
            20_000.0,
        ),
    ]
