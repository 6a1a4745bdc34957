"""Meetings: list, plan, agenda, papers, minutes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from murakami.domain.programme.models import Initiative, Meeting
from murakami.domain.programme.operations import meetings as records
from murakami.domain.programme.operations.cycle import CycleNotPermitted
from murakami.domain.programme.operations.meetings import MeetingNotFound, Plan, Point
from murakami.domain.programme.ports import PapersNotPrinted
from murakami.domain.programme.queries.cycle import code_order
from murakami.domain.programme.queries.meetings import list_bodies, list_meetings, read_agenda, read_meeting
from murakami.domain.programme.rules.meetings import MeetingState
from murakami.flows.programme.papers import issue_papers
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.files.store import FileMissing, read_file
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.answers import Question, blank_answers, choice_options, form_key, read_answers
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
from murakami.interfaces.office.programme_year.words import MEETING_STATES
from murakami.kernel.dates import day_in_japan, show_date
from murakami.kernel.fields.base import ParseContext
from murakami.kernel.fields.errors import FieldErrors
from murakami.kernel.fields.messages import error_text
from murakami.kernel.fields.registry import field_type

SPARE_POINTS = 3


@cycle_page
@require_GET
def meetings_page(request: HttpRequest) -> HttpResponse:
    """List the newest meetings. SQL: 2."""
    return show_cycle(
        request, "meetings.html", runs=runs_programme(request),
        rows=[(one, show_date(one.held_on), *MEETING_STATES[MeetingState(one.state)]) for one in list_meetings()],
        columns=[Column(label=label) for label in (_("開催日"), _("会議"), _("会議体"), _("状態"), _("議題"))])


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of a body."""
    if not runs_programme(request):
        return refused(request, CycleNotPermitted(), "office:meetings")
    bodies = {body.code: body.name for body in list_bodies()}
    questions = (
        Question("body", "choice", _("会議体"), options=choice_options(bodies, select=True)),
        Question("title", "text", _("会議の名前"), options={"max": 200}, hint=_("例：令和8年度 第2回 DX推進本部会議")),
        Question("held_on", "date", _("開催日")),
        Question("place", "text", _("場所"), required=False, options={"max": 200}))
    form = Form(heading=_("会議を準備する"), send=_("会議をつくる"), back=reverse("office:meetings"))
    if request.method != "POST":
        return show_form(request, form, blank_answers(questions), no_bodies=not bodies)
    answers, problem = read_answers(questions, request, today=day_in_japan(now())), ""
    if answers.is_right:
        try:
            made = records.plan_meeting(
                key=form_key(request, "meeting"), actor=actor_of(request), at=now(),
                plan=Plan(body=answers["body"], title=answers.text("title"), held_on=answers["held_on"],
                          place=answers.text("place")))
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("会議をつくりました。つぎに議題を入れてください。"))
            return redirect("office:meeting-agenda", made.key)
    return show_form(request, form, answers, problem=problem)


@cycle_page
@require_GET
def meeting(request: HttpRequest, key: str) -> HttpResponse:
    """Show a meeting: agenda with what came of each point, papers, minutes. SQL: 6."""
    found = open_meeting(key)
    items = read_agenda(found)
    outcomes = any(item.decisions.all() or item.tasks.all() for item in items)
    return show_cycle(
        request, "meeting.html", found=found, held_on=show_date(found.held_on), runs=runs_programme(request),
        state=MEETING_STATES[MeetingState(found.state)], items=items, can_reopen=found.state == "issued" and not outcomes,
        has_initiatives=any(item.initiative for item in items))


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, key: str) -> HttpResponse:
    """Write the agenda: a line a point, a few spare ones; an empty line is left out."""
    found = open_meeting(key)
    if not runs_programme(request):
        return refused(request, CycleNotPermitted(), "office:meeting", key)
    if request.method == "POST":
        points = _points(request)
        if problem := _unfit(points):
            return _agenda_page(request, found, points, problem=problem)
        try:
            records.set_agenda(key=key, points=points, actor=actor_of(request), revision=number_in(request), at=now())
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("議題を保存しました。"))
            return redirect("office:meeting-agenda" if request.POST.get("then") == "more" else "office:meeting", key)
        return _agenda_page(request, found, points, problem=problem)
    points = [Point(item.title, item.initiative.code if item.initiative else "", item.note) for item in read_agenda(found)]
    return _agenda_page(request, found, points)


