"""The one way an initiative's plan changes: permit, lock, refuse what is stale or frozen, write, event, in one transaction."""

from collections.abc import Iterable
from datetime import datetime

from murakami.domain.programme.models import Initiative, PlanEntry, Year
from murakami.domain.programme.queries.standing import ownership_of, standing_of
from murakami.domain.programme.rules.rights import may_edit_plan, may_place
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import NewEvent, append_many
from murakami.kernel.dates import day_in_japan


class InitiativeNotFound(LookupError):
    """There is no such initiative."""


class NotTheirs(PermissionError):
    """The actor has no right to change this plan."""


class PlanChanged(RuntimeError):
    """Somebody else has changed the plan since the page was opened; read it again."""


class YearIsFrozen(RuntimeError):
    """The year has been decided and changes only by a recorded correction; holds the fiscal year."""

    def __init__(self, fiscal_year: int) -> None:
        super().__init__(str(fiscal_year))
        self.fiscal_year = fiscal_year


class EditRefused(ValueError):
    """What was asked for cannot be; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_plan(*, code: str, actor: Actor, at: datetime, revision: int) -> Initiative:
    """Take an initiative for writing until the transaction ends; `revision` is the count that the page was made from.

    Raises InitiativeNotFound, NotTheirs, PlanChanged. SQL: 3.
    """
    initiative = permitted(code=code, actor=actor, at=at)
    if initiative.revision != revision:
        raise PlanChanged(code)
    return initiative


def permitted(*, code: str, actor: Actor, at: datetime) -> Initiative:
    """Take an initiative whose plan the actor may change. Raises InitiativeNotFound, NotTheirs. SQL: 3."""
    initiative = locked(code)
    standing = standing_of(actor, on=day_in_japan(at))
    if not may_edit_plan(actor, standing, ownership_of(initiative)):
        raise NotTheirs(code)
    return initiative


def open_placing(*, code: str, actor: Actor, at: datetime, revision: int) -> Initiative:
    """Take an initiative to say whose it is: the DX office alone.

    Raises InitiativeNotFound, NotTheirs, PlanChanged. SQL: 2.
    """
    initiative = locked(code)
    if not may_place(actor, standing_of(actor, on=day_in_japan(at))):
        raise NotTheirs(code)
    if initiative.revision != revision:
        raise PlanChanged(code)
    return initiative


def locked(code: str) -> Initiative:
    """Take an initiative until the transaction ends. Raises InitiativeNotFound. SQL: 1."""
    initiative = Initiative.objects.select_for_update().filter(code=code).first()
    if initiative is None:
        raise InitiativeNotFound(code)
    return initiative


def refuse_frozen(*years: int) -> None:
    """Refuse to write into a year that has been decided. Raises YearIsFrozen. SQL: 1."""
    frozen = Year.objects.filter(fiscal_year__in=set(years), state=Year.State.FROZEN).order_by("fiscal_year").first()
    if frozen is not None:
        raise YearIsFrozen(frozen.fiscal_year)


def keep(initiative: Initiative, *, kind: str, actor: Actor, at: datetime, text: str = "",
         details: dict[str, str | int | bool | None] | None = None, fields: Iterable[str] = ()) -> Initiative:
    """Write fields of a locked initiative, its next revision, one event and the line of its own book. SQL: 4."""
    initiative.revision, initiative.updated_at = initiative.revision + 1, at
    initiative.save(update_fields=[*fields, "revision", "updated_at"])
    write_entries([initiative], kind=kind, at=at, by=actor.account_id, text=text, details=details)
    return initiative


def write_entries(initiatives: Iterable[Initiative], *, kind: str, at: datetime, by: int | None = None, text: str = "",
                  details: dict[str, str | int | bool | None] | None = None) -> None:
    """Write one event of `kind` and one line of the own book for each. SQL: 3."""
    rows = list(initiatives)
    append_many(NewEvent(kind=kind, subject_key=subject_of(row.code), at=at, unit=row.owner_unit, details=details or {})
                for row in rows)
    PlanEntry.objects.bulk_create([PlanEntry(initiative=row, kind=kind, by_id=by, at=at, text=text) for row in rows])


def subject_of(code: str) -> str:
    """Name an initiative in the book of events."""
    return f"initiative-{code}"
