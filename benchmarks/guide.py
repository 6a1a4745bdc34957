"""What a step of the guide costs over 40 procedures, and what planning an interview of four costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median
from time import perf_counter

from benchmarks.timing import Figure, microseconds
from murakami.engines.guide import DueRule, GuidePlan, LifeEvent, Offer, compile_guide, guide_step, parse_bind
from murakami.engines.interview import (
    AskSpec,
    BoundProcedure,
    FactAsk,
    ProcedureSpec,
    bind_procedure,
    compile_procedure,
    plan,
)
from murakami.kernel.conditions import (
    ALWAYS,
    Condition,
    FactKey,
    Predicate,
    Situation,
    parse_condition,
    parse_predicate,
)
from murakami.kernel.facts import Fact, FactRef, Kind, RoleSpec

_TODAY = date(2026, 11, 23)
_PROCEDURES = 40
_YES_NO = 24
_CAST = {
    role: RoleSpec.parse(role, text)
    for role, text in {"me": "Person", "partner": "Person?", "newborn": "Person[]", "sibling": "Person[]?"}.items()
}
_PEOPLE: dict[str, tuple[str, ...] | None] = {
    "me": ("me",),
    "partner": ("partner",),
    "newborn": ("newborn-1", "newborn-2"),
    "sibling": ("sibling-1",),
}


def _kinds() -> dict[str, Kind]:
    facts = {f"f{number}": Fact("Person", f"f{number}", "yes_no") for number in range(_YES_NO)}
    facts["status"] = Fact("Person", "status", "choice", {"choices": ["a", "b", "c", "d"]})
    facts["born_on"] = Fact("Person", "born_on", "date", {"latest": "today"})
    return {"Person": Kind("Person", facts)}


def _predicates(kinds: Mapping[str, Kind]) -> dict[str, Predicate]:
    written: dict[str, dict[str, object]] = {}
    for role in _CAST:
        written |= {f"{role}_{number}": {"fact": f"{role}.f{number}", "is": "yes"} for number in range(_YES_NO)}
        written |= {f"{role}_status_{choice}": {"fact": f"{role}.status", "is": choice} for choice in "abcd"}
        written[f"{role}_young"] = {"fact": f"{role}.born_on", "age_under": "19", "on": "fiscal_year_end"}
        written[f"{role}_new"] = {"fact": f"{role}.born_on", "within_days": "14"}
    return {id: parse_predicate(id, data, roles=_CAST, kinds=kinds) for id, data in written.items()}


def _when(number: int) -> Condition:
    """Write conditions like those of real packs: living here, a few facts of the family, something of the children."""
    here, there = number % _YES_NO, (number * 7 + 3) % _YES_NO
    status = "abcd"[number % 4]
    return parse_condition(
        {
            "all": [
                "me_0",
                {"any": [f"me_{here}", f"partner_{there}", f"me_status_{status}"]},
                {"not": {"all": [f"partner_{here}", f"partner_status_{status}"]}},
                {"some": {"of": "newborn", "that": {"any": ["newborn_new", f"newborn_{number % 3}"]}}},
            ]
        }
    )


def forty_offers() -> LifeEvent:
    """Make a life event of forty procedures, most of them with a deadline."""
    kinds = _kinds()
    due = DueRule(FactRef("child", "born_on"), lambda born_on: born_on + timedelta(days=15))
    bind = {
        "applicant": parse_bind({"if": "partner_1", "then": "partner", "else": "me"}),
        "child": parse_bind(["newborn", "sibling"]),
    }
    offers = tuple(
        Offer(f"p{number}", "applicant", bind, _when(number), due if number % 3 else None)
        for number in range(_PROCEDURES)
    )
    return LifeEvent("forty", _CAST, offers, _predicates(kinds), kinds)


def _answer(key: FactKey) -> object:
    person, fact = key
    if fact == "born_on":
        return _TODAY - timedelta(days=9 + len(person))
    return "c" if fact == "status" else (len(person) + int(fact[1:])) % 2 == 0


def _conversation(made: GuidePlan) -> tuple[list[Situation], list[float]]:
    """Answer until nothing is left to ask; keep every situation on the way and the milliseconds of its step."""
    facts: dict[FactKey, object] = {}
    situations: list[Situation] = []
    milliseconds: list[float] = []
    while True:
        situations.append(Situation(dict(facts), _PEOPLE, _TODAY))
        start = perf_counter()
        question = guide_step(made, situations[-1]).next_question
        milliseconds.append((perf_counter() - start) * 1000)
        if question is None:
            return situations, milliseconds
        facts[question] = _answer(question)


def _interview() -> tuple[tuple[BoundProcedure, ...], Situation]:
    """Make four procedures that ask 50 facts, a third of them under conditions."""
    kinds = _kinds()
    roles = {"me": _CAST["me"], "newborn": _CAST["newborn"]}
    predicates = _predicates(kinds)
    bound: list[BoundProcedure] = []
    for number in range(4):
        mine = [_fact_ask("me", fact) for fact in range(number * 3, number * 3 + 12)]
        of_child = [_fact_ask("newborn", fact) for fact in range(number * 4, number * 4 + 7)]
        asks = (AskSpec("applicant", tuple(mine), order=10), AskSpec("children", tuple(of_child), order=20))
        spec = ProcedureSpec(f"p{number}", roles, asks, predicates)
        bound += bind_procedure(compile_procedure(spec), {"me": ("me",), "newborn": ("newborn-1", "newborn-2")})
    facts = {(person, f"f{fact}"): fact % 2 == 0 for person in ("me", "newborn-1") for fact in range(20)}
    return tuple(bound), Situation(facts, {}, _TODAY)


def _fact_ask(role: str, number: int) -> FactAsk:
    when = parse_condition(f"{role}_{number - 1}") if number % 3 == 2 else ALWAYS
    return FactAsk(FactRef(role, f"f{number}"), when)


def run() -> list[Figure]:
    """Measure; each figure comes with the bound that it must keep."""
    event = forty_offers()
    made = compile_guide(event)
    situations, of_first = _conversation(made)
    procedures, answered = _interview()
    asked = sum(len(page.items) for page in plan(procedures, answered).pages)
    slowest = max(microseconds(lambda here=here: guide_step(made, here), times=20) for here in situations)  # type: ignore[misc]
    return [
        (f"guide over {_PROCEDURES} procedures, slowest of {len(situations)} steps", slowest / 1000, "ms", 2.0),
        (f"guide over {_PROCEDURES} procedures, median step of a first conversation", median(of_first), "ms", 2.0),
        (f"guide over {_PROCEDURES} procedures, first step for a new shape of family", of_first[0], "ms", 100.0),
        (
            f"interview of 4 procedures, {asked} items planned",
            microseconds(lambda: plan(procedures, answered), times=50) / 1000,
            "ms",
            1.0,
        ),
    ]
