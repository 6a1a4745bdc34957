"""The page of a firm: what the provider checked, who has signed in for it, and where the reader is signed in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from murakami.foundation.accounts.firm_queries import get_firm, list_members
from murakami.foundation.accounts.guards import business_only
from murakami.foundation.accounts.models import Firm, FirmMember
from murakami.foundation.accounts.operations.firms import PlaceRefused, end_place, readmit
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor, refusal_of_place_change
from murakami.foundation.accounts.sessions import LIMITS, end_sessions, list_open
from murakami.foundation.accounts.vocabulary import AccountKind, FirmRole, PlaceEnd
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.sign_in.own_ways import session_rows
from murakami.interfaces.portal.wording import full_day_words, time_words
from murakami.kernel.dates import day_in_japan


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who has signed in for the firm, and what the reader may do about it."""

    name: str
    role: str
    text: str
    is_here: bool
    end_href: str
    readmit_href: str


@require_safe
@never_cache
@business_only
def firm(request: HttpRequest) -> HttpResponse:
    """Show the firm to its people. SQL: 3, and the session's."""
    actor = actor_of(request)
    assert actor.firm is not None and actor.account_id is not None  # nobody else came in
    hours = int(LIMITS[AccountKind.BUSINESS].whole.total_seconds() // 3600)
    return show(request, "my/firm.html", {
        "facts": tuple(_facts(get_firm(actor.firm.firm))), "is_prime": actor.firm.role is FirmRole.PRIME, "hours": hours,
        "members": [_row(one, actor) for one in list_members(actor.firm.firm)],
        "open_sessions": session_rows(list_open(actor.account_id), here=request.session.session_key)})


@require_POST
@never_cache
@business_only
def end(request: HttpRequest, member: int) -> HttpResponse:
    """Let somebody out of the firm at once."""
    return _change(request, end_place, member, done=_("サインインを止めました。使っていた画面も終わりました。"))


@require_POST
@never_cache
@business_only
def let_in(request: HttpRequest, member: int) -> HttpResponse:
    """Let somebody into the firm again."""
    return _change(request, readmit, member, done=_("また入れるようにしました。次にGビズIDでサインインすると、入れます。"))


@require_POST
@never_cache
@business_only
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign the reader out everywhere else."""
    end_sessions(actor_of(request).account_id or 0, but=request.session.session_key or "")
    messages.success(request, _("ほかの端末のサインインを終わらせました。"))
    return HttpResponseRedirect(reverse("portal:my-firm"))


def _change(request: HttpRequest, change: Callable[..., None], account: int, *, done: str) -> HttpResponse:
    try:
        change(actor=actor_of(request), account_id=account, at=timezone.now())
    except PlaceRefused as refused:
        if refused.code != "elsewhere":
            raise Http404 from refused
        messages.error(request, _("この方は、いまは別の事業者の人としてサインインしています。"))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("portal:my-firm"))


def _facts(firm: Firm) -> Iterable[FactRow]:
    note = _("GビズIDから（{time}）").format(time=time_words(timezone.localtime(firm.read_at)))
    said = ((_("名前"), firm.name), (_("法人番号"), firm.corporate_number or _("なし（個人事業主）")),
            (_("所在地"), firm.address.get("whole", "")), (_("代表者"), firm.representative))
    for label, value in said:
        yield FactRow(label=label, value=value or _("GビズIDから読めませんでした"), note=note if value else "")


def _row(one: FirmMember, actor: Actor) -> MemberRow:
    is_mine = actor.firm is not None and refusal_of_place_change(
        actor=actor, firm=actor.firm.firm, role=FirmRole(one.role)) is None
    args = [one.account_id]
    return MemberRow(
        name=f"{one.name}　{one.department}".strip("　"), is_here=one.account_id == actor.account_id,
        role=_("代表者（プライム）") if one.role == FirmRole.PRIME else _("メンバー"), text=_state(one),
        end_href=reverse("portal:my-firm-end", args=args) if is_mine and one.ended_at is None else "",
        readmit_href=reverse("portal:my-firm-readmit", args=args) if is_mine and one.ended_by == PlaceEnd.PRIME else "")


def _state(one: FirmMember) -> str:
    if one.ended_at is not None:
        return _("{day}に終わりました").format(day=_day(one.ended_at))
    return _("最後のサインイン {day}").format(day=_day(one.seen_at))


def _day(at: datetime) -> str:
    return full_day_words(day_in_japan(at))
