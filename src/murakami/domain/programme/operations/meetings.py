"""Meetings: planned, given an agenda, held; what is decided goes to the initiatives it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from murakami.domain.programme.models import AgendaItem, Body, Decision, Initiative, Meeting, Task
from murakami.domain.programme.operations.bodies import BodyNotFound
from murakami.domain.programme.operations.cycle import CycleRefused, require_office
from murakami.domain.programme.operations.plan_desk import keep, locked, refuse_frozen
from murakami.domain.programme.rules.meetings import (
    MeetingState,
    refusal_of_changing,
    refusal_of_issuing,
    refusal_of_minutes,
    refusal_of_outcome,
)
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append
from murakami.kernel.fiscal_years import fiscal_year_of, last_day_of


class MeetingNotFound(LookupError):
    """There is no such meeting, or no such point on its agenda."""


class MeetingChanged(RuntimeError):
    """Somebody else has worked on the meeting since the page was opened; read it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A meeting as it is planned."""

    body: str
    title: str
    held_on: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda; `code` of the initiative that it is about, or ""."""

    title: str
    code: str = ""
    note: str = ""


@transaction.atomic
def plan_meeting(*, key: str, plan: Plan, actor: Actor, at: datetime) -> Meeting:
    """Plan a meeting; the same key plans once. Raises CycleNotPermitted, BodyNotFound, CycleRefused(`title_missing`).

    SQL: 6.
    """
    require_office(actor, at=at)
    known = Meeting.objects.filter(key=key).first()
    if known is not None:
        return known
    body = Body.objects.filter(code=plan.body, is_active=True).first()
    if body is None:
        raise BodyNotFound(plan.body)
    if not plan.title.strip():
        raise CycleRefused("title_missing")
    meeting = Meeting.objects.create(key=key, body=body, title=plan.title.strip(), held_on=plan.held_on,
                                     place=plan.place.strip())
    append(kind="programme.meeting_planned", subject_key=_subject(meeting), at=at, details={"body": body.kind})
    return meeting


@transaction.atomic
def set_agenda(*, key: str, points: Sequence[Point], actor: Actor, revision: int, at: datetime) -> Meeting:
    """Make the agenda exactly `points`, in their order.

    Raises CycleNotPermitted, MeetingNotFound, MeetingChanged, CycleRefused(`papers_are_out` | `point_missing` |
    `initiative_unknown`). SQL: 8.
    """
    require_office(actor, at=at)
    meeting = _lock(key, revision=revision)
    if refusal := refusal_of_changing(MeetingState(meeting.state)):
        raise CycleRefused(refusal)
    if any(not point.title.strip() for point in points):
        raise CycleRefused("point_missing")
    codes = {point.code for point in points} - {""}
    initiatives = {one.code: one for one in Initiative.objects.filter(code__in=codes)}
    if codes - initiatives.keys():
        raise CycleRefused("initiative_unknown")
    meeting.items.all().delete()
    AgendaItem.objects.bulk_create([
        AgendaItem(meeting=meeting, order=order, title=point.title.strip(), initiative=initiatives.get(point.code),
                   note=point.note.strip()) for order, point in enumerate(points, 1)])
    return _write(meeting, kind="programme.agenda_set", at=at, points=len(points))


@transaction.atomic
def keep_papers(*, key: str, sha256: str, actor: Actor, revision: int, at: datetime) -> Meeting:
    """Note which file the papers of a meeting are; before the meeting they may be issued again.

    Raises CycleNotPermitted, MeetingNotFound, MeetingChanged, CycleRefused(`agenda_empty` | `meeting_is_held`). SQL: 6.
    """
    require_office(actor, at=at)
    meeting = _lock(key, revision=revision)
    if refusal := refusal_of_issuing(MeetingState(meeting.state), items=meeting.items.count()):
        raise CycleRefused(refusal)
    meeting.papers_sha256, meeting.state = sha256, Meeting.State.ISSUED
    return _write(meeting, kind="programme.papers_issued", at=at)


@transaction.atomic
def reopen_agenda(*, key: str, actor: Actor, revision: int, at: datetime) -> Meeting:
    """Take issued papers back so that the agenda can be changed; nobody has met yet.

    Raises CycleNotPermitted, MeetingNotFound, MeetingChanged, CycleRefused(`meeting_is_held` | `papers_not_out` |
    `has_outcomes`). SQL: 8.
    """
    require_office(actor, at=at)
    meeting = _lock(key, revision=revision)
    if meeting.state != Meeting.State.ISSUED:
        raise CycleRefused("meeting_is_held" if meeting.state == Meeting.State.HELD else "papers_not_out")
    if Decision.objects.filter(item__meeting=meeting).exists() or Task.objects.filter(decided_by__meeting=meeting).exists():
        raise CycleRefused("has_outcomes")
    meeting.papers_sha256, meeting.state = "", Meeting.State.PLANNED
    return _write(meeting, kind="programme.agenda_reopened", at=at)


