"""A birth as the real packs describe it, in small: the procedures of the first weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from murakami.engines.guide import DueRule, LifeEvent, Offer, parse_bind
from murakami.kernel.conditions import FactKey, People, Situation, parse_condition, parse_predicate
from murakami.kernel.facts import Fact, FactRef, Kind, RoleSpec

TODAY = date(2026, 11, 23)

PERSON = {
    "lives_in_city": ("yes_no", {}),
    "is_main_earner": ("yes_no", {}),
    "allowance_status": ("choice", {"choices": ["public_servant", "receiving", "not_yet"]}),
    "born_on": ("date", {"latest": "today", "earliest": "2000-01-01"}),
    "insured_with": ("choice", {"choices": ["me", "partner", "national"]}),
    "care": ("choice", {"choices": ["home", "nursery", "later"]}),
    "got_pregnancy_support": ("yes_no", {}),
}
KINDS = {
    "Person": Kind("Person", {id: Fact("Person", id, type, options) for id, (type, options) in PERSON.items()}),
    "Household": Kind("Household", {}),
    "BankAccount": Kind("BankAccount", {}),
}
CAST = {
    role: RoleSpec.parse(role, text)
    for role, text in {
        "me": "Person",
        "partner": "Person?",
        "newborn": "Person[]",
        "sibling": "Person[]?",
        "household": "Household",
        "account": "BankAccount",
    }.items()
}
PREDICATES = {
    id: parse_predicate(id, data, roles=CAST, kinds=KINDS)
    for id, data in {
        "me_lives_in_city": {"fact": "me.lives_in_city", "is": "yes"},
        "partner_is_main_earner": {"fact": "partner.is_main_earner", "is": "yes"},
        "me_public_servant": {"fact": "me.allowance_status", "is": "public_servant"},
        "me_receiving": {"fact": "me.allowance_status", "is": "receiving"},
        "partner_public_servant": {"fact": "partner.allowance_status", "is": "public_servant"},
        "partner_receiving": {"fact": "partner.allowance_status", "is": "receiving"},
        "newborn_joins_national": {"fact": "newborn.insured_with", "is": "national"},
        "newborn_to_nursery": {"fact": "newborn.care", "is": "nursery"},
        "newborn_is_new": {"fact": "newborn.born_on", "within_days": "14"},
        "sibling_of_age": {"fact": "sibling.born_on", "age_under": "19", "on": "fiscal_year_end"},
        "me_got_support": {"fact": "me.got_pregnancy_support", "is": "yes"},
    }.items()
}
EARNER = {"if": "partner_is_main_earner", "then": "partner", "else": "me"}
OTHER = {"if": "partner_is_main_earner", "then": "me", "else": "partner"}


def after(days: int, fact: str = "child.born_on") -> DueRule:
    return DueRule(FactRef.parse(fact), lambda born_on: born_on + timedelta(days=days))


def offer(
    procedure: str, when: object, bind: Mapping[str, object], *, whose: str = "applicant", due: DueRule | None = None
) -> Offer:
    return Offer(
        procedure=procedure,
        whose=whose,
        bind={role: parse_bind(rule) for role, rule in bind.items()},
        when=parse_condition(when),
        due=due,
    )


FAMILY = {"applicant": EARNER, "spouse": OTHER, "child": ["newborn", "sibling"], "household": "household"}
IN_CITY = "me_lives_in_city"

BIRTH = LifeEvent(
    id="birth",
    cast=CAST,
    offers=(
        offer("birth-registration", "always", {"applicant": "me", "child": "newborn"}, due=after(13)),
        offer(
            "child-allowance-claim",
            {
                "all": [
                    IN_CITY,
                    {"not": "me_public_servant"},
                    {"not": "me_receiving"},
                    {"not": {"any": ["partner_public_servant", "partner_receiving"]}},
                ]
            },
            FAMILY,
            due=after(15),
        ),
        offer(
            "child-allowance-change",
            {"all": [IN_CITY, {"any": ["me_receiving", "partner_receiving"]}]},
            {
                "applicant": {"if": "partner_receiving", "then": "partner", "else": "me"},
                "child": "newborn",
                "account": "account",
            },
            due=after(15),
        ),
        offer("child-medical", IN_CITY, {"applicant": EARNER, "child": "newborn", "household": "household"}),
        offer(
            "national-insurance-join",
            {"all": [IN_CITY, {"some": {"of": "newborn", "that": "newborn_joins_national"}}]},
            {"applicant": "me", "child": "newborn"},
            due=after(14),
        ),
        offer(
            "nursery",
            {"all": [IN_CITY, {"some": {"of": "newborn", "that": "newborn_to_nursery"}}]},
            {"applicant": "me", "child": "newborn"},
        ),
        offer(
            "sibling-support",
            {"all": [IN_CITY, {"some": {"of": "sibling", "that": "sibling_of_age"}}]},
            {"applicant": "me", "child": "sibling"},
        ),
        offer("pregnancy-support", {"all": [IN_CITY, {"not": "me_got_support"}]}, {"applicant": "me"}),
    ),
    predicates=PREDICATES,
    kinds=KINDS,
)

VALUES: Mapping[str, tuple[object, ...]] = {
    "lives_in_city": (True, False),
    "is_main_earner": (True, False),
    "allowance_status": ("public_servant", "receiving", "not_yet"),
    "insured_with": ("me", "partner", "national"),
    "care": ("home", "nursery", "later"),
    "got_pregnancy_support": (True, False),
}
NEWBORN_DAYS = (date(2026, 11, 3), date(2026, 11, 20))
SIBLING_DAYS = (date(2008, 4, 1), date(2008, 4, 2))

ALONE: People = {
    "me": ("me",),
    "partner": (),
    "newborn": ("newborn-1",),
    "sibling": (),
    "household": ("household",),
    "account": ("account",),
}
COUPLE: People = {**ALONE, "partner": ("partner",)}
WITH_SIBLING: People = {**COUPLE, "sibling": ("sibling-1",)}


def family(people: People, facts: Mapping[FactKey, object] | None = None) -> Situation:
    return Situation(facts or {}, people, TODAY)


def values_for(people: People) -> dict[FactKey, tuple[object, ...]]:
    """List the facts that the offers look at, with values on both sides of everything that matters."""
    found: dict[FactKey, tuple[object, ...]] = {("me", fact): VALUES[fact] for fact in _OF_ME}
    for person in people["partner"] or ():
        found.update({(person, fact): VALUES[fact] for fact in ("is_main_earner", "allowance_status")})
    for person in people["newborn"] or ():
        found.update({(person, fact): VALUES[fact] for fact in ("insured_with", "care")})
        found[person, "born_on"] = NEWBORN_DAYS
    for person in people["sibling"] or ():
        found[person, "born_on"] = SIBLING_DAYS
    return found


_OF_ME = ("lives_in_city", "allowance_status", "got_pregnancy_support")
