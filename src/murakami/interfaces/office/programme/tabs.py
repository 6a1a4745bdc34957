"""The views of one initiative, a tab each."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.procedures.queries import list_catalogue
from murakami.domain.programme.models import Task, YearPlan
from murakami.domain.programme.operations.publish_plan import INITIATIVE_PLAN
from murakami.domain.programme.queries.plan import KpiReading, PlanReading, list_entries
from murakami.domain.programme.rules.measures import show_measure
from murakami.domain.programme.rules.status import OPEN_TASKS, TaskFact, TaskState, is_overdue
from murakami.domain.publications.queries import find_head
from murakami.interfaces.components.shapes import Column, FactRow, Moment
from murakami.interfaces.office.frame import for_staff, unit_names
from murakami.interfaces.office.programme.chart import chart_of
from murakami.interfaces.office.programme.guarded import initiative_page
from murakami.interfaces.office.programme.opened import open_initiative, show_plan
from murakami.interfaces.office.programme.words import (
    ANSWERS,
    ARTICLES,
    DIRECTIONS,
    ENTRIES,
    GRADES,
    OODA,
    STATUS_TONES,
    STATUSES,
    TASK_MOVES,
    TASK_STATES,
    TASK_TONES,
)
from murakami.kernel.fiscal_years import short_fiscal_year, show_fiscal_year


@for_staff
@require_GET
@initiative_page
def initiative(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the initiative is for and its plan year by year. SQL: 1 more than `read_plan`, and the session's."""
    reading = open_initiative(request, code)
    one, names = reading.initiative, unit_names()
    promoters = "、".join(account.staff.name for account in one.promoters.all())
    titles = {each.id: each.text("title", "ja") for each in list_catalogue()}
    facts = [
        FactRow(label=_("目的"), value=one.purpose), FactRow(label=_("現状・課題"), value=one.issue),
        FactRow(label=_("主管課"), value=names.get(one.owner_unit, one.owner_unit)),
        FactRow(label=_("関係課"), value="、".join(names.get(unit, unit) for unit in one.related_units)),
        FactRow(label=_("DX推進員"), value=promoters or _("まだ決まっていません")),
        FactRow(label=_("関わる手続"), value="、".join(titles.get(each, each) for each in one.procedures))]
    return show_plan(request, reading, "office/programme/initiative.html", current="initiative", facts=facts,
                     published=find_head(INITIATIVE_PLAN, code), years=[_year(reading, year) for year in reversed(reading.fiscal_years)])


@for_staff
@require_GET
@initiative_page
def tasks(request: HttpRequest, code: str) -> HttpResponse:
    """Show the tasks, newest year first. SQL: as `read_plan`, and the session's."""
    reading, names = open_initiative(request, code), unit_names()
    groups = [(show_fiscal_year(year), reading.is_frozen(year), [_task(reading, task, names) for task in reading.tasks_of(year)])
              for year in reversed(reading.fiscal_years) if reading.tasks_of(year)]
    columns = [Column(label=label) for label in (_("すること"), _("期限"), _("状態"), _("担当"), _("操作"))]
    return show_plan(request, reading, "office/programme/tasks.html", current="plan-tasks", groups=groups, columns=columns)


@for_staff
@require_GET
@initiative_page
def kpis(request: HttpRequest, code: str) -> HttpResponse:
    """Show the KPIs as lines over the years and as tables. SQL: as `read_plan`, and the session's."""
    reading = open_initiative(request, code)
    return show_plan(request, reading, "office/programme/kpis.html", current="plan-kpis",
                     kpis=[_kpi(one, reading) for one in reading.kpis],
                     columns=[Column(label=_("年度")), Column(label=_("目標"), number=True),
                              Column(label=_("実績"), number=True), Column(label=_("根拠"))])


@for_staff
@require_GET
@initiative_page
def risks(request: HttpRequest, code: str) -> HttpResponse:
    """Show what could go wrong, the worst first. SQL: 1 more than `read_plan`."""
    reading = open_initiative(request, code)
    rows = sorted(reading.initiative.risks.all(), key=lambda risk: (not risk.is_open, -risk.likelihood * risk.impact, risk.pk))
    columns = [Column(label=label) for label in (_("リスク"), _("起こりやすさ"), _("影響"), _("対応"), _("操作"))]
    return show_plan(request, reading, "office/programme/risks.html", current="plan-risks", columns=columns,
                     risks=[(risk, GRADES[risk.likelihood], GRADES[risk.impact]) for risk in rows])


@for_staff
@require_GET
@initiative_page
def budget(request: HttpRequest, code: str) -> HttpResponse:
    """Show budget and settlement by year. SQL: as `read_plan`."""
    reading = open_initiative(request, code)
    rows = [(year, show_fiscal_year(year), _yen(row.budget_yen if row else None), _yen(row.settlement_yen if row else None),
             reading.is_frozen(year)) for year in reading.fiscal_years for row in (reading.years.get(year),)]
    columns = [Column(label=_("年度")), Column(label=_("予算（円）"), number=True), Column(label=_("決算（円）"), number=True),
               Column(label=_("操作"))]
    return show_plan(request, reading, "office/programme/budget.html", current="plan-budget", rows=rows, columns=columns)


