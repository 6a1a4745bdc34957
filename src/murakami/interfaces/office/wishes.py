"""What a reader asks of the work list, read from an address and written into one."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from murakami.domain.cases.queries.loads import is_assignee
from murakami.domain.cases.queries.piles import Pile
from murakami.domain.cases.queries.work_list import Key, Order, Wish
from murakami.domain.cases.rules import State
from murakami.domain.procedures.queries import list_catalogue
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role


def wish_of(asked: QueryDict, actor: Actor) -> Wish:
    """Read a wish; what is strange in it does not narrow."""
    pile, order, state = asked.get("pile", ""), asked.get("order", ""), asked.get("state", "")
    chosen = Pile(pile) if pile in list(Pile) else _first_pile(actor)
    usual = Order.NEWEST if chosen is Pile.ENDED else Order.DUE
    return Wish(pile=chosen, order=Order(order) if order in list(Order) else usual,
                unit=unit if (unit := asked.get("unit", "")) in actor.units else "",
                procedure=code if (code := asked.get("procedure", "")) in {one.id for one in list_catalogue()} else "",
                state=state if state in list(State) else "",
                assignee=who if is_assignee(who := asked.get("assignee", "")) else "", words=asked.get("words", "")[:100].replace("\x00", ""),
                after=Key.parse(asked.get("after", "")), before=Key.parse(asked.get("before", "")))


def _first_pile(actor: Actor) -> Pile:
    """A head who is no clerk begins with what only a head can do."""
    is_clerk = bool(actor.units_as(Role.CLERK))
    return Pile.APPROVAL if actor.units_as(Role.UNIT_HEAD) and not is_clerk else Pile.UNIT


def href_of(wish: Wish, *, after: Key | None = None, before: Key | None = None) -> str:
    """Write the address of a list, or of the page after or before a case."""
    asked = {"pile": wish.pile, "order": wish.order if wish.order is not Order.DUE else "", "unit": wish.unit,
             "procedure": wish.procedure, "state": wish.state, "assignee": wish.assignee, "words": wish.words, "after": after, "before": before}
    return f"{reverse('office:work-list')}?{urlencode({name: str(value) for name, value in asked.items() if value})}"
