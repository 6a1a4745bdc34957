"""Freezing a year, the frozen year, and its corrections."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.programme.models import Year
from murakami.domain.programme.operations import cycle_freezing
from murakami.domain.programme.operations.cycle import CycleNotPermitted, CycleRefused, YearNotFound
from murakami.domain.programme.operations.cycle_freezing import corrections_of
from murakami.domain.programme.queries.cycle import read_year
from murakami.domain.programme.rules.freezing import CORRECTABLE
from murakami.domain.programme.rules.year_document import current_words
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.answers import Question, blank_answers, choice_options, read_answers
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.programme_year.page import (
    REFUSED,
    Form,
    cycle_page,
    number_in,
    refusal_words,
    refused,
    runs_programme,
    show_cycle,
    show_form,
)
from murakami.interfaces.office.programme_year.words import COURSES, FIELDS, GRADES
from murakami.interfaces.office.programme_year.years import grade_tone, missing_words, opened_year
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import show_fiscal_year


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest, year: int) -> HttpResponse:
    """Ask once more what freezing means, and freeze. SQL: 6 to show."""
    found = opened_year(year)
    if not runs_programme(request):
        return refused(request, CycleNotPermitted(), "office:programme-year", year)
    if request.method == "POST":
        try:
            cycle_freezing.freeze_year(fiscal_year=year, actor=actor_of(request), revision=number_in(request), at=now())
        except REFUSED as error:
            return refused(request, error, "office:programme-year", year)
        messages.success(request, _("{year}を確定し、公表しました。").format(year=show_fiscal_year(year)))
        return redirect("office:year-frozen", year)
    if found.state != Year.State.EVALUATING:
        code = "frozen" if found.state == Year.State.FROZEN else "not_evaluating"
        return refused(request, CycleRefused(code), "office:programme-year", year)
    lines = read_year(year)
    return show_cycle(
        request, "freeze.html", found=found, year_name=show_fiscal_year(year), whole=len(lines),
        missing=[(line.code, line.plan.initiative.title, "、".join(map(missing_words, line.missing))) for line in lines if line.missing],
        grades=_counts([line.evaluation.decided.grade for line in lines if line.evaluation.decided]))


@cycle_page
@require_GET
def frozen(request: HttpRequest, year: int) -> HttpResponse:
    """Show a frozen year as it was frozen, with its corrections beside. SQL: 3."""
    found = _frozen_year(year)
    document = found.document or {}
    corrections = corrections_of(found)
    return show_cycle(
        request, "frozen.html", found=found, year_name=show_fiscal_year(year), runs=runs_programme(request),
        initiatives=[_initiative(one, corrections) for one in document["initiatives"]],
        grades=_counts([one["grade"] for one in document["initiatives"]]),
        corrections=[{**one, "name": _field_name(one["field"])} for one in corrections], public=_public_address(year),
        columns=[Column(label=label) for label in (_("取組"), _("項目"), _("前"), _("訂正後"), _("理由"))])


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Record a correction of what a frozen year says of an initiative."""
    found = _frozen_year(year)
    document, corrections = found.document or {}, corrections_of(found)
    initiative = next((one for one in document["initiatives"] if one["code"] == code), None)
    if initiative is None:
        raise YearNotFound(year)
    if not runs_programme(request):
        return refused(request, CycleNotPermitted(), "office:year-frozen", year)
    asked = _asked_field(request, initiative)
    form = Form(heading=_("{code} {title}の訂正を記録する").format(code=code, title=initiative["title"]), send=_("訂正を記録して公表する"),
                back=reverse("office:year-frozen", args=[year]),
                lead=_("確定した文書は変わりません。訂正は、前の内容・理由と並べて公表されます。"))
    questions = _questions(initiative, asked, now_said=current_words(document, corrections, code=code, field=asked) or "")
    context: dict[str, Any] = {"revision": found.revision}
    if request.method != "POST":
        return show_form(request, form, blank_answers(questions), **context)
    answers = read_answers(questions, request, today=day_in_japan(now()))
    problem = ""
    if answers.is_right:
        try:
            cycle_freezing.correct_frozen_year(
                fiscal_year=year, code=code, field=answers["field"], after=answers.text("after"),
                reason=answers.text("reason"), actor=actor_of(request), revision=number_in(request), at=now())
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("訂正を記録し、公表しました。"))
            return redirect("office:year-frozen", year)
    return show_form(request, form, answers, problem=problem, **context)


def _frozen_year(year: int) -> Year:
    found = opened_year(year)
    if found.document is None:
        raise YearNotFound(year)
    return found


def _public_address(year: int) -> str:
    return reverse("open:year", args=[str(year)])


def _questions(initiative: dict[str, Any], asked: str, *, now_said: str) -> tuple[Question, ...]:
    fields = {name: str(FIELDS[name]) for name in CORRECTABLE} | {
        f"kpi:{kpi['name']}": _field_name(f"kpi:{kpi['name']}") for kpi in initiative["kpis"]}
    return (
        Question("field", "choice", _("項目"), options=choice_options(fields, select=True), start=asked),
        Question("after", "long_text", _("正しい内容"), start=now_said or None),
        Question("reason", "long_text", _("訂正する理由"), hint=_("公表されます。")))


def _asked_field(request: HttpRequest, initiative: dict[str, Any]) -> str:
    known = [*CORRECTABLE, *(f"kpi:{kpi['name']}" for kpi in initiative["kpis"])]
    asked = request.POST.get("field.value") or request.GET.get("field", "")
    return asked if asked in known else "result"


def _field_name(field: str) -> str:
    if field.startswith("kpi:"):
        return _("実績：{name}").format(name=field.removeprefix("kpi:"))
    return str(FIELDS.get(field, field))


def _initiative(one: dict[str, Any], corrections: list[dict[str, str]]) -> dict[str, Any]:
    mine = [{**found, "name": _field_name(found["field"])} for found in corrections if found["initiative"] == one["code"]]
    return {**one, "tone": grade_tone(one["grade"]), "course_name": COURSES[one["course"]], "corrections": mine,
            "grade_name": GRADES[one["grade"]], "decided": one["evaluations"][-1]}


def _counts(grades: list[str]) -> list[tuple[str, str, int]]:
    return [(grade.value, str(words), sum(one == grade for one in grades)) for grade, words in GRADES.items()]
