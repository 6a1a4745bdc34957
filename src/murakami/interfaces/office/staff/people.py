"""The list of staff, and one person's page."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.procedures.queries import list_catalogue
from murakami.foundation.accounts.operations.start_passwords import START_DAYS
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import (
    may_arrange_deputies,
    may_reorganise,
    refusal_of_keeping,
)
from murakami.foundation.accounts.sessions import list_open
from murakami.foundation.accounts.staff_pages import (
    Person,
    RightLine,
    list_deputies,
    list_past_rights,
    list_people,
)
from murakami.foundation.accounts.vocabulary import Role
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.frame import now, show, unit_names
from murakami.interfaces.office.staff.door import (
    Opened,
    for_keepers,
    may_end,
    open_person,
    units_granted,
    units_kept,
)
from murakami.interfaces.office.staff.words import period_words, right_words
from murakami.kernel.dates import day_in_japan

NOWHERE = "none"


@for_keepers
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List the staff of the reader's units; `?unit=` narrows. SQL: 2, and the session's."""
    actor, today, names = actor_of(request), day_in_japan(now()), unit_names()
    kept = units_kept(actor)
    units = {code: name for code, name in names.items() if kept is None or code in kept}
    wanted = request.GET.get("unit", "")
    found = list_people(on=today, units=[wanted] if wanted in units else kept)
    if wanted == NOWHERE and kept is None:
        found = [one for one in found if not one.rights]
    return show(
        request, "office/staff/people.html", here="staff", units=units, wanted=wanted, whole_town=kept is None,
        access_unit=wanted if wanted in units else min(units, default=""), may_add=bool(units_granted(actor, names)), may_reorganise=may_reorganise(actor), nowhere=NOWHERE,
        columns=[Column(label=label) for label in (_("名前"), _("課と役割"), _("いつからいつまで"), _("サインイン"))],
        people=[(one, [line_words(line, today, {}) for line in one.rights], state_words(one)) for one in found])


@for_keepers
@require_GET
def person(request: HttpRequest, account: int) -> HttpResponse:
    """Show one person: rights with their dates, deputies, sign-in. SQL: 5, and the session's."""
    opened = open_person(request, account)
    actor, today = opened.actor, opened.today
    titles = {one.id: one.text("short", "ja") for one in list_catalogue()}
    may_keep = refusal_of_keeping(actor=actor, account_id=account, tenures=opened.person.tenures) is None
    own, standing_in = ([line for line in opened.person.rights if line.is_own is own] for own in (True, False))
    return show(
        request, "office/staff/person.html", here="staff", person=opened.person, may_keep=may_keep,
        is_self=actor.account_id == account, sessions=list_open(account) if may_keep else [], state=state_words(opened.person),
        start_days=START_DAYS,
        may_grant=actor.account_id != account and bool(units_granted(actor, unit_names())),
        rights=[(*line_words(line, today, titles), _steps(opened, line)) for line in own],
        standing_in=[(*line_words(line, today, titles), _steps(opened, line)) for line in standing_in],
        deputies=[(line.holder, *line_words(line, today, titles)) for line in list_deputies(account, on=today)],
        past=[line_words(line, today, titles) for line in list_past_rights(account, on=today)])


def state_words(one: Person) -> str:
    """Say whether somebody can sign in."""
    if one.locked_at is not None:
        return _("止めています")
    return _("使えます") if one.set_up_at else _("はじめの設定がまだです")


def line_words(line: RightLine, today: date, titles: dict[str, str]) -> tuple[str, str, str, RightLine]:
    """The words of a right, its period, and "future" or "over" where it is not in force."""
    words = right_words(line)
    if line.tenure.purpose:
        words = _("{right}（{procedure}だけ）").format(right=words, procedure=titles.get(line.tenure.purpose, line.tenure.purpose))
    when = "" if line.tenure.holds_on(today) else _("これから") if line.tenure.since > today else _("終わりました")
    return words, period_words(line.tenure.since, line.tenure.until), when, line


def _steps(opened: Opened, line: RightLine) -> Sequence[tuple[str, str]]:
    """What the reader can do with a right: an address and its words."""
    actor, where = opened.actor, [opened.person.account_id, line.id]
    steps = []
    if line.is_own and line.tenure.role in {Role.CLERK, Role.UNIT_HEAD} and may_arrange_deputies(actor, line.tenure.unit):
        steps.append((reverse("office:staff-deputy", args=where), _("代理を決める")))
    if may_end(actor, line):
        steps.append((reverse("office:staff-end", args=where), _("終わらせる")))
    return steps