@transaction.atomic
def keep_minutes(*, key: str, minutes: str, actor: Actor, revision: int, at: datetime) -> Meeting:
    """Keep the minutes; the meeting has been held.

    Raises CycleNotPermitted, MeetingNotFound, MeetingChanged, CycleRefused(`papers_not_out` | `minutes_missing`). SQL: 5.
    """
    require_office(actor, at=at)
    meeting = _lock(key, revision=revision)
    if refusal := refusal_of_minutes(MeetingState(meeting.state), minutes):
        raise CycleRefused(refusal)
    meeting.minutes, meeting.state = minutes.strip(), Meeting.State.HELD
    return _write(meeting, kind="programme.minutes_kept", at=at)


@transaction.atomic
def record_decision(*, key: str, order: int, decision_key: str, text: str, reason: str, actor: Actor,
                    at: datetime) -> Decision:
    """Write what was decided under a point into the initiative that it is about; the same key decides once.

    Raises CycleNotPermitted, MeetingNotFound, CycleRefused(`papers_not_out` | `no_initiative` | `decision_missing` |
    `reason_missing`). SQL: 11.
    """
    require_office(actor, at=at)
    item = _item(key, order)
    known = item.decisions.filter(key=decision_key).first()
    if known is not None:
        return known
    initiative = _initiative_of(item)
    if not text.strip():
        raise CycleRefused("decision_missing")
    if not reason.strip():
        raise CycleRefused("reason_missing")
    decision = Decision.objects.create(initiative=initiative, key=decision_key, decided_on=item.meeting.held_on, item=item,
                                       text=text.strip(), reason=reason.strip())
    keep(initiative, kind="plan.decided", actor=actor, at=at, text=text.strip()[:100])
    return decision


@transaction.atomic
def give_task(*, key: str, order: int, task_key: str, title: str, owner: int | None, due_on: date | None, actor: Actor,
              at: datetime) -> Task:
    """Make a task of what was agreed under a point, for somebody until a day; the same key makes one.

    It stands in the fiscal year of its day, or in that of the meeting. Raises CycleNotPermitted, MeetingNotFound,
    YearIsFrozen, CycleRefused(`papers_not_out` | `no_initiative` | `title_missing` | `account_unknown`). SQL: 13.
    """
    require_office(actor, at=at)
    item = _item(key, order)
    known = item.tasks.filter(key=task_key).first()
    if known is not None:
        return known
    initiative = _initiative_of(item)
    if not title.strip():
        raise CycleRefused("title_missing")
    if owner is not None and not Account.objects.filter(pk=owner, kind="staff", is_active=True).exists():
        raise CycleRefused("account_unknown")
    fiscal_year = fiscal_year_of(due_on or item.meeting.held_on)
    refuse_frozen(fiscal_year)
    task = Task.objects.create(initiative=initiative, fiscal_year=fiscal_year, key=task_key, title=title.strip(),
                               unit=initiative.owner_unit, owner_id=owner, due_on=due_on or last_day_of(fiscal_year),
                               decided_by=item)
    keep(initiative, kind="plan.task_added", actor=actor, at=at, text=task.title, details={"year": fiscal_year})
    return task


def _item(key: str, order: int) -> AgendaItem:
    item = AgendaItem.objects.select_related("meeting", "initiative").filter(meeting__key=key, order=order).first()
    if item is None:
        raise MeetingNotFound(key)
    return item


def _initiative_of(item: AgendaItem) -> Initiative:
    if refusal := refusal_of_outcome(MeetingState(item.meeting.state)):
        raise CycleRefused(refusal)
    if item.initiative is None:
        raise CycleRefused("no_initiative")
    return locked(item.initiative.code)


def _lock(key: str, *, revision: int) -> Meeting:
    meeting = Meeting.objects.select_for_update().filter(key=key).first()
    if meeting is None:
        raise MeetingNotFound(key)
    if meeting.revision != revision:
        raise MeetingChanged(key)
    return meeting


def _write(meeting: Meeting, *, kind: str, at: datetime, **details: int) -> Meeting:
    meeting.revision += 1
    meeting.save(update_fields=["papers_sha256", "state", "minutes", "revision"])
    append(kind=kind, subject_key=_subject(meeting), at=at, details=details)
    return meeting


def _subject(meeting: Meeting) -> str:
    return f"meeting-{meeting.key}"
