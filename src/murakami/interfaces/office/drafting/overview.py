"""The drafts, the beginning of one, and one as a whole: its table, its redline, its text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from murakami.domain.programme.models import Edition
from murakami.domain.programme.operations.drafting import begin_draft
from murakami.domain.programme.queries.drafts import Draft, list_drafts, list_left
from murakami.domain.programme.queries.shelf import find_edition_in_force
from murakami.domain.programme.rules.drafting import Heading, own_schedules, withdrawn_of
from murakami.domain.programme.rules.drafting_parts import PARTS as ITEM_PARTS
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.components.shapes import Column, DiffRow, Tone
from murakami.interfaces.office.answers import Answers, Question, blank_answers, choice_options, read_answers
from murakami.interfaces.office.drafting.initiative_forms import headings_of
from murakami.interfaces.office.drafting.page import (
    REFUSED,
    draft_page,
    office_only,
    open_draft,
    refusal_words,
    show_draft,
)
from murakami.interfaces.office.drafting.part_forms import item_name
from murakami.interfaces.office.drafting.words import PARTS, PHASES, STEPS, step_tags
from murakami.interfaces.office.frame import now, show
from murakami.interfaces.office.programme_year.page import runs_programme
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import show_fiscal_year

Tag = tuple[Promise, Tone]
_SPAN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """An initiative in the table of a draft."""

    entry: Mapping[str, Any]
    heading: str
    tags: list[Tag]
    left: str


@draft_page
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """List the drafts. SQL: 3."""
    today = day_in_japan(now())
    rows = [(one, PHASES[one.phase(today)]) for one in list_drafts()]
    return show(request, "office/drafting/drafts.html", here="programme", rows=rows, runs=runs_programme(request),
                base=find_edition_in_force())


@draft_page
@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a next edition from the one in force. SQL: 2 to show."""
    base = find_edition_in_force()
    if base is None:
        messages.error(request, _("もとになる版がありません。先に方針の入ったパックを読み込んでください。"))
        return redirect("office:drafts")
    questions, problem = _begin_questions(base), ""
    if request.method != "POST":
        return _begin_page(request, base, blank_answers(questions))
    answers = read_answers(questions, request, today=day_in_japan(now()))
    if answers.is_right:
        try:
            draft = begin_draft(base=base.code, heading=_heading(answers), actor=actor_of(request), at=now())
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("案を作りました。取組ごとに書き直せます。"))
            return redirect("office:draft", draft.code)
    return _begin_page(request, base, answers, problem=problem)


@draft_page
@require_safe
def draft(request: HttpRequest, draft: str) -> HttpResponse:
    """Show a draft: what became of each initiative, what is still wrong, where to write. SQL: 4."""
    found = open_draft(draft)
    lines = tuple(_lines(found, list_left(found.base)))
    gone = {one["code"]: one for one in found.base.document["initiatives"]}
    period = found.document["period"]
    return show_draft(
        request, "draft.html", found, runs=runs_programme(request), groups=[
            (heading, list(inside)) for heading, inside in groupby(lines, key=lambda line: line.heading)],
        withdrawn=[gone[code] for code in withdrawn_of(found.document)], counts=_counts(found),
        period=f"{show_fiscal_year(period['from'])}～{show_fiscal_year(period['until'])}", schedules=own_schedules(found.document),
        parts=[(part, PARTS[part], [item_name(part, one) for one in found.document.get(part, ())]) for part in ITEM_PARTS],
        has_left=any(line.left for line in lines),
        columns=[Column(label=_("取組")), Column(label=_("前の版から")), Column(label=_("期間評価から引き継ぐこと")),
                 Column(label=_("直す"))])


@draft_page
@require_safe
def changes(request: HttpRequest, draft: str) -> HttpResponse:
    """Show what changed since the base, as redline. SQL: 2."""
    found = open_draft(draft)
    told = found.changes
    initiatives = [{**one, "tags": step_tags([{"kind": kind, "rewritten": one["rewritten"]} for kind in one["kinds"]])}
                   for one in told["initiatives"]]
    return show_draft(
        request, "changes.html", found, moved=[one for one in initiatives if one["kinds"] != ["kept"] or one["rewritten"]],
        parts=[(PARTS[part], list(inside)) for part, inside in groupby(told["sections"], key=lambda one: str(one["part"]))],
        schedules=[DiffRow(one["after"]["label"] or one["before"]["label"], one["before"]["plan"], one["after"]["plan"])
                   for one in told["schedules"]])


@draft_page
@require_safe
def preview(request: HttpRequest, draft: str) -> HttpResponse:
    """Show the draft as it would be published. SQL: 2."""
    found = open_draft(draft)
    return show_draft(request, "preview.html", found, public=found.public)


def _lines(draft: Draft, left: Mapping[str, str]) -> Iterator[Line]:
    headings, steps = headings_of(draft), draft.document["lineage"]["steps"]
    order = list(headings)
    for entry in sorted(draft.document["initiatives"], key=lambda one: order.index(one["group"])):
        own = [step for step in steps if entry["code"] in step["to"]]
        notes = [left[code] for code in dict.fromkeys(code for step in own for code in step["from"]) if code in left]
        yield Line(entry, headings[entry["group"]], step_tags(own), "\n".join(notes))


def _counts(draft: Draft) -> list[tuple[Promise, int]]:
    steps = draft.document["lineage"]["steps"]
    return [(words, n) for kind, (words, _tone) in STEPS.items() if (n := sum(step["kind"] == kind for step in steps))]


def _begin_questions(base: Edition) -> tuple[Question, ...]:
    after = int(base.document["period"]["until"]) + 1
    years = {str(year): show_fiscal_year(year) for year in range(after - 5, after + _SPAN)}
    following = f"{int(base.code.partition('.')[0]) + 1}.0"
    return (
        Question("code", "text", _("版の番号"), options={"max": 15}, start=following, hint=_("もとの版より大きい数字と点")),
        Question("title", "text", _("方針の名前"), start=base.document["title"]),
        Question("version_title", "text", _("版の呼び方"), options={"max": 40}, start=_("第{code}版").format(code=following)),
        Question("dated", "text", _("決定を予定する年月"), options={"max": 7}, start=f"{after}-03", hint=_("2027-03 のように")),
        Question("first", "choice", _("はじめの年度"), options=choice_options(years, select=True), start=str(after)),
        Question("last", "choice", _("終わりの年度"), options=choice_options(years, select=True), start=str(after + 4)))


def _heading(answers: Answers) -> Heading:
    return Heading(code=answers["code"], title=answers["title"], version_title=answers["version_title"], dated=answers["dated"],
                   first=int(answers["first"]), last=int(answers["last"]))


def _begin_page(request: HttpRequest, base: Edition, answers: Answers, *, problem: str = "") -> HttpResponse:
    is_right = answers.is_right and not problem
    return show(request, "office/drafting/begin.html", here="programme", status=200 if is_right else 422, base=base,
                fields=answers.fields, problems=problems_of(answers.fields), problem=problem)
