"""Opening an initiative for a page, and what stands around every view of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from murakami.domain.programme.models import YearPlan
from murakami.domain.programme.operations.plan_desk import (
    EditRefused,
    NotTheirs,
    PlanChanged,
    YearIsFrozen,
)
from murakami.domain.programme.queries.plan import PlanReading, read_plan
from murakami.domain.programme.rules.status import OPEN_TASKS
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Tab
from murakami.interfaces.office.frame import now, show, unit_names
from murakami.interfaces.office.programme.words import (
    CHANGED,
    FROZEN,
    NOT_THEIRS,
    REFUSALS,
    STATUS_TONES,
    STATUSES,
)
from murakami.kernel.fiscal_years import era_fiscal_year, fiscal_year_of

REFUSED = (PlanChanged, NotTheirs, YearIsFrozen, EditRefused)


def open_initiative(request: HttpRequest, code: str) -> PlanReading:
    """Read the plan for a page. Raises InitiativeNotFound. SQL: as `read_plan`."""
    return read_plan(code=code, actor=actor_of(request), today=timezone.localdate(now()))


def refusal_words(error: Exception) -> str:
    """Say why something was not written."""
    match error:
        case PlanChanged():
            return str(CHANGED)
        case NotTheirs():
            return str(NOT_THEIRS)
        case YearIsFrozen():
            return str(FROZEN).format(year=era_fiscal_year(error.fiscal_year))
    return str(REFUSALS.get(str(error), REFUSALS["text_missing"]))


def this_year(reading: PlanReading) -> int:
    """Name the fiscal year that is running, or the nearest one that the programme has."""
    running = fiscal_year_of(reading.today)
    return min(reading.fiscal_years, key=lambda year: abs(year - running), default=running)


def show_plan(request: HttpRequest, reading: PlanReading, template: str, *, current: str = "", status: int = 200,
              **context: Any) -> HttpResponse:
    """Render a view of an initiative with its head, its tabs and what the reader may do. SQL: 0."""
    actor, names, year = actor_of(request), unit_names(), this_year(reading)
    state = reading.status(year)
    initiative = reading.initiative
    return show(
        request, template, here="programme", status=status, reading=reading, initiative=initiative, current=current,
        is_form=not current, tabs=_tabs(reading, current=current), may_edit=reading.may_edit(actor),
        may_place=reading.may_place(actor), may_publish=reading.may_publish(actor),
        owner=names.get(initiative.owner_unit, initiative.owner_unit), unit_names=names,
        related=[names.get(code, code) for code in initiative.related_units],
        year=year, year_name=era_fiscal_year(year), state=STATUSES[state], tone=STATUS_TONES[state],
        is_said=bool(reading.years.get(year, YearPlan()).status_reason), **context)


def _tabs(reading: PlanReading, *, current: str) -> list[Tab]:
    code = reading.initiative.code
    waiting = sum(task.state in OPEN_TASKS for task in reading.tasks)
    labels = (("initiative", _("計画"), None), ("plan-tasks", _("タスク"), waiting),
              ("plan-kpis", _("KPI"), sum(one.kpi.is_active for one in reading.kpis)), ("plan-risks", _("リスク"), None),
              ("plan-budget", _("予算"), None), ("plan-decisions", _("決定"), None), ("plan-checks", _("12箇条"), None),
              ("plan-notes", _("OODAメモ"), None), ("plan-history", _("履歴"), None))
    return [Tab(label=label, href=reverse(f"office:{name}", args=[code]), current=name == current, count=count)
            for name, label, count in labels]
