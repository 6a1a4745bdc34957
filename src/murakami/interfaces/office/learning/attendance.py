"""Who was there: the code for the screen, the page it opens on a telephone, and the host's list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.learning.attendance_code import make_code, read_code
from murakami.domain.learning.models import Session
from murakami.domain.learning.operations.attendance import attend_by_code, note_by_hand
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.people import find_staff
from murakami.domain.learning.queries.sessions import get_session, get_session_page
from murakami.domain.learning.refusals import CodeExpired, LearningRefused, NotPermitted
from murakami.domain.learning.rules.rights import may_keep_list
from murakami.domain.learning.rules.sessions import DOORS_OPEN, code_ends_at, takes_attendance
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.qr import draw_qr
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.learning.door import for_learners, office_of, show_learning
from murakami.interfaces.office.learning.words import REFUSALS, course_title, when_words

_ANEW_AFTER = 60  # seconds; a screen shows a fresh code long before the old one ends


@for_learners
@require_GET
def code(request: HttpRequest, session: str) -> HttpResponse:
    """Show the code large: for a screen it changes by itself, for paper it is good until the end. SQL: 3, and the session's."""
    shown, at = _kept(request, session), now()
    for_paper = request.GET.get("for") == "paper"
    is_on = takes_attendance(starts_at=shown.starts_at, ends_at=shown.ends_at, at=at) and not shown.called_off_at
    good_until = shown.ends_at if for_paper else code_ends_at(ends_at=shown.ends_at, at=at)
    shows = at < shown.ends_at and not shown.called_off_at and (is_on or for_paper)
    address = request.build_absolute_uri(
        reverse("office:learning-attend", args=[make_code(session=session, good_until=good_until)])) if shows else ""
    response = show_learning(
        request, "code", shown=shown, title=course_title(shown.course, current_catalogue()), qr=draw_qr(address) if shows else "",
        when=when_words(shown.starts_at, shown.ends_at), for_paper=for_paper, is_over=at >= shown.ends_at,
        opens=f"{timezone.localtime(shown.starts_at - DOORS_OPEN):%H:%M}", until=f"{timezone.localtime(good_until):%H:%M}")
    if shows and not for_paper:
        response["Refresh"] = str(_ANEW_AFTER)
    return response


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def attend(request: HttpRequest, signed: str) -> HttpResponse:
    """Ask the reader, whose telephone has read the code, to confirm being there; then note it. SQL: 3 to show."""
    at = now()
    try:
        if request.method != "POST":
            session = get_session(read_code(signed, at=at))
            return show_learning(request, "attend", shown=session, title=course_title(session.course, current_catalogue()),
                                 when=when_words(session.starts_at, session.ends_at), name=actor_of(request).name)
        seat = attend_by_code(actor=actor_of(request), code=signed, at=at)
    except CodeExpired:
        return show_learning(request, "code_over", status=410)
    except LearningRefused as refused:
        return show_learning(request, "code_over", problem=str(REFUSALS[refused.code]), status=409)
    messages.success(request, _("出席を記録しました。"))
    return redirect("office:learning-session", seat.session.key)


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: HttpRequest, session: str) -> HttpResponse:
    """Let the host tick who was there, and add somebody who had not signed up. SQL: 4 to show, and the session's."""
    _kept(request, session)
    if request.method != "POST":
        return _list(request, session)
    sent = {int(one) for one in request.POST.getlist("present") if one.isascii() and one.isdigit() and len(one) < 10}
    typed = request.POST.get("walk_in", "").strip()[:64]
    walk_in = find_staff(typed) if typed else None
    if typed and walk_in is None:
        return _list(request, session, ticked=sent, typed=typed,
                     problem=_("そのサインイン名の職員はいません。もう一度確かめてください。"))
    try:
        changed = note_by_hand(actor=actor_of(request), office=office_of(request), key=session, present=sent,
                               walk_in=walk_in, at=now())
    except LearningRefused as refused:
        messages.error(request, str(REFUSALS[refused.code]))
        return redirect("office:learning-session", session)
    messages.success(request, _("{changed}人の出席を直しました。").format(changed=changed) if changed else _("変わりはありません。"))
    return redirect("office:learning-attendance", session)


def _kept(request: HttpRequest, key: str) -> Session:
    session = get_session(key)
    if not may_keep_list(actor_of(request), office=office_of(request), host_id=session.host_id):
        raise NotPermitted
    return session


def _list(request: HttpRequest, key: str, *, ticked: set[int] | None = None, typed: str = "", problem: str = "") -> HttpResponse:
    page = get_session_page(key=key, account_id=actor_of(request).account_id or 0)
    shown = page.session
    lines = [(seat, seat.attended_at is not None if ticked is None else seat.account_id in ticked) for seat in page.seats]
    return show_learning(
        request, "attendance", shown=shown, title=course_title(shown.course, current_catalogue()), lines=lines, typed=typed,
        when=when_words(shown.starts_at, shown.ends_at), problem=problem, status=422 if problem else 200,
        takes_names=now() >= shown.starts_at - DOORS_OPEN and not shown.called_off_at)
