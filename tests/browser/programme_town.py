"""A town with the policy of its packs and its own few people; the plan of the packs makes way for a small one."""

from murakami.domain.programme.models import (
    Body,
    Initiative,
    Kpi,
    KpiYear,
    PlanEntry,
    Risk,
    Task,
    Year,
    YearPlan,
)
from tests.domain.programme.year.cast import FRONT, Town, make_initiatives, make_town
from tests.packs_loaded import load_packs


def town_with_policy() -> Town:
    """The people of the programme; nobody else is of any body."""
    load_packs()
    Body.objects.all().delete()
    return make_town()


def town_with_two_plans() -> Town:
    """The same with two initiatives in a year; the owner of the first has not said yet what came of it."""
    load_packs()
    for model in (PlanEntry, Risk, Task, KpiYear, Kpi, YearPlan, Year, Initiative, Body):
        model.objects.all().delete()
    town = make_town()
    make_initiatives()
    YearPlan.objects.filter(initiative__code=FRONT).update(result="")
    return town
