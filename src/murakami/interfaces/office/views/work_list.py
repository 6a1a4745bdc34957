"""The work list: piles, filters, orders, paging by key."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.cases.queries.piles import Desk, Pile
from murakami.domain.cases.queries.work_list import Wish, read_work_list
from murakami.domain.cases.rules import State
from murakami.domain.procedures.queries import list_catalogue, work_calendar
from murakami.flows.agency.quarantine import list_waiting
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import list_colleagues
from murakami.foundation.accounts.rules import Actor
from murakami.interfaces.components.shapes import Column, Tab
from murakami.interfaces.office.clock_view import FEW_DAYS
from murakami.interfaces.office.desk_tasks import tasks_of
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.list_lines import Naming, line_of
from murakami.interfaces.office.way_back import keep_place
from murakami.interfaces.office.wishes import href_of, wish_of
from murakami.interfaces.office.words import EMPTY, ORDERS, PILES, STATES


@for_staff
@require_GET
def work_list(request: HttpRequest) -> HttpResponse:
    """Show one page of the cases of the actor's units; to who has none, what else there is to do. SQL: 6, 7 where files wait, `tasks_of`, and the session's."""
    actor, today = actor_of(request), timezone.localdate(now())
    wish, several = wish_of(request.GET, actor), len(actor.units) > 1
    files = list_waiting(actor)
    naming = Naming({one.id: one.text("short", "ja") or one.text("title", "ja") for one in list_catalogue()},
                    unit_names(), work_calendar(), today, frozenset(one.case.receipt_number for one in files))
    found = read_work_list(desk=Desk(actor, soon_until=work_calendar().add_working_days(today, FEW_DAYS)), wish=wish)
    tasks = tasks_of(actor, piles=found.counts, waiting_files=len(files))
    return keep_place(show(
        request, "office/work_list.html", wish=wish, has_units=bool(actor.units), several_units=several,
        tasks=tasks, waiting=[task for task in tasks if task.count],
        lines=[line_of(item, naming=naming) for item in found.items], columns=_columns(several_units=several),
        tabs=[Tab(label=str(PILES[pile]), href=href_of(Wish(pile=pile, unit=wish.unit)), current=pile is wish.pile,
                  count=found.counts.get(pile)) for pile in Pile
              if pile is not Pile.ALARM or found.counts[pile] or pile is wish.pile],
        procedures=[(code, naming.procedures.get(code, code)) for code in found.procedures],
        states=[(state.value, STATES[state]) for state in State], orders=list(ORDERS.items()),
        loads=found.loads, colleagues=_colleagues(actor, wish, today),
        units=[(code, naming.units.get(code, code)) for code in sorted(actor.units)],
        next_href=href_of(wish, after=found.next_after) if found.next_after else "",
        previous_href=href_of(wish, before=found.previous_before) if found.previous_before else "",
        is_filtered=any((wish.procedure, wish.state, wish.assignee, wish.words)),
        whole=href_of(Wish(pile=wish.pile, unit=wish.unit)), total=found.counts.get(wish.pile),
        empty=EMPTY[wish.pile], pile_title=PILES[wish.pile]), request)


def _columns(*, several_units: bool) -> list[Column]:
    labels = [_("期限"), _("だれの"), _("手続"), _("状態"), _("担当"), _("到達"), _("受付番号")]
    rest = [Column(label=label) for label in (*labels, *([_("課")] if several_units else []))]
    return [Column(label=_("選ぶ"), hidden_label=True), *rest]


def _colleagues(actor: Actor, wish: Wish, today: date) -> list[tuple[int, str]]:
    """Say to whom cases of the list can be given: the people of its one unit; oneself where it shows several."""
    unit = wish.unit or (min(actor.units) if len(actor.units) == 1 else "")
    people = [(one.account_id, one.name) for one in list_colleagues(unit=unit, on=today)] if unit else []
    return list(dict(people).items()) or ([(actor.account_id, actor.name)] if actor.account_id else [])
