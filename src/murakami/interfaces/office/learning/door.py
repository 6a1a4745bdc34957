"""The door of learning: staff come in, and what is not theirs or not there does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from murakami.domain.learning.refusals import CodeForged, CourseUnknown, NotPermitted, ResultUnknown, SessionUnknown
from murakami.domain.learning.rules.rights import may_see_all, units_seen
from murakami.domain.programme.queries.standing import standing_of
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor
from murakami.interfaces.components.shapes import Tab
from murakami.interfaces.office.frame import for_staff, now, show

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_NOT_THERE = (NotPermitted, CourseUnknown, SessionUnknown, ResultUnknown, CodeForged)


def for_learners(view: View[P]) -> View[P]:
    """Let staff in; what they may not do or what there is not is not found."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except _NOT_THERE as error:
            raise Http404(type(error).__name__) from error

    return for_staff(guarded)


def office_of(request: HttpRequest) -> frozenset[str]:
    """Name the units that are the DX office today; kept on the request. SQL: 1, 0 when asked again."""
    kept = request.__dict__.get("_dx_office")
    if kept is None:
        standing = standing_of(actor_of(request), on=timezone.localdate(now()))
        kept = request.__dict__["_dx_office"] = standing.office_units
    return frozenset(kept)


def show_learning(request: HttpRequest, template: str, *, here: str = "", status: int = 200,
                  **context: object) -> HttpResponse:
    """Render a page of learning with its tabs; `here` names the current one. SQL: as `office_of`."""
    tabs = _tabs(actor_of(request), office_of(request), here=here)
    return show(request, f"office/learning/{template}.html", here="programme", status=status, tabs=tabs, **context)


def _tabs(actor: Actor, office: frozenset[str], *, here: str) -> list[Tab]:
    views = [("learning", _("わたしの学び")), ("learning-sessions", _("研修の日程")), ("learning-record", _("修了の記録"))]
    if may_see_all(actor, office=office) or units_seen(actor):
        views.append(("learning-coverage", _("課ごとの状況")))
    return [Tab(label=label, href=reverse(f"office:{name}"), current=name == here) for name, label in views]
