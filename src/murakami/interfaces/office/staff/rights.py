"""Giving a role, ending one, and deciding who stands in for whom."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.procedures.queries import list_catalogue
from murakami.foundation.accounts.operations.rights import arrange_deputy, end_right, grant_right
from murakami.foundation.accounts.queries import list_staff_people
from murakami.foundation.accounts.rules import may_reorganise
from murakami.foundation.accounts.vocabulary import UNIT_ROLES, Role
from murakami.interfaces.office.answers import Answers, Question, choice_options
from murakami.interfaces.office.frame import now, unit_names
from murakami.interfaces.office.sign_in.proving import proved
from murakami.interfaces.office.staff.door import (
    Opened,
    done,
    for_keepers,
    may_end,
    open_person,
    right_of,
    units_granted,
)
from murakami.interfaces.office.staff.form import Form, ask
from murakami.interfaces.office.staff.words import DUTIES, right_words

_EDIT = ("GET", "HEAD", "POST")
_ALL = "all"


@for_keepers
@proved()
@require_http_methods(_EDIT)
def grant(request: HttpRequest, account: int) -> HttpResponse:
    """Give a person a role in a unit from a day on."""
    opened = open_person(request, account)
    units = units_granted(opened.actor, unit_names())
    if not units or opened.actor.account_id == account:
        raise Http404("no unit of yours")

    def act(answers: Answers) -> HttpResponse:
        purpose = answers["purpose"]
        grant_right(actor=opened.actor, account_id=account, unit=answers["unit"], role=Role(answers["role"]),
                    purpose="" if purpose == _ALL else purpose, since=answers["since"], until=_day_after(answers["last"]),
                    at=now())
        return done(request, _("役割を加えました。始まりの日から使えます。"), account)

    return ask(request, _form(opened, _("役割を加える"), _("加える")), _grant_questions(opened, units), act)


@for_keepers
@proved()
@require_http_methods(_EDIT)
def end(request: HttpRequest, account: int, right: int) -> HttpResponse:
    """End a right after a last day; what deputies hold of it ends too."""
    opened = open_person(request, account)
    line = right_of(opened, right)
    if not may_end(opened.actor, line):
        raise Http404("not yours to end")
    questions = (Question("last", "date", _("最後の日"), start=opened.today,
                          hint=_("この日の終わりまで使えます。昨日の日付にすると、すぐに使えなくなります。")),)

    def act(answers: Answers) -> HttpResponse:
        end_right(actor=opened.actor, membership_id=right, until=answers["last"] + timedelta(days=1), at=now())
        return done(request, _("役割の終わりを決めました。"), account)

    lead = _("{right}を終わらせます。この役割の代理がいるときは、代理も同じ日に終わります。").format(right=right_words(line))
    return ask(request, _form(opened, _("役割を終わらせる"), _("終わらせる"), lead=lead), questions, act)


@for_keepers
@proved()
@require_http_methods(_EDIT)
def deputy(request: HttpRequest, account: int, right: int) -> HttpResponse:
    """Decide who does the work of somebody absent, from when to when."""
    opened = open_person(request, account)
    line = right_of(opened, right)

    def act(answers: Answers) -> HttpResponse:
        arrange_deputy(actor=opened.actor, membership_id=right, deputy_id=int(answers["deputy"]), since=answers["since"],
                       until=answers["last"] + timedelta(days=1), at=now())
        return done(request, _("代理を決めました。代理がしたことには、「代理」と残ります。"), account)

    lead = _("{name}が不在のあいだ、{right}の仕事をする人を決めます。").format(name=opened.person.name, right=right_words(line))
    return ask(request, _form(opened, _("代理を決める"), _("決める"), lead=lead), _deputy_questions(opened, line.tenure.unit), act)


def _grant_questions(opened: Opened, units: dict[str, str]) -> tuple[Question, ...]:
    roles = list(Role) if may_reorganise(opened.actor) else UNIT_ROLES
    procedures = {one.id: one.text("short", "ja") for one in list_catalogue()}
    return (
        Question("unit", "choice", _("課"), options=choice_options(units, select=True),
                 start=next(iter(units)) if len(units) == 1 else None),
        Question("role", "choice", _("役割"), options=choice_options({role.value: DUTIES[role] for role in roles})),
        Question("purpose", "choice", _("何の仕事か"), start=_ALL,
                 options=choice_options({_ALL: _("課のすべての仕事"), **procedures}, select=True),
                 hint=_("手続を1つ選ぶと、その手続の案件だけが見えます。")),
        *_period(opened.today, must_end=False))


def _deputy_questions(opened: Opened, unit: str) -> tuple[Question, ...]:
    names = unit_names()
    nobody = {opened.person.account_id, opened.actor.account_id}
    staff = [one.actor for one in list_staff_people(on=opened.today) if one.actor.account_id not in nobody]
    staff.sort(key=lambda one: (unit not in one.units, one.name))
    choices = {one.account_id: "　".join(filter(None, ("・".join(names.get(code, code) for code in sorted(one.units)), one.name)))
               for one in staff}
    return (Question("deputy", "choice", _("代理をする人"), options=choice_options(choices, select=True),
                     hint=_("同じ課の人が先に並びます。ほかの課の人も選べます。")), *_period(opened.today, must_end=True))


def _period(today: date, *, must_end: bool) -> tuple[Question, ...]:
    return (Question("since", "date", _("始まりの日"), start=today),
            Question("last", "date", _("最後の日"), required=must_end,
                     hint="" if must_end else _("決まっていないときは、空けてください。")))


def _day_after(last: date | None) -> date | None:
    return last + timedelta(days=1) if last else None


def _form(opened: Opened, heading: str, send: str, *, lead: str = "") -> Form:
    return Form(heading=heading, send=send, lead=lead, back_text=opened.person.name,
                back=reverse("office:staff-person", args=[opened.person.account_id]))
