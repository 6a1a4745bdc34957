"""Who has how much in hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from murakami.domain.cases.models import Case
from murakami.domain.cases.rules import FINISHED_STATES

NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Load:
    """How many unfinished cases lie with somebody; `assignee` is the account as text, NOBODY where nobody has them."""

    assignee: str
    name: str
    cases: int


def count_loads(cases: "QuerySet[Case]") -> Sequence[Load]:
    """Count the unfinished cases of each assignee, nobody's first, then the fullest desk. SQL: 1."""
    rows = cases.filter(~Q(state__in=FINISHED_STATES)).order_by().values_list(
        "assignee_id", "assignee__staff__name").annotate(cases=Count("id"))
    loads = [Load(assignee=str(account or NOBODY), name=name or "", cases=count) for account, name, count in rows]
    return sorted(loads, key=lambda load: (load.assignee != NOBODY, -load.cases, load.name))


def condition_of_assignee(assignee: str) -> Q:
    """Say which cases lie with somebody, as `Load.assignee` names them; "" are all."""
    if assignee == NOBODY:
        return Q(assignee=None)
    return Q(assignee_id=int(assignee)) if assignee else Q()


def is_assignee(text: str) -> bool:
    """Say whether a text names somebody as `Load.assignee` does."""
    return text == NOBODY or (text.isascii() and text.isdigit() and len(text) < 10)
