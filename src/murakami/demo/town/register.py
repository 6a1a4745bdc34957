"""Puts the drawn households into the register and writes the people whom the demo's card provider offers."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from murakami.demo.town.households import Household, Person
from murakami.demo.town.names import RARE_FAMILIES
from murakami.domain.register.messages import ResidentRecord

OFFERED = 24


def records_of(households: Iterable[Household]) -> Iterator[ResidentRecord]:
    """Turn households into the records that a core system would export."""
    for household in households:
        for person in household.people:
            yield ResidentRecord(
                register_number=person.register_number, household_number=household.number, relation=person.relation,
                family_name=person.family[0], given_name=person.given[0], family_kana=person.family[1],
                given_kana=person.given[1], born_on=person.born_on, sex=person.sex,
                postal_code=household.town.postal_code, town=household.town.name, block=household.block,
                building=household.building, district=household.town.district, is_protected=household.is_protected)


def families_with_newborns(households: Iterable[Household], *, since: date) -> Iterator[Household]:
    """Find the households into which a child was born since a day and where an adult can act."""
    return (household for household in households
            if household.children_born_since(since) and any(person.relation == "世帯主" for person in household.people))


def write_offered_people(households: Sequence[Household], *, into: Path, today: date) -> int:
    """Write the people to choose from at the demo's card provider: parents of small children first, rare names too."""
    parents = [(household, person) for household in households for person in household.people
               if person.relation in {"世帯主", "妻"} and household.children_born_since(date(today.year - 1, 1, 1))]
    rare = [(household, person) for household in households for person in household.people
            if person.family in RARE_FAMILIES and person.relation in {"世帯主", "妻"}]
    chosen = list(dict.fromkeys([*islice(parents, OFFERED - 6), *islice(rare, 6)]))
    into.write_text(json.dumps([_offered(household, person, today=today) for household, person in chosen],
                               ensure_ascii=False, indent=1), encoding="utf-8")
    return len(chosen)


def _offered(household: Household, person: Person, *, today: date) -> dict[str, str]:
    children = sum(member.relation == "子" for member in household.people)
    newborn = bool(household.children_born_since(date(today.year - 1, today.month, 1)))
    label = f"{household.town.district}・子ども{children}人" + ("・生まれたばかりの子がいます" if newborn else "")
    return {"sub_seed": person.register_number, "name": f"{person.family[0]} {person.given[0]}",
            "birthdate": person.born_on.isoformat(), "gender": person.sex, "label": label,
            "address": f"新潟県村上市{household.town.name}{household.block}{household.building and ' ' + household.building}"}
