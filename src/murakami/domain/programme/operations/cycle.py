"""What every step of a year shares: the year is locked, stale pages are refused, what happened is an event."""

from collections.abc import Mapping
from datetime import datetime

from murakami.domain.programme.models import Year
from murakami.domain.programme.queries.standing import standing_of
from murakami.domain.programme.rules.rights import may_run_programme
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append
from murakami.foundation.events.rules import Detail
from murakami.kernel.dates import day_in_japan


class YearNotFound(LookupError):
    """The programme has not opened this year."""


class YearChanged(RuntimeError):
    """Somebody else has worked on the year since the page was opened; read it again."""


class CycleRefused(RuntimeError):
    """The step may not be taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CycleNotPermitted(PermissionError):
    """The actor has no right to this step."""


def lock_year(fiscal_year: int) -> Year:
    """Take a year for writing until the transaction ends. Raises YearNotFound. SQL: 1."""
    year = Year.objects.select_for_update().filter(fiscal_year=fiscal_year).first()
    if year is None:
        raise YearNotFound(fiscal_year)
    return year


def refuse_stale_year(year: Year, *, revision: int) -> None:
    """Refuse what was decided on a page older than the year. Raises YearChanged."""
    if year.revision != revision:
        raise YearChanged(year.fiscal_year)


def require_office(actor: Actor, *, at: datetime) -> int:
    """Give the account of an actor of the DX office. Raises CycleNotPermitted for anybody else. SQL: 1."""
    if not may_run_programme(actor, standing_of(actor, on=day_in_japan(at))) or actor.account_id is None:
        raise CycleNotPermitted("the DX office")
    return actor.account_id


def write_year(year: Year, *, kind: str, at: datetime, details: Mapping[str, Detail] | None = None,
               **changes: object) -> Year:
    """Write fields of a locked year and one event of `kind`. SQL: 3."""
    append(kind=kind, subject_key=f"year-{year.fiscal_year}", at=at,
           details={"fiscal_year": year.fiscal_year, **(details or {})})
    for name, value in {**changes, "revision": year.revision + 1}.items():
        setattr(year, name, value)
    year.save(update_fields=[*changes, "revision"])
    return year
