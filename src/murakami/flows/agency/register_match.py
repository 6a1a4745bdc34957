"""Comparing the people of a filing with the register: candidates to choose from, differences to look at.

Nothing is matched silently: differences are shown only against a person whom a clerk has confirmed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.cases.summary import full_name
from murakami.domain.procedures.queries import get_municipality
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.domain.register.models import Resident
from murakami.domain.register.queries import list_possible
from murakami.kernel.document import Document, Row
from murakami.kernel.search_keys import search_key

# Source: 政府相互運用性フレームワーク コアデータモデル 個人
NAME, BIRTH, ADDRESS = "個人.氏名", "個人.生年月日", "個人.住所"
MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the register as a clerk may see them: a protected address (秘匿) is empty.

    `same_birth` is None where the filing does not say the day; `same_household`: as somebody already confirmed.
    """

    register_number: str
    name: str
    kana: str
    born_on: date
    address: str
    is_protected: bool
    left_on: date | None
    died_on: date | None
    same_name: bool
    same_birth: bool | None
    same_household: bool = False

    @property
    def is_likely(self) -> bool:
        """Name and day of birth are the filing's."""
        return self.same_name and self.same_birth is True


@dataclass(frozen=True, slots=True)
class Comparison:
    """A person of the filing beside the register: `matched` when a clerk has confirmed it, else `candidates`.

    `verdicts` say for the keys of rows whether both agree; `written_otherwise` names a row whose name is the same in
    other characters.
    """

    instance: str
    name: str
    matched: Candidate | None = None
    candidates: Sequence[Candidate] = ()
    verdicts: Mapping[str, bool] = field(default_factory=dict)
    written_otherwise: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()  # what would tell where protected ones among them live; never shown

    @property
    def likely(self) -> tuple[Candidate, ...]:
        """Those to look at first: name and birth agree, else of one household with somebody confirmed."""
        agreeing = tuple(one for one in self.candidates if one.is_likely)
        return agreeing or tuple(one for one in self.candidates if one.same_name and one.same_household)

    @property
    def others(self) -> tuple[Candidate, ...]:
        """The other candidates."""
        return tuple(one for one in self.candidates if one not in self.likely)

    @property
    def is_protected(self) -> bool:
        """Whether the address of this person must not be shown: the record says so, or that of who it most likely is."""
        if self.matched:
            return self.matched.is_protected
        return any(one.is_protected and (one.is_likely or (one.same_name and one.same_birth is None))
                   for one in self.candidates)

    def without_addresses(self, keys: Collection[str] = ()) -> "Comparison":
        """Say the same without telling where anybody lives, nor whether the address in one of these rows is theirs."""
        verdicts = {key: verdict for key, verdict in self.verdicts.items() if key not in keys}
        return replace(self, verdicts=verdicts, matched=self.matched and replace(self.matched, address=""),
                       candidates=tuple(replace(one, address="") for one in self.candidates))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a document names, with what it says of them."""

    instance: str
    rows: Mapping[str, Row]

    @property
    def name(self) -> str:
        """The name as filed."""
        return full_name(self.rows[NAME].value)

    @property
    def born_on(self) -> date | None:
        """The day of birth as filed."""
        value = self.rows[BIRTH].value if BIRTH in self.rows else None
        return date.fromisoformat(value) if isinstance(value, str) else None


def compare_people(page: CasePage, *, version: ProcedureVersion) -> tuple[Comparison, ...]:
    """Compare every person whom the newest revision names with the register. SQL: 1."""
    return compare(page.document, chosen={match.instance: match.register_number for match in page.matches}, version=version)


def compare(document: Document, *, chosen: Mapping[str, str], version: ProcedureVersion) -> tuple[Comparison, ...]:
    """Compare every person whom a document names with the register; `chosen` says who was confirmed. SQL: 1."""
    people = people_of(document, version)
    known = list_possible(register_numbers=chosen.values(),
                          born_on=[person.born_on for person in people if person.born_on],
                          name_keys=[search_key(person.name) for person in people])
    households = frozenset(one.household_number for one in known if one.register_number in chosen.values())
    homes = frozenset(place for one in known if one.is_protected for place in (one.block, one.building) if place)
    return tuple(replace(_compare(person, chosen.get(person.instance), known, households), homes=homes) for person in people)


def people_of(document: Document, version: ProcedureVersion) -> tuple[Person, ...]:
    """List whom a document names. SQL: none."""
    found: dict[str, dict[str, Row]] = {}
    for row in document.rows:
        meaning = _meaning(row, version)
        if meaning in {NAME, BIRTH, ADDRESS} and row.value is not None:
            found.setdefault(row.instance, {}).setdefault(meaning, row)
    return tuple(Person(instance, rows) for instance, rows in found.items() if NAME in rows)


def _meaning(row: Row, version: ProcedureVersion) -> str:
    role = version.roles.get(row.role)
    fact = version.kinds[role.kind].facts.get(row.fact) if role else None
    return (fact.gif or "") if fact else ""


def _compare(person: Person, register_number: str | None, known: Iterable[Resident],
             households: frozenset[str]) -> Comparison:
    matched = next((resident for resident in known if resident.register_number == register_number), None)
    if matched is None:
        alike = [one for resident in known if (one := _candidate(person, resident, households)).same_name or one.same_birth]
        alike.sort(key=lambda one: (not one.is_likely, not one.same_household, not one.same_birth, one.register_number))
        return Comparison(person.instance, person.name, candidates=tuple(alike[:MOST_CANDIDATES]))
    verdicts = {row.key: _agrees(meaning, row, matched) for meaning, row in person.rows.items()}
    name = person.rows[NAME]
    otherwise = verdicts[name.key] and person.name != _name_of(matched)
    return Comparison(person.instance, person.name, matched=_candidate(person, matched, households), verdicts=verdicts,
                      written_otherwise=frozenset({name.key}) if otherwise else frozenset())


def _agrees(meaning: str, row: Row, resident: Resident) -> bool:
    match meaning:
        case "個人.氏名":
            return search_key(full_name(row.value)) == resident.name_key
        case "個人.生年月日":
            return row.value == resident.born_on.isoformat()
    value = row.value if isinstance(row.value, dict) else {}
    filed = "".join(str(value.get(part) or "") for part in ("city", "town", "block", "building"))
    return search_key(filed) == search_key(get_municipality().name + _address_of(resident))


def _candidate(person: Person, resident: Resident, households: frozenset[str]) -> Candidate:
    return Candidate(
        register_number=resident.register_number, name=_name_of(resident),
        kana=f"{resident.family_kana} {resident.given_kana}", born_on=resident.born_on,
        address="" if resident.is_protected else _address_of(resident), is_protected=resident.is_protected,
        left_on=resident.left_on, died_on=resident.died_on, same_name=search_key(person.name) == resident.name_key,
        same_birth=resident.born_on == person.born_on if person.born_on else None,
        same_household=resident.household_number in households)


def _name_of(resident: Resident) -> str:
    return f"{resident.family_name} {resident.given_name}"


def _address_of(resident: Resident) -> str:
    return f"{resident.town}{resident.block}{resident.building}"
