"""Opening a session, and calling it off."""

import secrets
from datetime import date, datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.learning.operations.sessions import NewSession, call_off_session, open_session
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.sessions import get_session
from murakami.domain.learning.refusals import LearningRefused, NotPermitted
from murakami.domain.learning.rules.rights import may_keep_list, may_open_sessions
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.events.rules import new_subject_key
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import (
    Answers,
    Question,
    blank_answers,
    choice_options,
    form_key,
    read_answers,
)
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.learning.door import for_learners, office_of, show_learning
from murakami.interfaces.office.learning.words import REFUSALS, course_title, when_words

_HALF_HOURS = [time(hour, minute) for hour in range(8, 21) for minute in (0, 30)]


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: HttpRequest) -> HttpResponse:
    """Open a session whose host is the reader. SQL: 2 to show, and the session's."""
    actor, office = actor_of(request), office_of(request)
    if not may_open_sessions(actor, office=office):
        raise NotPermitted
    questions = _questions(request)
    if request.method != "POST":
        return _form(request, blank_answers(questions))
    answers = read_answers(questions, request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _form(request, answers)
    try:
        session = open_session(_session_of(answers), actor=actor, office=office, key=form_key(request, "learning session"),
                               subject_key=new_subject_key(), at=now())
    except LearningRefused as refused:
        return _form(request, answers, problem=str(REFUSALS[refused.code]))
    messages.success(request, _("研修を開きました。申込みが始まっています。"))
    return redirect("office:learning-session", session.key)


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, session: str) -> HttpResponse:
    """Call a session off, saying why. SQL: 3 to show, and the session's."""
    actor, office, shown = actor_of(request), office_of(request), get_session(session)
    if not may_keep_list(actor, office=office, host_id=shown.host_id):
        raise NotPermitted
    questions = (Question("reason", "text", _("中止の理由"), options={"max": 200},
                          hint=_("研修のページに出ます。申し込んだ人が読みます。")),)
    if request.method != "POST":
        return _call_off_form(request, session, blank_answers(questions))
    answers = read_answers(questions, request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _call_off_form(request, session, answers)
    try:
        call_off_session(actor=actor, office=office, key=session, reason=answers.text("reason"), at=now())
    except LearningRefused as refused:
        return _call_off_form(request, session, answers, problem=str(REFUSALS[refused.code]))
    messages.success(request, _("研修を中止にしました。"))
    return redirect("office:learning-session", session)


def _questions(request: HttpRequest) -> tuple[Question, ...]:
    courses = current_catalogue().courses
    wanted = request.GET.get("course", "")
    hours = {f"t{hour:%H%M}": f"{hour:%H:%M}" for hour in _HALF_HOURS}
    return (
        Question("course", "choice", _("講座"), start=wanted if wanted in courses else None,
                 options=choice_options({code: one.title for code, one in courses.items()}, select=True)),
        Question("day", "date", _("日")),
        Question("start", "choice", _("始まり"), options=choice_options(hours, select=True)),
        Question("end", "choice", _("終わり"), options=choice_options(hours, select=True)),
        Question("place", "text", _("場所"), options={"max": 100}, hint=_("会議室の名前や、オンライン会議の名前")),
        Question("capacity", "integer", _("定員"), options={"min": "1", "max": "500", "unit": "人"}),
        Question("note", "text", _("連絡（なくてもよい）"), options={"max": 300}, required=False,
                 hint=_("持ち物など、申し込む人に伝えること")))


def _session_of(answers: Answers) -> NewSession:
    day: date = answers["day"]
    return NewSession(course=answers["course"], place=answers.text("place"), starts_at=_moment(day, answers["start"]),
                      ends_at=_moment(day, answers["end"]), capacity=answers["capacity"], note=answers.text("note"))


def _moment(day: date, code: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(int(code[1:3]), int(code[3:5]))))


def _form(request: HttpRequest, answers: Answers, *, problem: str = "") -> HttpResponse:
    status = 200 if answers.is_right and not problem else 422
    return show_learning(request, "session_new", fields=answers.fields, problems=problems_of(answers.fields),
                         problem=problem, nonce=request.POST.get("nonce") or secrets.token_hex(16), status=status)


def _call_off_form(request: HttpRequest, key: str, answers: Answers, *, problem: str = "") -> HttpResponse:
    session = get_session(key)
    status = 200 if answers.is_right and not problem else 422
    return show_learning(
        request, "call_off", shown=session, title=course_title(session.course, current_catalogue()), status=status,
        when=when_words(session.starts_at, session.ends_at), fields=answers.fields, problems=problems_of(answers.fields),
        problem=problem)
