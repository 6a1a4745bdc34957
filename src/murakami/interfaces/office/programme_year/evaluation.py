"""The evaluation of one initiative in a year: read side by side, signed, sent back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.programme.models import EvaluationStep, Year
from murakami.domain.programme.operations import cycle_signing
from murakami.domain.programme.operations.cycle_signing import NotPlanned, capacity_for, is_unbroken
from murakami.domain.programme.queries.cycle import InitiativeYear, read_year, standing_steps
from murakami.domain.programme.queries.standing import ownership_of, standing_of
from murakami.domain.programme.rules.cycle import Course, Grade, Stage, Statement, may_send_back
from murakami.domain.programme.rules.measures import show_measure
from murakami.domain.programme.rules.rights import may_edit_plan
from murakami.domain.programme.rules.status import TaskState
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.answers import Question, blank_answers, choice_options, read_answers
from murakami.interfaces.office.frame import now, unit_names
from murakami.interfaces.office.programme.words import TASK_STATES, TASK_TONES
from murakami.interfaces.office.programme_year.page import (
    REFUSED,
    Form,
    cycle_page,
    number_in,
    refusal_words,
    show_cycle,
    show_form,
)
from murakami.interfaces.office.programme_year.words import (
    COURSES,
    GRADES,
    NOT_PERMITTED,
    REFUSALS,
    STAGE_PEOPLE,
    STAGE_SAYS,
    STAGES,
)
from murakami.interfaces.office.programme_year.years import grade_tone, missing_words, opened_year
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import show_fiscal_year


@dataclass(frozen=True, slots=True)
class Column3:
    """A stage beside the others: what stands of it, or nothing yet."""

    name: str
    people: str
    step: EvaluationStep | None
    grade: str
    tone: str
    course: str
    is_turn: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An evaluation as a page has it, with what the reader may do."""

    year: Year
    line: InitiativeYear
    sign: Stage | None  # the stage that the reader may sign now
    send_back: Stage | None  # the stage as which the reader may send back now
    may_write: bool  # what it rests on is the reader's to write

    @property
    def seen(self) -> int:
        """How many steps the page was made from."""
        return len(self.line.steps)


