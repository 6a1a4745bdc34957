"""Comparing the people of a filing with the register: candidates to choose from, differences to look at.

Nothing is matched silently: differences are shown only against a person whom a clerk has confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.register.models import Resident
from murakami.domain.register.queries import list_possible
from murakami.kernel.document import Document, Row
from murakami.kernel.search_keys import search_key

NAME_FACT, BIRTH_FACT, ADDRESS_FACT = "name", "born_on", "residence"


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the document, with the rows that the register can speak of."""

    instance: str
    name: str
    born_on: date | None
    rows: Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A person with the register's view of them: `matched` when a clerk has confirmed it, else `candidates`."""

    person: Person
    matched: Resident | None
    candidates: Sequence[Resident]
    verdicts: Mapping[str, bool]  # row key → whether register and filing agree
    same_but_written_otherwise: frozenset[str] = frozenset()


def people_of(document: Document) -> tuple[Person, ...]:
    """List the people whose name and birth date the document holds."""
    found: dict[str, dict[str, Row]] = {}
    for row in document.rows:
        if row.fact in {NAME_FACT, BIRTH_FACT, ADDRESS_FACT}:
            found.setdefault(row.instance, {})[row.fact] = row
    return tuple(_person(instance, rows) for instance, rows in found.items() if _has_name(rows))


def compare_people(page: CasePage) -> tuple[Comparison, ...]:
    """Compare every person of the newest revision with the register. SQL: 1."""
    people = people_of(page.document)
    chosen = {match.instance: match.register_number for match in page.matches}
    known = list_possible(register_numbers=chosen.values(),
                          born_on=[person.born_on for person in people if person.born_on])
    return tuple(_compare(person, chosen.get(person.instance), known) for person in people)


def _compare(person: Person, register_number: str | None, known: Iterable[Resident]) -> Comparison:
    matched = next((resident for resident in known if resident.register_number == register_number), None)
    if matched is None:
        key = search_key(person.name)
        candidates = sorted((resident for resident in known if resident.born_on == person.born_on),
                            key=lambda resident: (resident.name_key != key, resident.register_number))[:5]
        return Comparison(person=person, matched=None, candidates=candidates, verdicts={})
    verdicts = {row.key: _agrees(row, matched) for row in person.rows.values()}
    name = person.rows[NAME_FACT]
    written = _name(name) != f"{matched.family_name} {matched.given_name}"
    otherwise = frozenset({name.key}) if verdicts[name.key] and written else frozenset[str]()
    return Comparison(person=person, matched=matched, candidates=(), verdicts=verdicts,
                      same_but_written_otherwise=otherwise)


def _agrees(row: Row, resident: Resident) -> bool:
    if row.fact == NAME_FACT:
        return search_key(_name(row)) == resident.name_key
    if row.fact == BIRTH_FACT:
        return row.value == resident.born_on.isoformat()
    value = row.value if isinstance(row.value, dict) else {}
    filed = f"{value.get('town', '')}{value.get('block', '')}{value.get('building', '')}"
    return search_key(filed) == search_key(f"{resident.town}{resident.block}{resident.building}")


def _person(instance: str, rows: Mapping[str, Row]) -> Person:
    born = rows.get(BIRTH_FACT)
    return Person(instance=instance, name=_name(rows[NAME_FACT]), rows=rows,
                  born_on=date.fromisoformat(born.value) if born and isinstance(born.value, str) else None)


def _has_name(rows: Mapping[str, Row]) -> bool:
    return NAME_FACT in rows and rows[NAME_FACT].type == "person_name" and isinstance(rows[NAME_FACT].value, dict)


def _name(row: Row) -> str:
    value = row.value if isinstance(row.value, dict) else {}
    return f"{value.get('family', '')} {value.get('given', '')}".strip()
