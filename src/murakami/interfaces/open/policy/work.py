"""What is published of the work on an initiative: its plan, and how it was evaluated year by year.

The plan comes as the kind `initiative-plan` under the initiative's code, what its KPIs measure as `indicator`, a frozen
year as `policy-year` under its fiscal year.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from murakami.domain.publications.queries import Published, list_published
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.open.frame import address_of
from murakami.interfaces.open.policy.procedures import COUNTED
from murakami.interfaces.open.policy.reading import POLICY_YEAR
from murakami.interfaces.open.policy.words import year_words
from murakami.interfaces.open.years.words import grade_tone, grade_word

INITIATIVE_PLAN: Final = "initiative-plan"
INDICATOR: Final = "indicator"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What was decided about a year."""

    year: str
    grade: str
    word: str
    tone: Tone
    reason: str
    next_step: str
    href: str


@dataclass(frozen=True, slots=True)
class Work:
    """The published plan of an initiative (None where there is none) and its evaluations, the newest first.

    `indicators` are the published ones to which KPIs of the plan are bound, and those counted of its procedures, by key.
    """

    plan: Mapping[str, Any] | None
    evaluations: tuple[Evaluated, ...]
    indicators: Mapping[str, Mapping[str, Any]]

    @property
    def procedures(self) -> tuple[str, ...]:
        """Name the procedures that the plan links."""
        return tuple((self.plan or {}).get("procedures", ()))


def read_work(code: str) -> Work:
    """Read what is published about the work on an initiative. SQL: 1, and 1 where a KPI is bound or a procedure linked."""
    found = list_published(INITIATIVE_PLAN, POLICY_YEAR)
    plan = next((one.document for one in found if (one.head.kind, one.head.key) == (INITIATIVE_PLAN, code)), None)
    return Work(plan, tuple(_evaluated([one for one in found if one.head.kind == POLICY_YEAR], code)), _indicators(plan))


def newest_grades() -> tuple[int, Mapping[str, str]] | None:
    """Read the grades of the newest published year by initiative; None where no year is published. SQL: 1."""
    newest = max(list_published(POLICY_YEAR), key=lambda one: int(one.head.key), default=None)
    return None if newest is None else (int(newest.head.key), {one["code"]: one["grade"] for one in newest.document["initiatives"]})


def _indicators(plan: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    if plan is None:
        return {}
    keys = {kpi["indicator"] for kpi in plan["kpis"] if kpi["indicator"]} | set(COUNTED if plan["procedures"] else ())
    return {one.head.key: one.document for one in list_published(INDICATOR, keys=keys)} if keys else {}


def _evaluated(years: list[Published], code: str) -> Iterator[Evaluated]:
    for year in sorted(years, key=lambda one: int(one.head.key), reverse=True):
        for line in year.document["initiatives"]:
            if line["code"] == code:
                decided = line["evaluations"][-1]
                yield Evaluated(year_words(int(year.head.key)), line["grade"], grade_word(line["grade"]),
                                grade_tone(line["grade"]), decided["reason"],
                                decided["next_step"], address_of("open:year", year.head.key))
