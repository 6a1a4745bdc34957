"""Bodies and who belongs to them."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.programme.models import BodyMembership
from murakami.domain.programme.operations import bodies as records
from murakami.domain.programme.operations.bodies import BodyNotFound, Place
from murakami.domain.programme.operations.cycle import CycleNotPermitted
from murakami.domain.programme.queries.meetings import BodyReading, list_bodies, read_body
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import list_staff_people
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
from murakami.interfaces.office.programme_year.words import BODY_KINDS
from murakami.kernel.dates import day_in_japan


@cycle_page
@require_GET
def bodies(request: HttpRequest) -> HttpResponse:
    """List the bodies with whoever belongs to them today. SQL: 2."""
    today = day_in_japan(now())
    rows = [(body, BODY_KINDS[body.kind], [one for one in body.memberships.all() if _holds(one, today)])
            for body in list_bodies()]
    return show_cycle(request, "bodies.html", rows=rows,
                      columns=[Column(label=label) for label in (_("会議体"), _("種類"), _("今の委員"))])


@cycle_page
@require_GET
def body(request: HttpRequest, code: str) -> HttpResponse:
    """Show a body with everybody it has had, those who belong to it today first. SQL: 3."""
    found, today = _open(code), day_in_japan(now())
    return show_cycle(
        request, "body.html", found=found.body, kind=BODY_KINDS[found.body.kind], runs=runs_programme(request),
        places=sorted(((one, _holds(one, today)) for one in found.places), key=lambda pair: not pair[1]),
        columns=[Column(label=label) for label in (_("氏名"), _("役職"), _("から"), _("まで"), _("操作"))])


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Give somebody a place in a body."""
    found = _open(code)
    if not runs_programme(request):
        return refused(request, CycleNotPermitted(), "office:body", code)
    people = {str(one.actor.account_id): one for one in list_staff_people(on=day_in_japan(now()))}
    questions = (
        Question("account", "choice", _("職員"), required=False,
                 options=choice_options({key: one.actor.name for key, one in people.items()}, select=True),
                 hint=_("アカウントのある職員は選びます。評価に署名できるようになります。")),
        Question("name", "text", _("氏名"), required=False, options={"max": 200},
                 hint=_("アカウントのない人（アドバイザーなど）だけ書きます。")),
        Question("position", "text", _("役職"), options={"max": 100}, hint=_("例：本部長、部会長、委員")),
        Question("since", "date", _("いつから"), start=day_in_japan(now())))
    form = Form(heading=_("{name}に委員を加える").format(name=found.body.name), send=_("加える"),
                back=reverse("office:body", args=[code]))
    if request.method != "POST":
        return show_form(request, form, blank_answers(questions))
    answers, problem = read_answers(questions, request, today=day_in_japan(now())), ""
    if answers.is_right:
        account = answers["account"]
        place = Place(name=people[account].actor.name if account else answers.text("name"), position=answers.text("position"),
                      since=answers["since"], account=int(account) if account else None)
        try:
            records.add_member(body=code, place=place, actor=actor_of(request), at=now())
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("委員を加えました。"))
            return redirect("office:body", code)
    return show_form(request, form, answers, problem=problem)


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, code: str, membership: int) -> HttpResponse:
    """Say from when on somebody belongs no more."""
    found = _open(code)
    place = next((one for one in found.places if one.pk == membership), None)
    if place is None:
        raise BodyNotFound(code)
    if not runs_programme(request):
        return refused(request, CycleNotPermitted(), "office:body", code)
    questions = (Question("until", "date", _("委員でなくなる最初の日"), start=place.until or day_in_japan(now())),)
    form = Form(heading=_("{name}さんの任期の終わり").format(name=place.name), send=_("保存する"),
                back=reverse("office:body", args=[code]), lead=f"{found.body.name}　{place.position}")
    if request.method != "POST":
        return show_form(request, form, blank_answers(questions))
    answers, problem = read_answers(questions, request, today=day_in_japan(now())), ""
    if answers.is_right:
        try:
            records.end_membership(body=code, membership=membership, until=answers["until"], actor=actor_of(request), at=now())
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("保存しました。"))
            return redirect("office:body", code)
    return show_form(request, form, answers, problem=problem)


def _open(code: str) -> BodyReading:
    found = read_body(code)
    if found is None:
        raise BodyNotFound(code)
    return found


def _holds(place: BodyMembership, today: date) -> bool:
    return place.since <= today and (place.until is None or today < place.until)
