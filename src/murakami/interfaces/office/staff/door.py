"""The door of the staff pages: what is not the reader's to see is not found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from murakami.foundation.accounts.operations.rights import RightRefused
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import (
    Actor,
    may_administer,
    may_arrange_deputies,
    may_reorganise,
    refusal_of_grant,
)
from murakami.foundation.accounts.staff_pages import Person, RightLine, find_person
from murakami.foundation.accounts.vocabulary import Role
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.staff.words import REFUSALS

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True, slots=True)
class Opened:
    """One person, for a reader who may see them today."""

    actor: Actor
    person: Person
    today: date


def for_keepers(view: View[P]) -> View[P]:
    """Let those in who look after people of a unit; for everybody else there are no such pages."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not keeps_people(actor_of(request)):
            raise Http404("nobody's keeper")
        try:
            return view(request, *args, **kwargs)
        except RightRefused as refused:
            messages.error(request, str(REFUSALS[refused.code]))
            return redirect("office:staff")

    return for_staff(guarded)


def keeps_people(actor: Actor) -> bool:
    """Say whether somebody has the pages about staff: heads, administrators, personnel."""
    return may_reorganise(actor) or bool(actor.units_as(Role.ADMINISTRATOR) or actor.units_as(Role.UNIT_HEAD))


def units_kept(actor: Actor) -> frozenset[str] | None:
    """Give the units whose people somebody sees; None for the whole town."""
    return None if may_reorganise(actor) else actor.units_as(Role.ADMINISTRATOR) | actor.units_as(Role.UNIT_HEAD)


def units_granted(actor: Actor, names: dict[str, str]) -> dict[str, str]:
    """Give the units in which somebody may give roles."""
    return {code: name for code, name in names.items() if may_administer(actor, code)}


def open_person(request: HttpRequest, account_id: int) -> Opened:
    """Take a person of the reader's units. Raises Http404 for anybody else. SQL: 2."""
    opened = _find(request, account_id)
    if opened is None:
        raise Http404("nobody of yours")
    return opened


def right_of(opened: Opened, right_id: int) -> RightLine:
    """Take a right of a person that the reader may end or hand to a deputy. Raises Http404."""
    line = next((one for one in opened.person.rights if one.id == right_id), None)
    if line is None or not may_arrange_deputies(opened.actor, line.tenure.unit):
        raise Http404("no such right")
    return line


def may_end(actor: Actor, line: RightLine) -> bool:
    """Say whether somebody may end a right: a deputy's whoever may arrange one, every other whoever may give it."""
    if not line.is_own:
        return may_arrange_deputies(actor, line.tenure.unit)
    return refusal_of_grant(actor=actor, account_id=line.holder_id, role=line.tenure.role, unit=line.tenure.unit) is None


def done(request: HttpRequest, words: str, account_id: int) -> HttpResponse:
    """Say what was done and go back to the person, or to the list where that was the last of the reader's units."""
    messages.success(request, words)
    return redirect("office:staff-person", account_id) if _find(request, account_id) else redirect("office:staff")


def _find(request: HttpRequest, account_id: int) -> Opened | None:
    actor, today = actor_of(request), timezone.localdate(now())
    person, units = find_person(account_id, on=today), units_kept(actor)
    if person is None or not (units is None or any(one.unit in units for one in person.tenures)):
        return None
    return Opened(actor, person, today)
