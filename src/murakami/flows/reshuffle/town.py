"""How the town stands: its units, its people with their places, what there is to hand over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from murakami.domain.cases.operations.reorganise import count_cases_of_units
from murakami.domain.procedures.queries import list_catalogue
from murakami.domain.programme.operations.units import count_plans_of_units
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.accounts.rules import Tenure
from murakami.foundation.accounts.staff_pages import list_people
from murakami.foundation.accounts.vocabulary import Role


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A role in a unit; `purpose` is the procedure that it is for, "" for all the unit's work."""

    unit: str
    role: Role
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here; `account_id` is 0 for somebody who is yet to come."""

    login_name: str
    name: str
    email: str = ""
    account_id: int = 0
    places: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Town:
    """The town on a day: names by code of the units, members by sign-in name, procedures by id, what units have in hand.

    `homes` are the units by which procedures are filed; `cases` counts unfinished cases by unit and procedure, `plans`
    the initiatives of a unit.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)
    procedures: Mapping[str, str] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[tuple[str, str], int] = field(default_factory=dict)
    plans: Mapping[str, int] = field(default_factory=dict)


def read_town(*, on: date) -> Town:
    """Read how the town stands on a day: open units, active people, what they have in hand. SQL: 5, and the catalogue's."""
    units = {unit.code: unit.name for unit in list_units()}
    people = list_people(on=on)
    procedures = list_catalogue()
    return Town(
        units=units,
        members={one.login_name: Member(
            login_name=one.login_name, name=one.name, email=one.email, account_id=one.account_id,
            places=frozenset(_place(tenure) for tenure in one.tenures if tenure.holds_on(on) and tenure.absent is None))
            for one in people},
        procedures={one.id: one.text("short", "ja") for one in procedures},
        homes={one.id: one.unit for one in procedures},
        cases=count_cases_of_units(units), plans=count_plans_of_units())


def _place(tenure: Tenure) -> Place:
    return Place(unit=tenure.unit, role=tenure.role, purpose=tenure.purpose)
