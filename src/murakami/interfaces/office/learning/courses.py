"""The page of a course: what it gives, its pages to read, how to complete it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.learning.queries.catalogue import current_catalogue, get_course
from murakami.domain.learning.queries.results import list_completed
from murakami.domain.learning.queries.sessions import list_sessions
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.learning.door import for_learners, show_learning
from murakami.interfaces.office.learning.session_view import card_of
from murakami.interfaces.office.learning.words import COMPLETIONS, COURSE_KINDS, gives_words, until_words
from murakami.kernel.dates import show_date


@for_learners
@require_GET
def course(request: HttpRequest, course: str) -> HttpResponse:
    """Show a course with everything to read. SQL: 5, and the session's."""
    account_id, at, catalogue = actor_of(request).account_id or 0, now(), current_catalogue()
    shown = get_course(catalogue, course)
    done = next((one for one in list_completed(account_id) if one.course == shown.code), None)
    sessions = [] if shown.completion == "check" else [
        card_of(one, catalogue=catalogue, at=at) for one in list_sessions(account_id=account_id, at=at, course=shown.code)
        if one.session.ends_at > at and not one.session.called_off_at]
    lasts = _("{months}か月（期限が来る前に受け直します）").format(months=shown.valid_months) if shown.valid_months else _("期限なし")
    facts = [FactRow(label=_("身につくスキル"), value=gives_words(shown, catalogue)),
             FactRow(label=_("時間の目安"), value=_("{minutes}分").format(minutes=shown.minutes)),
             FactRow(label=_("有効期間"), value=lasts),
             FactRow(label=_("修了のしかた"), value=str(COMPLETIONS[shown.completion]))]
    return show_learning(
        request, "course", course=shown, kind=COURSE_KINDS[shown.kind], facts=facts, sessions=sessions,
        done_on=show_date(done.on) if done else "", done_until=until_words(done.until) if done else "",
        is_over=bool(done and done.until and done.until <= timezone.localdate(at)))