@for_staff
@require_GET
@initiative_page
def decisions(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was decided, the newest first. SQL: 1 more than `read_plan`."""
    reading = open_initiative(request, code)
    rows = list(reading.initiative.decisions.select_related("item__meeting").order_by("-decided_on", "-pk"))
    return show_plan(request, reading, "office/programme/decisions.html", current="plan-decisions", decisions=rows)


@for_staff
@require_GET
@initiative_page
def checks(request: HttpRequest, code: str) -> HttpResponse:
    """Show how far the twelve articles are kept. SQL: 1 more than `read_plan`."""
    reading = open_initiative(request, code)
    answers = {check.article: check for check in reading.initiative.checks.all()}
    rows = [FactRow(label=_("第{n}条 {text}").format(n=n, text=text), note=answers[n].note if n in answers else "",
                    value=str(ANSWERS[answers[n].answer]) if n in answers else "") for n, text in enumerate(ARTICLES, 1)]
    return show_plan(request, reading, "office/programme/checks.html", current="plan-checks", rows=rows, answered=len(answers))


@for_staff
@require_GET
@initiative_page
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """Show the notes of the quick loop, the newest first. SQL: 1 more than `read_plan`."""
    reading = open_initiative(request, code)
    rows = reading.initiative.observations.select_related("by__staff").order_by("-id")[:100]
    return show_plan(request, reading, "office/programme/notes.html", current="plan-notes",
                     notes=[(OODA[note.step], note) for note in rows])


@for_staff
@require_GET
@initiative_page
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Show who wrote what, the newest last. SQL: 1 more than `read_plan`."""
    reading = open_initiative(request, code)
    moments = [Moment(at=f"{entry.at.astimezone():%Y-%m-%d %H:%M}", iso=entry.at.isoformat(), note=entry.text,
                      text=f"{ENTRIES.get(entry.kind, entry.kind)}（{entry.by.staff.name if entry.by else _('パックの読み込み')}）")
               for entry in reversed(list_entries(reading.initiative))]
    return show_plan(request, reading, "office/programme/history.html", current="plan-history", moments=moments)


def _yen(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}"


def _year(reading: PlanReading, year: int) -> dict[str, object]:
    row, status = reading.years.get(year) or YearPlan(fiscal_year=year), reading.status(year)
    return {"year": year, "name": show_fiscal_year(year), "row": row, "status": STATUSES[status],
            "tone": STATUS_TONES[status], "is_frozen": reading.is_frozen(year), "has_evaluation": reading.has_evaluation(year)}


def _task(reading: PlanReading, task: Task, names: dict[str, str]) -> dict[str, object]:
    state, owner = TaskState(task.state), task.owner
    moves = [move for move in (TaskState.DOING, TaskState.DONE, TaskState.DROPPED) if move is not state]
    return {"task": task, "state": TASK_STATES[state], "tone": TASK_TONES[state],
            "who": "　".join(filter(None, (names.get(task.unit, task.unit), owner.staff.name if owner else ""))),
            "is_overdue": is_overdue(TaskFact(state, task.due_on), today=reading.today), "is_carried": state is TaskState.CARRIED,
            "moves": [(move.value, TASK_MOVES[move]) for move in (moves if state in OPEN_TASKS else [TaskState.TODO])]}


def _kpi(one: KpiReading, reading: PlanReading) -> dict[str, object]:
    kpi, years = one.kpi, reading.fiscal_years
    return {"kpi": kpi, "chart": chart_of(one, years=years), "direction": DIRECTIONS[one.fact.direction],
            "baseline": _baseline(one), "rows": [_figures(one, year) for year in years],
            "has_live": any(figure.value is not None for figure in one.live.values())}


def _baseline(one: KpiReading) -> str:
    kpi, first = one.kpi, one.first_result()
    if kpi.baseline is None and first is not None:
        return _("{value}（{year}：はじめての実績）").format(value=show_measure(first.result, kpi.unit), year=short_fiscal_year(first.fiscal_year))
    shown = show_measure(kpi.baseline, kpi.unit)
    return f"{shown}（{kpi.baseline_on}）" if shown and kpi.baseline_on else shown


def _figures(one: KpiReading, year: int) -> tuple[str, str, str, str]:
    row, live, unit = one.years.get(year), one.live.get(year), one.kpi.unit
    evidence = row.evidence if row else ""
    if not evidence and live is not None and live.value is not None:
        evidence = _("指標から自動") if live.is_final else _("指標から自動（途中）")
    return short_fiscal_year(year), show_measure(one.target(year), unit), show_measure(one.result(year), unit), evidence
