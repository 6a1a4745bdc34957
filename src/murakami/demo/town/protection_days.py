"""One fictitious protected person, from one who is to learn nothing: so that a clerk can see a case that waits for its head."""

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.utils import timezone

from murakami.demo.town.staff import list_places
from murakami.domain.cases.models import Case
from murakami.domain.cases.queries.case_page import read_case
from murakami.domain.cases.rules import State
from murakami.domain.register.models import Protection
from murakami.domain.register.protecting import Refused, Wanted, set_protection
from murakami.domain.register.rules import Ground
from murakami.flows.agency import work
from murakami.flows.agency.pages import CaseReading, read_people
from murakami.flows.agency.protection import after_change
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.spool.worker import run_pending

_KEY, _SUBJECT = "d" * 31 + "5", "d" * 31 + "6"
_ENDS_IN = timedelta(days=20)


def protect_somebody(*, at: datetime) -> str:
    """Protect who filed the newest case that nobody has begun, for a year that is nearly over; once."""
    keeper = next((place.head for place in list_places() if place.unit in settings.PROTECTION_UNITS and place.head), None)
    heads = {place.unit: place.head for place in list_places() if place.head}
    if keeper is None or Protection.objects.filter(key=_KEY).exists():
        return "nobody new is protected"
    for case in Case.objects.filter(state=State.RECEIVED, unit__in=heads).order_by("-id")[:20]:
        reading = read_people(read_case(receipt_number=case.receipt_number, actor=heads[case.unit]))
        if _protect(case, reading, keeper=keeper, head=heads[case.unit], at=at):
            run_pending(clock=partial(timezone.localtime, at))
            return "1 protected"
    return "nobody could be protected"


def _protect(case: Case, reading: CaseReading, *, keeper: Actor, head: Actor, at: datetime) -> bool:
    person = next((one for one in reading.people if one.instance == "me" and one.likely), None)
    if person is None:
        return False
    number, today = person.likely[0].register_number, timezone.localdate(at)
    work.confirm_match(receipt_number=case.receipt_number, actor=head, instance=person.instance, register_number=number, at=at,
                       lock=case.lock)
    row = set_protection(Wanted(
        ground=Ground.VIOLENCE, register_number=number, accompanying=(), refused=(Refused("架空 一郎", None),),
        old_home="三之町1-1", since=today + _ENDS_IN - timedelta(days=365), until=today + _ENDS_IN),
        actor=keeper, units=settings.PROTECTION_UNITS, key=_KEY, subject_key=_SUBJECT, at=at)
    after_change(row, at=at)
    return True
