"""Coverage by unit: a matrix for the eye, for paper and for a spreadsheet, and the people behind a unit."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.learning.catalogue import Catalogue
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.people import Person, list_people
from murakami.domain.learning.refusals import NotPermitted
from murakami.domain.learning.rules.coverage import Cell, Coverage, cover
from murakami.domain.learning.rules.rights import may_assign, may_see_all, may_see_unit, units_seen
from murakami.domain.learning.rules.skills import lacks_on
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.frame import now, unit_names
from murakami.interfaces.office.learning.door import for_learners, office_of, show_learning
from murakami.interfaces.office.learning.words import role_words, skill_words
from murakami.kernel.dates import show_date


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in the matrix; `href` leads to its people."""

    name: str
    href: str
    people: int
    cells: tuple[Cell, ...]


@for_learners
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Show the matrix of the units that the reader looks after, all of them to the DX office. SQL: 5, and the session's."""
    catalogue, today = current_catalogue(), timezone.localdate(now())
    covered, lines = _matrix(request, catalogue, today)
    sees_all = may_see_all(actor_of(request), office=office_of(request))
    columns = [Column(label=_("課")), Column(label=_("人"), number=True),
               *(Column(label=skill.short, number=True) for skill in catalogue.skills.values())]
    return show_learning(
        request, "coverage", here="learning-coverage", lines=lines, columns=columns, today=show_date(today),
        skills=list(catalogue.skills.values()), sees_all=sees_all,
        whole=[covered.whole.get(code, Cell()) for code in catalogue.skills] if len(lines) > 1 else [])


@for_learners
@require_GET
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """Send the same figures for a spreadsheet: one line a unit and skill. SQL: 5, and the session's."""
    catalogue, today = current_catalogue(), timezone.localdate(now())
    _covered, lines = _matrix(request, catalogue, today)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["日", "課", "課の人数", "スキル", "要る人", "身についた人", "まだの人"])
    for line in lines:
        for skill, cell in zip(catalogue.skills.values(), line.cells, strict=True):
            writer.writerow([today.isoformat(), line.name, line.people, skill.name, cell.needed, cell.have, cell.missing])
    # the mark at the beginning tells spreadsheets that this is UTF-8
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="learning-{today.isoformat()}.csv"'
    return response


@for_learners
@require_GET
def unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Show who of a unit has which role and lacks what. SQL: 5, and the session's."""
    actor, office = actor_of(request), office_of(request)
    names = unit_names()
    if unit not in names or not may_see_unit(actor, office=office, unit=unit):
        raise NotPermitted
    catalogue, today = current_catalogue(), timezone.localdate(now())
    people = list_people(catalogue=catalogue, on=today, units={unit})
    return show_learning(
        request, "unit", here="learning-coverage", unit=unit, name=names[unit], today=show_date(today),
        people=[(person, role_words(person.role), _lacks(person, catalogue, today)) for person in people],
        columns=[Column(label=label) for label in (_("名前"), _("学びの役割"), _("まだのスキル"))],
        may_assign=may_assign(actor, office=office, units={unit}))


def _matrix(request: HttpRequest, catalogue: Catalogue, today: date) -> tuple[Coverage, list[Line]]:
    actor = actor_of(request)
    seen = None if may_see_all(actor, office=office_of(request)) else units_seen(actor)
    if seen is not None and not seen:
        raise NotPermitted
    covered = cover((person.learner for person in list_people(catalogue=catalogue, on=today, units=seen)), on=today)
    names = unit_names()
    return covered, list(_lines(covered, sorted(set(covered.people) if seen is None else seen), catalogue, names))


def _lines(covered: Coverage, units: Iterable[str], catalogue: Catalogue, names: dict[str, str]) -> Iterable[Line]:
    for code in units:
        # a unit that packs no longer have keeps its figures and has no page
        href = reverse("office:learning-unit", args=[code]) if code in names else ""
        yield Line(names.get(code, code), href, covered.people.get(code, 0),
                   tuple(covered.cell(code, skill) for skill in catalogue.skills))


def _lacks(person: Person, catalogue: Catalogue, today: date) -> list[tuple[str, bool]]:
    needs = person.role.needs if person.role else {}
    return [(skill_words(lack.skill, lack.needed, catalogue), lack.expired_on is not None)
            for lack in lacks_on(today, needs=needs, gains=person.gains)]
