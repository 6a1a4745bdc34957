"""Procedures of a birth as an interview asks them, in small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from murakami.engines.interview import (
    AskSpec,
    AttachmentSpec,
    BoundProcedure,
    FactAsk,
    InterviewPlan,
    ProcedureSpec,
    Suggestion,
    bind_procedure,
    compile_procedure,
    plan,
)
from murakami.kernel.conditions import ALWAYS, FactKey, Situation, parse_condition, parse_predicate
from murakami.kernel.facts import Fact, FactRef, Kind, Provenance, RoleSpec

TODAY = date(2026, 11, 23)

PERSON_FACTS = {
    "name": "person_name",
    "born_on": "date",
    "residence": "address",
    "phone": "phone",
    "has_spouse": "yes_no",
    "works": "yes_no",
    "employer": "text",
    "employer_phone": "phone",
    "lives_apart": "yes_no",
    "school": "text",
}
KINDS = {
    "Person": Kind("Person", {id: Fact("Person", id, type) for id, type in PERSON_FACTS.items()}),
    "BankAccount": Kind("BankAccount", {"number": Fact("BankAccount", "number", "bank_account")}),
}
ROLES = {
    role: RoleSpec.parse(role, text)
    for role, text in {
        "applicant": "Person",
        "spouse": "Person?",
        "child": "Person[]",
        "account": "BankAccount",
    }.items()
}
PREDICATES = {
    id: parse_predicate(id, data, roles=ROLES, kinds=KINDS)
    for id, data in {
        "has_spouse": {"fact": "applicant.has_spouse", "is": "yes"},
        "applicant_works": {"fact": "applicant.works", "is": "yes"},
        "employer_said": {"fact": "applicant.employer", "answered": "yes"},
        "spouse_apart": {"fact": "spouse.lives_apart", "is": "yes"},
        "child_apart": {"fact": "child.lives_apart", "is": "yes"},
        "child_minor": {"fact": "child.born_on", "age_under": "19", "on": "fiscal_year_end"},
        "registered": {"fact": "account.number", "part": "registered", "is": "yes"},
    }.items()
}
ORDERS = {"applicant": 10, "work": 15, "spouse": 20, "children": 30, "account": 40}


def fact(text: str, when: object = None, *, required: bool = True, suggest: Sequence[Suggestion] = ()) -> FactAsk:
    condition = ALWAYS if when is None else parse_condition(when)
    return FactAsk(FactRef.parse(text), condition, required, tuple(suggest))


def ask(topic: str, *facts: FactAsk | str, when: object = None) -> AskSpec:
    made = tuple(fact(each) if isinstance(each, str) else each for each in facts)
    return AskSpec(topic, made, ALWAYS if when is None else parse_condition(when), ORDERS[topic])


def spec(
    procedure: str, *asks: AskSpec, attachments: Sequence[AttachmentSpec] = (), for_each: str | None = None
) -> ProcedureSpec:
    return ProcedureSpec(procedure, ROLES, asks, PREDICATES, tuple(attachments), for_each)


def bound(definition: ProcedureSpec, **roles: Sequence[str]) -> tuple[BoundProcedure, ...]:
    people = {"applicant": ("me",), "spouse": (), "child": (), "account": ("account",)}
    people.update({role: tuple(names) for role, names in roles.items()})
    return bind_procedure(compile_procedure(definition), people)


def planned(
    procedures: Sequence[BoundProcedure],
    facts: Mapping[str, object] | None = None,
    known: Mapping[FactKey, Provenance] | None = None,
) -> InterviewPlan:
    answers = {tuple(key.rsplit(".", 1)): value for key, value in (facts or {}).items()}
    return plan(procedures, Situation(answers, {}, TODAY), known or {})


def shown(found: InterviewPlan) -> dict[str, list[str]]:
    """Write the pages as a table: page key to field keys."""
    return {page.key: [item.field_key for item in page.items] for page in found.pages}
