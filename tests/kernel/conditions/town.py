"""A tiny vocabulary for conditions: two adults, their children, and predicates of every test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product

from hypothesis import strategies as st

from murakami.kernel.ages import AgeDay
from murakami.kernel.conditions import (
    AgeAtLeast,
    AgeUnder,
    All,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Every,
    FactKey,
    Includes,
    Is,
    IsNot,
    Named,
    Not,
    OneOf,
    OnOrAfter,
    Predicate,
    Situation,
    Some,
    Test,
    WithinDays,
)
from murakami.kernel.facts import Fact, FactRef, Kind, RoleSpec

TODAY = date(2026, 11, 23)

FACTS = {
    "in_city": Fact("Person", "in_city", "yes_no"),
    "works": Fact("Person", "works", "choice", {"choices": ["office", "home", "not"]}),
    "speaks": Fact("Person", "speaks", "choices", {"choices": ["ja", "en"]}),
    "cars": Fact("Person", "cars", "integer", {"min": "0", "max": "3"}),
    "born_on": Fact("Person", "born_on", "date", {"latest": "today"}),
    "account": Fact("Person", "account", "bank_account"),
}
KINDS = {"Person": Kind("Person", FACTS), "Household": Kind("Household", {"head": Fact("Household", "head", "text")})}
ROLES = {
    name: RoleSpec.parse(name, text)
    for name, text in {"me": "Person", "partner": "Person?", "child": "Person[]", "household": "Household"}.items()
}

TESTS: dict[str, tuple[str, Test]] = {
    "in_city": ("in_city", Is(True)),
    "not_in_city": ("in_city", IsNot(True)),
    "at_office": ("works", Is("office")),
    "works": ("works", OneOf(("office", "home"))),
    "speaks_en": ("speaks", Includes("en")),
    "speaks_ja": ("speaks", Includes("ja")),
    "has_car": ("cars", AtLeast(1)),
    "few_cars": ("cars", AtMost(1)),
    "baby": ("born_on", WithinDays(14)),
    "minor": ("born_on", AgeUnder(18, AgeDay.FISCAL_YEAR_END)),
    "grown": ("born_on", AgeAtLeast(20)),
    "old_law": ("born_on", Before(date(2005, 4, 1))),
    "new_law": ("born_on", OnOrAfter(date(2005, 4, 1))),
    "cars_said": ("cars", Answered()),
}
PREDICATES: dict[str, Predicate] = {
    f"{role}_{name}": Predicate(f"{role}_{name}", FactRef(role, fact), test)
    for role in ("me", "partner", "child")
    for name, (fact, test) in TESTS.items()
}

VALUES: Mapping[str, tuple[object, ...]] = {
    "in_city": (True, False),
    "works": ("office", "home", "not"),
    "speaks": tuple(chosen for size in (1, 2) for chosen in combinations(("ja", "en"), size)),
    "cars": (0, 1, 2, 3, None),
    "born_on": tuple(
        date.fromisoformat(day)
        for day in (
            "1950-01-01",
            "2005-03-31",
            "2005-04-01",
            "2006-11-23",
            "2006-11-24",
            "2009-04-01",
            "2009-04-02",
            "2026-11-08",
            "2026-11-09",
            "2026-11-23",
        )
    ),
}
"""Every value that can make a difference to the predicates above, and some more."""


def trees(*, depth: int = 2, roles: tuple[str, ...] = ("me", "partner")) -> st.SearchStrategy[Condition]:
    """Draw sound trees: predicates of several people stand under a quantifier."""
    leaves = st.sampled_from([Named(name) for name in PREDICATES if name.split("_")[0] in roles])
    if depth == 0:
        return leaves
    inner = trees(depth=depth - 1, roles=roles)
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    options: list[st.SearchStrategy[Condition]] = [
        leaves,
        parts.map(All),
        parts.map(AnyOf),
        inner.map(Not),
    ]
    if "child" not in roles:
        of_child = trees(depth=depth - 1, roles=(*roles, "child"))
        options += [
            of_child.map(lambda that: Some("child", that)),
            of_child.map(lambda that: Every("child", that)),
        ]
    return st.one_of(options)


def bushes() -> st.SearchStrategy[Condition]:
    """Draw sound trees of several branches, which ask several things."""
    branches = st.lists(trees(depth=2), min_size=2, max_size=4).map(tuple)
    return st.one_of(branches.map(All), branches.map(AnyOf))


PEOPLE = st.fixed_dictionaries(
    {
        "me": st.just(("me",)),
        "partner": st.sampled_from([("partner",), ()]),
        "child": st.sampled_from([(), ("child-1",), ("child-1", "child-2")]),
        "household": st.just(("household",)),
    }
)


def completions(keys: tuple[FactKey, ...]) -> Iterator[dict[FactKey, object]]:
    """Walk over all complete sets of answers to these facts."""
    for values in product(*(VALUES[fact] for _person, fact in keys)):
        yield dict(zip(keys, values, strict=True))


def situation(
    facts: Mapping[FactKey, object],
    *,
    child: tuple[str, ...] | None = (),
    partner: tuple[str, ...] | None = ("partner",),
) -> Situation:
    """Describe a family on the day of the tests."""
    return Situation(facts, {"me": ("me",), "partner": partner, "child": child, "household": ("household",)}, TODAY)
