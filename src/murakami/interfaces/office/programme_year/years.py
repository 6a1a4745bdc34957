"""The years of the programme, and the wizard of one year."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from murakami.domain.programme.models import Year
from murakami.domain.programme.operations import cycle_years
from murakami.domain.programme.operations.cycle import YearNotFound
from murakami.domain.programme.queries.cycle import InitiativeYear, find_year, list_years, read_year
from murakami.domain.programme.rules.cycle import Grade, Stage, YearState
from murakami.domain.programme.rules.freezing import Missing
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Column, Tone
from murakami.interfaces.office.frame import now, unit_names
from murakami.interfaces.office.programme_year.page import (
    REFUSED,
    cycle_page,
    number_in,
    refused,
    runs_programme,
    show_cycle,
)
from murakami.interfaces.office.programme_year.words import (
    GRADE_TONES,
    GRADES,
    MISSING,
    NOT_EVALUATED,
    STAGES,
    YEAR_STATES,
)
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import fiscal_year_of, show_fiscal_year


@dataclass(frozen=True, slots=True)
class Line:
    """An initiative of the year as the wizard shows it: a grade per stage (「－」: none), whose turn, what is missing."""

    code: str
    title: str
    owner: str
    grades: tuple[tuple[str, str, str], ...]  # stage, grade, tone
    turn: str
    missing: tuple[str, ...]


@cycle_page
@require_GET
def years(request: HttpRequest) -> HttpResponse:
    """List the years with how far each has come. SQL: 2, and the session's."""
    opened = list_years()
    running = fiscal_year_of(day_in_japan(now()))
    known = {year.fiscal_year for year in opened}
    return show_cycle(
        request, "years.html", runs=runs_programme(request),
        rows=[(year, show_fiscal_year(year.fiscal_year), *_state(year, running=running)) for year in opened],
        choices=[(year, show_fiscal_year(year)) for year in range(running + 1, running - 6, -1) if year not in known],
        columns=[Column(label=label) for label in (_("年度"), _("状態"), _("確定"), _("繰り越し"))])


@cycle_page
@require_POST
def open_year(request: HttpRequest) -> HttpResponse:
    """Open the chosen year."""
    try:
        year = cycle_years.open_year(fiscal_year=number_in(request, "year"), actor=actor_of(request), at=now())
    except REFUSED as error:
        return refused(request, error, "office:programme-years")
    messages.success(request, _("{year}を開きました。").format(year=show_fiscal_year(year.fiscal_year)))
    return redirect("office:programme-year", year.fiscal_year)


@cycle_page
@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show where each initiative stands in a year and what is missing before it can be frozen. SQL: 6."""
    found, today = opened_year(year), day_in_japan(now())
    running, lines = fiscal_year_of(today), read_year(year, today=today)
    missing = sum(bool(line.missing) for line in lines)
    return show_cycle(
        request, "year.html", found=found, year_name=show_fiscal_year(year), state=_state(found, running=running),
        is_running=year >= running, lines=[_line(line, is_open=found.state == Year.State.OPEN) for line in lines], missing=missing, runs=runs_programme(request), steps=_steps(found, missing),
        columns=[Column(label=label) for label in (_("取組"), _("主管課"), *map(str, STAGES.values()), _("足りないもの"))],
        whole=len(lines), decided=sum(line.evaluation.turn is None for line in lines), grades=list(GRADES.items()),
        plan_href=reverse("office:programme"))


@cycle_page
@require_POST
def start(request: HttpRequest, year: int) -> HttpResponse:
    """Begin the evaluation of the year."""
    try:
        cycle_years.start_evaluation(fiscal_year=year, actor=actor_of(request), revision=number_in(request), at=now())
    except REFUSED as error:
        return refused(request, error, "office:programme-year", year)
    messages.success(request, _("評価を始めました。主管課の課長に、自己評価の知らせが届きます。"))
    return redirect("office:programme-year", year)


def opened_year(fiscal_year: int) -> Year:
    """Find a year that was opened. Raises YearNotFound. SQL: 1."""
    found = find_year(fiscal_year)
    if found is None:
        raise YearNotFound(fiscal_year)
    return found


def missing_words(missing: Missing) -> str:
    """Say what is missing."""
    return str(MISSING[missing.what]).format(name=missing.name)


def grade_tone(grade: str) -> str:
    """Choose the tone of a grade; plain for none."""
    return GRADE_TONES[Grade(grade)] if grade else "plain"


def _state(year: Year, *, running: int) -> tuple[Promise, Tone]:
    """Say how far a year has come; one that is over and was never evaluated does not run."""
    state = YearState(year.state)
    return NOT_EVALUATED if state is YearState.OPEN and year.fiscal_year < running else YEAR_STATES[state]


def _line(line: InitiativeYear, *, is_open: bool) -> Line:
    """Lay a line out; before the evaluation begins nobody's word is missing yet."""
    names, standing = unit_names(), line.evaluation.standing
    said = tuple((str(STAGES[stage]), *((standing[stage].grade.value, grade_tone(standing[stage].grade))
                                       if stage in standing else ("", "plain"))) for stage in Stage)
    owner = line.plan.initiative.owner_unit
    return Line(code=line.code, title=line.plan.initiative.title, owner=names.get(owner, owner), grades=said,
                turn=str(STAGES[line.evaluation.turn]) if line.evaluation.turn else "",
                missing=tuple(missing_words(one) for one in line.missing if not (is_open and one.what.startswith("evaluation_"))))


def _steps(year: Year, missing: int) -> list[tuple[str, str]]:
    """Say the five steps of a year: done, now or next."""
    frozen = year.state == Year.State.FROZEN
    reached = 4 if year.rolled_at else 3 if frozen else (2 if not missing else 1) if year.state == Year.State.EVALUATING else 0
    labels = (_("計画を実施する"), _("評価する"), _("確定する"), _("翌年度へ繰り越す"))
    return [(label, "done" if place < reached else "now" if place == reached else "next")
            for place, label in enumerate(labels)]
