"""A birth as the packs of this repository define it, without a database: two parents, a newborn, everything answered."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from murakami.domain.intake.rules.planning import Standing, join_definitions, stand
from murakami.domain.procedures.catalogue import Catalogue
from murakami.domain.procedures.compiling import compile_library
from murakami.domain.procedures.life_events import LifeEventVersion
from murakami.foundation.packs.linting import lint

PACKS = Path(__file__).parents[3] / "packs"
TODAY = date(2026, 11, 23)
SAID_AT = "2026-11-23T09:00:00+09:00"
PEOPLE: dict[str, Any] = {"me": ["me"], "partner": ["partner"], "newborn": ["newborn-1"], "sibling": [], "head": ["head"],
                          "household": ["household"], "account": ["account"], "mother_account": ["mother_account"]}
GUIDE: dict[str, Any] = {
    "me.lives_in_city": True, "household.main_earner": "partner", "household.allowance_status": "not_yet",
    "household.child_insurance": "national_health", "household.wants_nursery": False, "me.gave_birth": True,
    "newborn-1.born_on": "2026-11-03"}
ALLOWANCE, INSURANCE, SUBSIDY, BENEFIT, NURSERY = (
    "child-allowance-claim", "national-health-insurance-child", "child-medical-subsidy", "expectant-mother-benefit",
    "nursery-application")


@cache
def catalogue() -> Catalogue:
    """Compile the packs."""
    report = lint((PACKS / "standard", PACKS / "murakami"))
    assert report.is_clean, report.problems
    return Catalogue(compile_library(report.library))


def birth() -> LifeEventVersion:
    """Take the life event."""
    return catalogue().life_events["birth"]


def stored(answers: dict[str, Any], *, source: str = "resident") -> dict[str, dict[str, Any]]:
    """Write answers ("instance.fact": value) as a conversation stores them."""
    result: dict[str, dict[str, Any]] = {}
    for name, value in answers.items():
        instance, _dot, fact = name.rpartition(".")
        result.setdefault(instance, {})[fact] = {"v": value, "p": {"source": source, "at": SAID_AT,
                                                                  "assurance": "asserted"}}
    return result


def standing(*procedures: str, answers: dict[str, Any] | None = None, people: dict[str, Any] | None = None) -> Standing:
    """Stand in a birth in which these procedures are chosen."""
    event = birth()
    versions = tuple(event.procedures[procedure] for procedure in procedures)
    return stand(definitions=join_definitions(event, versions), people=PEOPLE | (people or {}),
                 stored=stored(GUIDE | (answers or {})), today=TODAY)