@cycle_page
@require_POST
def issue(request: HttpRequest, key: str) -> HttpResponse:
    """Set the papers from the plan as it stands now."""
    open_meeting(key)
    try:
        issue_papers(key=key, actor=actor_of(request), revision=number_in(request), at=now())
    except PapersNotPrinted as error:
        words = _("印刷できない文字があります：{characters}").format(characters=error.characters) if error.characters else _(
            "資料を作れませんでした。しばらくしてから、もう一度押してください。")
        messages.error(request, words)
        return redirect("office:meeting", key)
    except REFUSED as error:
        return refused(request, error, "office:meeting", key)
    messages.success(request, _("資料（PDF）を作りました。"))
    return redirect("office:meeting", key)


@cycle_page
@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Take the papers back so that the agenda can be changed."""
    open_meeting(key)
    try:
        records.reopen_agenda(key=key, actor=actor_of(request), revision=number_in(request), at=now())
    except REFUSED as error:
        return refused(request, error, "office:meeting", key)
    messages.success(request, _("資料を取り下げました。"))
    return redirect("office:meeting", key)


@cycle_page
@require_GET
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """Give the papers out. SQL: 1."""
    found = open_meeting(key)
    try:
        content = read_file(found.papers_sha256)
    except FileMissing as missing:
        raise MeetingNotFound(key) from missing
    disposition = content_disposition_header(as_attachment=False, filename=f"{found.title}.pdf")
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition or "inline"})


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the minutes."""
    found = open_meeting(key)
    if not runs_programme(request):
        return refused(request, CycleNotPermitted(), "office:meeting", key)
    questions = (Question("minutes", "long_text", _("議事録"), options={"max": 20000}, start=found.minutes or None),)
    form = Form(heading=_("議事録を書く"), send=_("議事録を保存する"), back=reverse("office:meeting", args=[key]), lead=found.title)
    if request.method != "POST":
        return show_form(request, form, blank_answers(questions), revision=found.revision)
    answers, problem = read_answers(questions, request, today=day_in_japan(now())), ""
    if answers.is_right:
        try:
            records.keep_minutes(key=key, minutes=answers.text("minutes"), actor=actor_of(request),
                                 revision=number_in(request), at=now())
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("議事録を保存しました。"))
            return redirect("office:meeting", key)
    return show_form(request, form, answers, problem=problem, revision=found.revision)


def open_meeting(key: str) -> Meeting:
    """Find a meeting. Raises MeetingNotFound. SQL: 1."""
    found = read_meeting(key)
    if found is None:
        raise MeetingNotFound(key)
    return found


def _points(request: HttpRequest) -> list[Point]:
    sent = zip(request.POST.getlist("title"), request.POST.getlist("code"), request.POST.getlist("note"), strict=False)
    return [Point(title[:300].strip(), code[:40], note[:2000].strip()) for title, code, note in list(sent)[:100]
            if title.strip() or code or note.strip()]


def _unfit(points: list[Point]) -> str:
    """Say what may not be kept in the first line that holds such; nothing where all is well."""
    today = day_in_japan(now())
    for number, point in enumerate(points, 1):
        for text in filter(None, (point.title, point.note)):
            try:
                field_type("long_text").parse({"value": text}, context=ParseContext(today, _("議題{number}").format(number=number)))
            except FieldErrors as wrong:
                return error_text(wrong.errors[0], "ja")
    return ""


def _agenda_page(request: HttpRequest, found: Meeting, points: list[Point], *, problem: str = "") -> HttpResponse:
    initiatives = sorted(Initiative.objects.filter(is_current=True).only("code", "title"), key=lambda one: code_order(one.code))
    return show_cycle(
        request, "agenda.html", status=422 if problem else 200, found=found, problem=problem, initiatives=initiatives,
        lines=list(enumerate([*points, *(Point("") for _spare in range(SPARE_POINTS))], 1)))
