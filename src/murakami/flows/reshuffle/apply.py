"""Applying a reshuffle on its day: units, people, cases and plans, all in one transaction, once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from murakami.domain.cases.models import Case
from murakami.domain.cases.operations.reorganise import move_cases, release_cases
from murakami.domain.procedures.queries import UnitNotFound
from murakami.domain.programme.operations.units import move_plans
from murakami.flows.agency.tell import tell_progress, transfer_note
from murakami.flows.reshuffle.plan import PersonChange, Plan, lineage_of, plan_reshuffle, works_in
from murakami.flows.reshuffle.sheet import Problem, Wish, lines_of, read_lines
from murakami.flows.reshuffle.town import Place, Town, read_town
from murakami.foundation.accounts.models import Reshuffle
from murakami.foundation.accounts.operations.reshuffles import (
    Placing,
    Spot,
    close_reshuffle,
    lock_due,
    place_people,
    reorganise_units,
)


def apply_due(*, at: datetime) -> int:
    """Apply every reshuffle whose day has come, each whole or not at all; returns how many were applied.

    The town may have changed since a file was confirmed: who and what came later stays as it is. One that does not fit any
    more is not applied, and its page says why.
    """
    applied = 0
    while (done := _apply_next(at=at)) is not None:
        applied += done
    return applied


@transaction.atomic
def _apply_next(*, at: datetime) -> bool | None:
    found = lock_due(on=timezone.localdate(at))
    if found is None:
        return None
    town = read_town(on=found.apply_on)
    reading = read_lines(lines_of(found.rows), town)
    wrong = [problem for problem in reading.problems if problem.cell]
    if wrong:
        close_reshuffle(found, at=at, problem="\n".join(map(_words, wrong)))
        return False
    _apply(found, town, reading.wish, at=at)
    return True


def _apply(found: Reshuffle, town: Town, wish: Wish, *, at: datetime) -> None:
    plan, successors = plan_reshuffle(town, wish), lineage_of(wish)
    reorganise_units(names=wish.units, closed=wish.closed, successors=successors, on=found.apply_on)
    place_people([_placing(change) for change in plan.people], on=found.apply_on, by=found.confirmed_by_id, at=at)
    moved = _move(wish, at)
    released = _release(plan, at)
    plans = move_plans(successors=wish.closed, at=at)
    close_reshuffle(found, at=at, details={"units": len(plan.units), "people": len(plan.people), "cases": len(moved),
                                           "released": released, "plans": plans})
    for case in moved:
        _tell(case, at)


def _move(wish: Wish, at: datetime) -> list[Case]:
    """Single procedures first: what then is left of a closed unit goes to whoever follows it."""
    ordered = sorted(lineage_of(wish).items(), key=lambda one: one[0][1] == "")
    return [case for (unit, procedure), to in ordered for case in move_cases(unit=unit, procedure=procedure, to=to, at=at)]


def _release(plan: Plan, at: datetime) -> int:
    moving = {change.known.account_id: works_in(change.after) if change.after else frozenset()
              for change in plan.people if change.before and change.taken}
    return release_cases(accounts=moving, at=at) if moving else 0


def _placing(change: PersonChange) -> Placing:
    known = change.known
    return Placing(login_name=known.login_name, name=known.name, email=known.email, account_id=known.account_id,
                   given=_spots(change.given), taken=_spots(change.taken), leaves=change.kind == "leaves")


def _spots(places: frozenset[Place]) -> frozenset[Spot]:
    return frozenset((place.unit, place.role, place.purpose) for place in places)


def _tell(case: Case, at: datetime) -> None:
    try:
        note = transfer_note(case.unit)
    except UnitNotFound:
        note = None
    tell_progress(case, at=at, note=note)


def _words(problem: Problem) -> str:
    return f"{problem.cell}：{problem.problem}{problem.mend}"
