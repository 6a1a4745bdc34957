"""The schedules: drawn, and as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from murakami.interfaces.open.frame import show
from murakami.interfaces.open.policy.gantt import BESIDE, WIDE, Chart, draw
from murakami.interfaces.open.policy.reading import get_policy
from murakami.interfaces.open.policy.words import year_head
from murakami.kernel.fiscal_years import fiscal_year_of


@dataclass(frozen=True, slots=True)
class Plan:
    """A schedule ready to be shown: its drawing, and its lines for the table."""

    figure: str
    title: str
    heads: tuple[tuple[str, str], ...]
    chart: Chart
    lines: Sequence[Mapping[str, Any]]

    @property
    def columns(self) -> int:
        """Count the columns of the table."""
        return len(self.heads) + 1


@require_safe
def show_schedule(request: HttpRequest) -> HttpResponse:
    """Show the schedules of the edition in force, the municipality's own first. SQL: 3."""
    policy = get_policy()
    ordered = sorted(policy.document["schedules"], key=lambda one: not one["own"])
    return show(request, "policy/schedule.html", {"policy": policy, "document": policy.document,
                                                  "plans": [plan_of(one) for one in ordered]})


def plan_of(schedule: Mapping[str, Any], *, only: str = "") -> Plan:
    """Set a schedule; `only` keeps the lines of one initiative."""
    lines = [line for line in schedule["lines"] if not only or line["initiative"] == only]
    heads = tuple(year_head(year) for year in schedule["years"])
    chart = draw({**schedule, "lines": lines}, heads=heads, now=fiscal_year_of(timezone.localdate()), grid=BESIDE if only else WIDE)
    return Plan(schedule["figure"], schedule["title"], heads, chart, lines)
