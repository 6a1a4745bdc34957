"""Sessions and their seats."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from murakami.domain.learning.models import Seat, Session
from murakami.domain.learning.refusals import SessionUnknown

_RECENT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session with how many seats are taken, and the viewer's own seat if there is or was one."""

    session: Session
    taken: int
    seat: Seat | None

    @property
    def has_seat(self) -> bool:
        """Whether the viewer has a seat now."""
        return self.seat is not None and self.seat.given_up_at is None


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session with the seats that are kept, by name, and the viewer's own seat."""

    session: Session
    seats: tuple[Seat, ...]
    own: Seat | None

    @property
    def has_seat(self) -> bool:
        """Whether the viewer has a seat now."""
        return self.own is not None and self.own.given_up_at is None


def list_sessions(*, account_id: int, at: datetime, course: str = "") -> tuple[ListedSession, ...]:
    """List the sessions to come and those of the last 60 days, by time, of all courses or one. SQL: 2."""
    rows = Session.objects.filter(ends_at__gt=at - _RECENT).select_related("host__staff").order_by("starts_at", "id")
    if course:
        rows = rows.filter(course=course)
    sessions = list(rows.annotate(taken=Count("seats", filter=Q(seats__given_up_at=None))))
    own = {seat.session_id: seat for seat in Seat.objects.filter(account_id=account_id, session__in=sessions)}
    return tuple(ListedSession(one, one.taken, own.get(one.pk)) for one in sessions)


def get_session(key: str) -> Session:
    """Take a session with its host. Raises SessionUnknown. SQL: 1."""
    session = Session.objects.select_related("host__staff").filter(key=key).first()
    if session is None:
        raise SessionUnknown(key)
    return session


def get_session_page(*, key: str, account_id: int) -> SessionPage:
    """Take a session with its seats and whose they are. Raises SessionUnknown. SQL: 2."""
    session = get_session(key)
    seats = tuple(Seat.objects.filter(session=session).select_related("account__staff").order_by("account__staff__name", "id"))
    own = next((seat for seat in seats if seat.account_id == account_id), None)
    return SessionPage(session, tuple(seat for seat in seats if seat.given_up_at is None), own)
