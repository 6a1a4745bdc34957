"""A year at a glance, and the list of the years."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.interfaces.components.shapes import Bar, Column, Tone
from murakami.interfaces.open.frame import address_of, lang, show
from murakami.interfaces.open.policy.words import year_words
from murakami.interfaces.open.years.reading import PublishedYear, get_year, list_year_heads
from murakami.interfaces.open.years.words import GRADES, course_word, field_word, grade_tone, grade_word, stage_word
from murakami.kernel.dates import day_in_japan, show_date


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as it is shown: the old words stay beside the new ones."""

    code: str
    field: str
    before: str
    after: str
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class Stage:
    """What a stage said."""

    name: str
    grade: str
    tone: Tone
    reason: str
    cause: str
    next_step: str
    signed_as: str
    day: str


@dataclass(frozen=True, slots=True)
class Line:
    """An initiative of the year."""

    code: str
    title: str
    href: str
    owner: str
    plan: str
    result: str
    grade: str
    word: str
    tone: Tone
    course: str
    decided: Stage
    stages: tuple[Stage, ...]
    kpis: tuple[Mapping[str, Any], ...]
    corrections: tuple[Correction, ...]


@require_safe
def show_years(request: HttpRequest) -> HttpResponse:
    """List the published years. SQL: 1."""
    heads = [(head, year_words(int(head.key)), _day(head.published_at.isoformat())) for head in list_year_heads()]
    return show(request, "years/years.html", {"heads": heads})


@require_safe
def show_year(request: HttpRequest, year: str) -> HttpResponse:
    """Show how each initiative was evaluated in a year, with the reasons, KPIs and corrections. SQL: 1."""
    found = get_year(year)
    document, lines = found.document, tuple(_lines(found))
    return show(request, "years/year.html", {
        "year": found, "year_name": year_words(found.fiscal_year), "frozen_on": _day(document["frozen_at"]),
        "lines": lines, "corrections": tuple(_correction(one) for one in found.corrections),
        "grades": [(grade, words, tone, [line for line in lines if line.grade == grade])
                   for grade, (words, tone) in GRADES.items()],
        "bars": [Bar(label=f"{grade}　{words}", value=document["counts"][grade],
                     shown=_("{n}件").format(n=document["counts"][grade]), tone=tone)
                 for grade, (words, tone) in GRADES.items()],
        "kpi_columns": [Column(label=_("指標")), Column(label=_("目標"), number=True), Column(label=_("実績"), number=True),
                        Column(label=_("根拠"))],
        "correction_columns": [Column(label=label) for label in (_("取組"), _("項目"), _("前"), _("直したあと"), _("理由"))]})


def _lines(year: PublishedYear) -> Iterator[Line]:
    corrections = [_correction(one) for one in year.corrections]
    for one in year.document["initiatives"]:
        stages = tuple(_stage(step) for step in one["evaluations"])
        yield Line(
            code=one["code"], title=one["title"], href=address_of("open:policy-initiative", one["code"]),
            owner=one["owner_unit"], plan=one["plan"], result=one["result"], grade=one["grade"],
            word=grade_word(one["grade"]), tone=grade_tone(one["grade"]), course=course_word(one["course"]),
            decided=stages[-1], stages=stages, kpis=tuple(one["kpis"]),
            corrections=tuple(found for found in corrections if found.code == one["code"]))


def _stage(step: Mapping[str, str]) -> Stage:
    return Stage(name=stage_word(step["stage"]), grade=step["grade"], tone=grade_tone(step["grade"]), reason=step["reason"],
                 cause=step["cause"], next_step=step["next_step"], signed_as=step["signed_as"], day=_day(step["at"]))


def _correction(one: Mapping[str, str]) -> Correction:
    return Correction(code=one["initiative"], field=field_word(one["field"]), before=one["before"], after=one["after"],
                      reason=one["reason"], day=_day(one["at"]))


def _day(at: str) -> str:
    return show_date(day_in_japan(datetime.fromisoformat(at)), lang())
