"""わたしの学び: what one still lacks, what to learn next, and the record of what was completed."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.learning.catalogue import Catalogue, Course
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.people import Person, get_person
from murakami.domain.learning.queries.results import list_completed
from murakami.domain.learning.queries.sessions import list_sessions
from murakami.domain.learning.rules.skills import Lack, lacks_on, levels_on
from murakami.domain.learning.rules.suggesting import courses_closing, courses_next
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Column, FactRow
from murakami.interfaces.office.frame import now, unit_names
from murakami.interfaces.office.learning.door import for_learners, show_learning
from murakami.interfaces.office.learning.session_view import card_of
from murakami.interfaces.office.learning.words import (
    course_title,
    gives_words,
    plain_date,
    role_words,
    skill_words,
    until_words,
)
from murakami.kernel.dates import show_date


@for_learners
@require_GET
def own_learning(request: HttpRequest) -> HttpResponse:
    """Show what the reader still lacks, what to learn next, and everything that can be learned. SQL: 6, and the session's."""
    actor, at = actor_of(request), now()
    today, catalogue = timezone.localdate(at), current_catalogue()
    person = get_person(actor.account_id or 0, name=actor.name, catalogue=catalogue, on=today)
    needs = person.role.needs if person.role else {}
    lacks = lacks_on(today, needs=needs, gains=person.gains)
    following = courses_next(lacks, catalogue.courses.values())
    cards = [card_of(one, catalogue=catalogue, at=at) for one in list_sessions(account_id=person.account_id, at=at)
             if one.session.ends_at > at and not one.session.called_off_at]
    wanted = {course.code for course in following}
    return show_learning(
        request, "own", here="learning", role=person.role, role_name=role_words(person.role), whole=len(needs),
        have=len(needs) - len(lacks), missing=len(lacks), next=following[0] if following else None,
        next_gives=gives_words(following[0], catalogue) if following else "", rows=_rows(person, lacks, catalogue),
        sessions=[card for card in cards if card.has_seat or card.course in wanted][:3],
        courses=[(course, _course_words(course, person, catalogue), _icon(course)) for course in catalogue.courses.values()])


@for_learners
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """Show what the reader has completed, plain enough to be printed and handed in. SQL: 5, and the session's."""
    actor, today, catalogue = actor_of(request), timezone.localdate(now()), current_catalogue()
    person = get_person(actor.account_id or 0, name=actor.name, catalogue=catalogue, on=today)
    names, levels = unit_names(), levels_on(today, person.gains)
    lines = [(show_date(one.on), course_title(one.course, catalogue),
              "、".join(skill_words(skill, level, catalogue) for skill, level in one.levels.items()), until_words(one.until),
              one.until is not None and one.until <= today) for one in list_completed(person.account_id)]
    return show_learning(
        request, "record", here="learning-record", lines=lines, name=actor.name, today=show_date(today),
        unit="・".join(names.get(unit, unit) for unit in sorted(actor.units)), role_name=role_words(person.role),
        columns=[Column(label=label) for label in (_("修了した日"), _("講座"), _("身についたスキル"), _("有効期間"))],
        skills=[skill_words(skill, level, catalogue) for skill, level in sorted(
            levels.items(), key=lambda item: list(catalogue.skills).index(item[0]) if item[0] in catalogue.skills else 99)])


def _rows(person: Person, lacks: Iterable[Lack], catalogue: Catalogue) -> list[FactRow]:
    lacking = {lack.skill: lack for lack in lacks}
    needs = person.role.needs if person.role else {}
    lacking_first = sorted(needs.items(), key=lambda item: item[0] not in lacking)
    return [_row(skill, level, lacking.get(skill), person, catalogue) for skill, level in lacking_first]


def _row(code: str, level: int, lack: Lack | None, person: Person, catalogue: Catalogue) -> FactRow:
    skill = catalogue.skills[code]
    label, value = skill_words(code, level, catalogue), skill.levels[level - 1]
    if lack is None:
        held = [gain.until for gain in person.gains if gain.skill == code and gain.level >= level]
        lasting = None if None in held else max((until for until in held if until), default=None)
        return FactRow(label=label, value=value, note=until_words(lasting), verified=True)
    course = next(iter(courses_closing(lack, catalogue.courses.values())), None)
    return FactRow(
        label=label, value=value, difference=_lack_words(lack),
        href=reverse("office:learning-course", args=[course.code]) if course else "",
        link_text=_("「{course}」へ").format(course=course.title) if course else "")


def _lack_words(lack: Lack) -> str:
    if lack.expired_on is not None:
        return _("期限切れ（{day}から）").format(day=plain_date(lack.expired_on))
    return _("段階{level}まで").format(level=lack.level) if lack.level else _("まだ")


def _course_words(course: Course, person: Person, catalogue: Catalogue) -> str:
    levels = levels_on(timezone.localdate(now()), person.gains)
    done = all(levels.get(skill, 0) >= level for skill, level in course.gives.items())
    return _("{minutes}分　{gives}{done}").format(minutes=course.minutes, gives=gives_words(course, catalogue),
                                                done=_("　✓ 修了") if done else "")


def _icon(course: Course) -> str:
    return "people" if course.kind == "session" else "document"