@cycle_page
@require_GET
def evaluation(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Show the stages side by side, what they rest on, and the history of signed steps. SQL: 8."""
    return show_cycle(request, "evaluation.html", **_context(_open(request, year, code)))


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Say what the stage whose turn it is says, and sign it."""
    opened = _open(request, year, code)
    stage = opened.sign
    if stage is None and request.method != "POST":
        return _away(request, year, code)
    form = Form(heading=_("{said}を書いて署名する").format(said=STAGE_SAYS[stage or Stage.SELF]), send=_("署名する"),
                back=reverse("office:evaluation", args=[year, code]),
                lead=_("署名すると、内容は変えられません。直すときは、上の段階から差し戻してもらいます。"))
    if request.method != "POST":
        return show_form(request, form, blank_answers(_questions(opened)), template="sign.html", **_context(opened))
    answers = read_answers(_questions(opened, sent=request.POST.get("grade.value", "")), request, today=day_in_japan(now()))
    if stage is None:
        return _away(request, year, code)
    if not answers.is_right:
        return show_form(request, form, answers, template="sign.html", **_context(opened))
    said = Statement(grade=Grade(answers["grade"]), reason=answers.text("reason"), course=Course(answers["course"]),
                     cause=answers.text("cause"), next_step=answers.text("next_step"))
    try:
        cycle_signing.sign_step(fiscal_year=year, code=code, stage=stage, statement=said, actor=actor_of(request),
                                seen=number_in(request), at=now())
    except REFUSED as error:
        return show_form(request, form, answers, template="sign.html", problem=refusal_words(error), **_context(opened))
    messages.success(request, _("{said}に署名しました。").format(said=STAGE_SAYS[stage]))
    return redirect("office:evaluation", year, code)


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Send the evaluation back to the stage below, with the reason."""
    opened = _open(request, year, code)
    stage = opened.send_back
    if stage is None:
        return _away(request, year, code)
    form = Form(heading=_("差し戻す"), send=_("差し戻す"), back=reverse("office:evaluation", args=[year, code]),
                lead=_("1つ下の段階にもどり、その評価は書き直しになります。理由は署名の記録に残ります。"))
    questions = (Question("reason", "long_text", _("差し戻す理由")),)
    if request.method != "POST":
        return show_form(request, form, blank_answers(questions), template="sign.html", **_context(opened))
    answers = read_answers(questions, request, today=day_in_japan(now()))
    problem = ""
    if answers.is_right:
        try:
            cycle_signing.send_back(fiscal_year=year, code=code, stage=stage, reason=answers.text("reason"),
                                    actor=actor_of(request), seen=number_in(request), at=now())
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("差し戻しました。"))
            return redirect("office:evaluation", year, code)
    return show_form(request, form, answers, template="sign.html", problem=problem, **_context(opened))


def _open(request: HttpRequest, year: int, code: str) -> Opened:
    found, lines = opened_year(year), read_year(year, code=code, today=day_in_japan(now()))
    if not lines:
        raise NotPlanned(code)
    actor, line = actor_of(request), lines[0]
    standing, ownership = standing_of(actor, on=day_in_japan(now())), ownership_of(line.plan.initiative)
    mine = [stage for stage in Stage if capacity_for(stage, actor=actor, standing=standing, ownership=ownership)]
    going = found.state == Year.State.EVALUATING
    back = [stage for stage in mine if may_send_back(line.evaluation, stage)]
    return Opened(year=found, line=line, sign=line.evaluation.turn if going and line.evaluation.turn in mine else None,
                  send_back=back[0] if going and back else None, may_write=may_edit_plan(actor, standing, ownership))


def _away(request: HttpRequest, year: int, code: str) -> HttpResponse:
    going = opened_year(year).state == Year.State.EVALUATING
    messages.error(request, str(NOT_PERMITTED if going else REFUSALS["not_evaluating"]))
    return redirect("office:evaluation", year, code)


def _questions(opened: Opened, *, sent: str = "") -> tuple[Question, ...]:
    before = next(iter([step for step in reversed(opened.line.steps) if not step.returned]), None)
    bad = sent in {Grade.C, Grade.D}
    grades = {grade.value: f"{grade.value}　{words}" for grade, words in GRADES.items()}
    return (
        Question("grade", "choice", _("評価"), options=choice_options(grades), start=before.grade if before else None),
        Question("reason", "long_text", _("理由"), start=before.reason if before else None,
                 hint=_("成果とKPIの実績から書きます。公表されます。")),
        Question("cause", "long_text", _("原因（C・Dのとき必須）"), required=bad, start=before.cause if before else None),
        Question("next_step", "long_text", _("次にすること（C・Dのとき必須）"), required=bad,
                 start=before.next_step if before else None, hint=_("翌年度の計画のもとになります。")),
        Question("course", "choice", _("翌年度方針"), options=choice_options(COURSES),
                 start=before.course if before else None))


def _context(opened: Opened) -> dict[str, Any]:
    line, names = opened.line, unit_names()
    initiative = line.plan.initiative
    return {
        "found": opened.year, "line": line, "plan": line.plan, "initiative": initiative, "opened": opened,
        "year_name": show_fiscal_year(opened.year.fiscal_year), "revision": opened.seen,
        "owner": names.get(initiative.owner_unit, initiative.owner_unit), "stages": _columns(line),
        "kpis": [(one.kpi.name, show_measure(one.target, one.kpi.unit), show_measure(one.result, one.kpi.unit), one.evidence)
                 for one in line.kpis],
        "kpi_columns": [Column(label=_("指標")), Column(label=_("目標"), number=True), Column(label=_("実績"), number=True),
                        Column(label=_("根拠"))],
        "tasks": [(task, TASK_STATES[TaskState(task.state)], TASK_TONES[TaskState(task.state)]) for task in line.tasks],
        "history": [(step, STAGES[Stage(step.stage)], grade_tone(step.grade), COURSES.get(Course(step.course)) if step.course
                     else "") for step in line.steps],
        "history_columns": [Column(label=label) for label in (_("日時"), _("段階"), _("内容"), _("署名"), _("記録番号"))],
        "is_unbroken": is_unbroken(line.steps, code=line.code), "missing": [missing_words(one) for one in line.missing]}


def _columns(line: InitiativeYear) -> list[Column3]:
    standing = standing_steps(line.steps)
    return [Column3(name=str(STAGES[stage]), people=str(STAGE_PEOPLE[stage]), step=(step := standing.get(stage)),
                    grade=f"{step.grade}　{GRADES[Grade(step.grade)]}" if step else "", tone=grade_tone(step.grade if step else ""),
                    course=str(COURSES[Course(step.course)]) if step else "", is_turn=line.evaluation.turn is stage)
            for stage in Stage]
