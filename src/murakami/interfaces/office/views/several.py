"""What is done with several cases of the list at once, and going on to the next one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from murakami.domain.cases.operations.transition import CaseNotFound
from murakami.domain.cases.operations.work import assign_case
from murakami.domain.cases.queries.piles import Desk
from murakami.domain.cases.queries.work_list import PAGE_SIZE, find_next
from murakami.domain.procedures.queries import work_calendar
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.clock_view import FEW_DAYS
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.views.opened import REFUSED, refusal_text
from murakami.interfaces.office.way_back import kept_place, way_back
from murakami.interfaces.office.wishes import wish_of


@dataclass(frozen=True, slots=True)
class Pick:
    """A case that was ticked, and the count that its line was made from."""

    receipt_number: str
    lock: int


@for_staff
@require_POST
def assign_several(request: HttpRequest) -> HttpResponse:
    """Give the ticked cases to somebody, each for itself: one that cannot be given holds up no other. SQL: 7 a case."""
    picks, sent = _picks(request.POST.getlist("case")), request.POST.get("assignee", "")
    if not picks:
        messages.error(request, _("案件が選ばれていません。行の左の四角を選んでから、押してください。"))
    elif not (sent.isascii() and sent.isdigit() and len(sent) < 10):
        messages.error(request, _("担当にする人を選んでください。"))
    else:
        _assign(request, picks, int(sent))
    return redirect(way_back(request))


@for_staff
@require_GET
def next_case(request: HttpRequest, receipt: str) -> HttpResponse:
    """Go on to the case that follows in the list as it was last seen. SQL: at most 3, and the session's."""
    actor = actor_of(request)
    desk = Desk(actor, soon_until=work_calendar().add_working_days(timezone.localdate(now()), FEW_DAYS))
    found = find_next(desk=desk, wish=wish_of(kept_place(request), actor), receipt_number=receipt)
    if found is None:
        messages.info(request, _("この束に、ほかの案件はありません。"))
        return redirect(way_back(request))
    return redirect("office:case", found)


def _assign(request: HttpRequest, picks: list[Pick], assignee: int) -> None:
    actor, given, refused = actor_of(request), 0, list[str]()
    for pick in picks:
        try:
            assign_case(receipt_number=pick.receipt_number, actor=actor, assignee_id=assignee, at=now(), lock=pick.lock)
            given += 1
        except CaseNotFound:
            refused.append(_("{number}：見つかりません。").format(number=pick.receipt_number))
        except REFUSED as error:
            refused.append(f"{pick.receipt_number}：{refusal_text(error)}")
    if given:
        messages.success(request, _("{n}件の担当を変えました。").format(n=given))
    for words in refused:
        messages.error(request, words)


def _picks(sent: list[str]) -> list[Pick]:
    split = (text.rpartition(":") for text in sent[:PAGE_SIZE])
    return [Pick(number, int(lock)) for number, _colon, lock in split
            if number and lock.isascii() and lock.isdigit() and len(lock) < 10]
