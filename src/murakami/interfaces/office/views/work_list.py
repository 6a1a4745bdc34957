"""The work list: piles, filters, orders, paging by key."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.cases.queries.piles import Desk, Pile
from murakami.domain.cases.queries.work_list import Key, Order, Wish, read_work_list
from murakami.domain.cases.rules import State
from murakami.domain.procedures.queries import list_catalogue, work_calendar
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role
from murakami.interfaces.components.shapes import Column, Tab
from murakami.interfaces.office.clock_view import FEW_DAYS
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.list_lines import Naming, line_of
from murakami.interfaces.office.way_back import keep_place
from murakami.interfaces.office.words import EMPTY, ORDERS, PILES, STATES


@for_staff
@require_GET
def work_list(request: HttpRequest) -> HttpResponse:
    """Show one page of the cases of the actor's units. SQL: 3, and the session's."""
    actor, today = actor_of(request), timezone.localdate(now())
    wish, several = _wish(request, actor), len(actor.units) > 1
    naming = Naming({one.id: one.text("short", "ja") or one.text("title", "ja") for one in list_catalogue()},
                    unit_names(), work_calendar(), today)
    found = read_work_list(desk=Desk(actor, soon_until=work_calendar().add_working_days(today, FEW_DAYS)), wish=wish)
    return keep_place(show(
        request, "office/work_list.html", wish=wish, has_units=bool(actor.units), several_units=several,
        lines=[line_of(item, naming=naming) for item in found.items], columns=_columns(several_units=several),
        tabs=[Tab(label=str(PILES[pile]), href=_href(Wish(pile=pile, unit=wish.unit)), current=pile is wish.pile,
                  count=found.counts.get(pile)) for pile in Pile],
        procedures=[(code, naming.procedures.get(code, code)) for code in found.procedures],
        states=[(state.value, STATES[state]) for state in State], orders=list(ORDERS.items()),
        units=[(code, naming.units.get(code, code)) for code in sorted(actor.units)],
        next_href=_href(wish, after=found.next_after) if found.next_after else "",
        previous_href=_href(wish, before=found.previous_before) if found.previous_before else "",
        is_filtered=any((wish.procedure, wish.state, wish.words)), whole=_href(Wish(pile=wish.pile, unit=wish.unit)),
        empty=EMPTY[wish.pile], pile_title=PILES[wish.pile]), request)


def _wish(request: HttpRequest, actor: Actor) -> Wish:
    asked = request.GET
    pile, order, state = asked.get("pile", ""), asked.get("order", ""), asked.get("state", "")
    chosen = Pile(pile) if pile in list(Pile) else _first_pile(actor)
    usual = Order.NEWEST if chosen is Pile.ENDED else Order.DUE
    return Wish(pile=chosen, order=Order(order) if order in list(Order) else usual,
                unit=unit if (unit := asked.get("unit", "")) in actor.units else "",
                procedure=code if (code := asked.get("procedure", "")) in {one.id for one in list_catalogue()} else "",
                state=state if state in list(State) else "", words=asked.get("words", "")[:100].replace("\x00", ""),
                after=Key.parse(asked.get("after", "")), before=Key.parse(asked.get("before", "")))


def _first_pile(actor: Actor) -> Pile:
    """A head who is no clerk begins with what only a head can do."""
    is_clerk = bool(actor.units_as(Role.CLERK))
    return Pile.APPROVAL if actor.units_as(Role.UNIT_HEAD) and not is_clerk else Pile.UNIT


def _href(wish: Wish, *, after: Key | None = None, before: Key | None = None) -> str:
    asked = {"pile": wish.pile, "order": wish.order if wish.order is not Order.DUE else "", "unit": wish.unit,
             "procedure": wish.procedure, "state": wish.state, "words": wish.words, "after": after, "before": before}
    return f"{reverse('office:work-list')}?{urlencode({name: str(value) for name, value in asked.items() if value})}"


def _columns(*, several_units: bool) -> list[Column]:
    labels = [_("期限"), _("だれの"), _("手続"), _("状態"), _("担当"), _("到達"), _("受付番号")]
    return [Column(label=label) for label in (*labels, *([_("課")] if several_units else []))]
