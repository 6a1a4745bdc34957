"""The evaluation over the whole period of an edition (期間評価)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.programme.models import Edition
from murakami.domain.programme.operations.cycle import CycleNotPermitted
from murakami.domain.programme.operations.cycle_period import NothingToEvaluate, evaluate_period
from murakami.domain.programme.queries.period import PeriodLine, read_period
from murakami.domain.programme.rules.cycle import Course, Grade
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.answers import Question, blank_answers, choice_options, read_answers
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.programme_year.page import (
    REFUSED,
    Form,
    cycle_page,
    refusal_words,
    refused,
    runs_programme,
    show_cycle,
    show_form,
)
from murakami.interfaces.office.programme_year.words import COURSES, GRADES
from murakami.interfaces.office.programme_year.years import grade_tone
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import short_fiscal_year, show_fiscal_year


@cycle_page
@require_GET
def periods(request: HttpRequest) -> HttpResponse:
    """List the editions whose period can be evaluated. SQL: 1."""
    editions = Edition.objects.filter(state=Edition.State.ADOPTED).order_by("-adopted_at", "-code")
    return show_cycle(request, "periods.html", rows=[(one, *_span(one)) for one in editions])


@cycle_page
@require_GET
def period(request: HttpRequest, edition: str) -> HttpResponse:
    """Show every initiative over the edition's years, and what is said of the whole. SQL: 5."""
    found = _edition(edition)
    years = _years(found)
    return show_cycle(
        request, "period.html", edition=found, span=" ～ ".join(_span(found)), runs=runs_programme(request),
        lines=[(line, _cells(line, years), grade_tone(line.whole.grade) if line.whole else "") for line in
               read_period(found, years=years)],
        columns=[Column(label=label) for label in (_("取組"), *(short_fiscal_year(year) for year in years), _("期間評価"))],
        grades=list(GRADES.items()))


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Write what an initiative has achieved over the period."""
    found = _edition(edition)
    lines = read_period(found, years=_years(found), code=code)
    if not lines:
        raise NothingToEvaluate(code)
    line = lines[0]
    if not runs_programme(request):
        return refused(request, CycleNotPermitted(), "office:period", edition)
    form = Form(heading=_("{code} {title}の期間評価").format(code=code, title=line.initiative.title), send=_("期間評価を保存する"),
                back=reverse("office:period", args=[edition]), lead=_("各年度の決定を見て、期間の全体を書きます。"))
    questions, decided = _questions(line), [(show_fiscal_year(year), step, grade_tone(step.grade), COURSES[Course(step.course)])
                                            for year, step in line.decided.items()]
    if request.method != "POST":
        return show_form(request, form, blank_answers(questions), template="period_form.html", decided=decided)
    answers, problem = read_answers(questions, request, today=day_in_japan(now())), ""
    if answers.is_right:
        try:
            evaluate_period(edition=edition, code=code, grade=Grade(answers["grade"]), achieved=answers.text("achieved"),
                            left=answers.text("left"), actor=actor_of(request), at=now())
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("期間評価を保存しました。"))
            return redirect("office:period", edition)
    return show_form(request, form, answers, template="period_form.html", problem=problem, decided=decided)


def _questions(line: PeriodLine) -> tuple[Question, ...]:
    whole = line.whole
    grades = {grade.value: f"{grade.value}　{words}" for grade, words in GRADES.items()}
    return (
        Question("grade", "choice", _("期間の評価"), options=choice_options(grades), start=whole.grade if whole else None),
        Question("achieved", "long_text", _("達成したこと"), start=whole.achieved if whole else None),
        Question("left", "long_text", _("次の版に引き継ぐこと"), required=False, start=(whole.left or None) if whole else None))


def _edition(code: str) -> Edition:
    found = Edition.objects.filter(code=code).first()
    if found is None:
        raise NothingToEvaluate(code)
    return found


def _years(edition: Edition) -> list[int]:
    period = edition.document.get("period") or {}
    return list(range(int(period["from"]), int(period["until"]) + 1)) if period else []


def _span(edition: Edition) -> tuple[str, str]:
    years = _years(edition)
    return (show_fiscal_year(years[0]), show_fiscal_year(years[-1])) if years else ("", "")


def _cells(line: PeriodLine, years: list[int]) -> list[tuple[str, str, str]]:
    return [(short_fiscal_year(year), *((line.decided[year].grade, grade_tone(line.decided[year].grade))
                                        if year in line.decided else ("", "plain"))) for year in years]
