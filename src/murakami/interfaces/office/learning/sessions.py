"""Sessions: when and where one can learn together, and one's own seat."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from murakami.domain.learning.operations.seats import give_up_seat, take_seat
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.sessions import SessionPage, get_session_page, list_sessions
from murakami.domain.learning.refusals import LearningRefused
from murakami.domain.learning.rules.rights import may_keep_list, may_open_sessions
from murakami.domain.learning.rules.sessions import DOORS_OPEN
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.learning.door import for_learners, office_of, show_learning
from murakami.interfaces.office.learning.session_view import card_of, seats_words, tag_of
from murakami.interfaces.office.learning.words import REFUSALS, course_title, when_words

Deed = Callable[[HttpRequest, str], str]


@for_learners
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Show the sessions to come and those that were held lately. SQL: 4, and the session's."""
    actor, at, catalogue = actor_of(request), now(), current_catalogue()
    cards = [card_of(one, catalogue=catalogue, at=at) for one in list_sessions(account_id=actor.account_id or 0, at=at)]
    return show_learning(
        request, "sessions", here="learning-sessions", coming=[card for card in cards if not card.is_over],
        held=[card for card in reversed(cards) if card.is_over],
        may_open=may_open_sessions(actor, office=office_of(request)) and bool(catalogue.courses))


@for_learners
@require_GET
def session(request: HttpRequest, session: str) -> HttpResponse:
    """Show a session; its host and the DX office see who is on the list. SQL: 4, and the session's."""
    actor, at, catalogue = actor_of(request), now(), current_catalogue()
    page = get_session_page(key=session, account_id=actor.account_id or 0)
    shown, taken = page.session, len(page.seats)
    tag, tone = tag_of(shown, taken=taken, seat=page.own, at=at)
    return show_learning(
        request, "session", shown=shown, title=course_title(shown.course, catalogue), tag=tag, tone=tone,
        facts=_facts(page, when_words(shown.starts_at, shown.ends_at), seats_words(shown, taken=taken, at=at)),
        has_course=shown.course in catalogue.courses, has_seat=page.has_seat, seats=page.seats,
        may_take=not page.has_seat and at < shown.starts_at and not shown.called_off_at and taken < shown.capacity,
        may_give_up=page.has_seat and at < shown.starts_at and not shown.called_off_at,
        keeps=may_keep_list(actor, office=office_of(request), host_id=shown.host_id) and not shown.called_off_at,
        is_open=at < shown.starts_at, takes_names=at >= shown.starts_at - DOORS_OPEN, shows_code=at < shown.ends_at,
        attended=sum(seat.attended_at is not None for seat in page.seats))


def deed(act: Deed) -> Callable[..., HttpResponse]:
    """Make a view of a deed that returns what to say; a refusal is said in words and changes nothing."""

    @for_learners
    @require_POST
    @wraps(act)
    def view(request: HttpRequest, session: str) -> HttpResponse:
        try:
            messages.success(request, act(request, session))
        except LearningRefused as refused:
            messages.error(request, str(REFUSALS[refused.code]))
        return redirect("office:learning-session", session)

    return view


@deed
def take(request: HttpRequest, session: str) -> str:
    """Sign the reader up."""
    take_seat(actor=actor_of(request), key=session, at=now())
    return _("申し込みました。当日、会場でQRコードを読み取ってください。")


@deed
def give_up(request: HttpRequest, session: str) -> str:
    """Give the reader's seat to somebody else."""
    give_up_seat(actor=actor_of(request), key=session, at=now())
    return _("申込みを取り消しました。")


def _facts(page: SessionPage, when: str, seats: str) -> list[FactRow]:
    shown = page.session
    rows = ((_("日時"), when), (_("場所"), shown.place), (_("席"), seats), (_("担当"), shown.host.staff.name),
            (_("連絡"), shown.note))
    return [FactRow(label=label, value=value) for label, value in rows if value]
