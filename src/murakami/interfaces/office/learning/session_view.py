"""A session as cards and pages show it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from murakami.domain.learning.catalogue import Catalogue
from murakami.domain.learning.models import Seat, Session
from murakami.domain.learning.queries.sessions import ListedSession
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.office.learning.words import course_title, when_words


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session in a list."""

    href: str
    course: str
    title: str
    when: str
    place: str
    seats: str
    tag: str
    tone: Tone
    has_seat: bool
    is_over: bool


def card_of(listed: ListedSession, *, catalogue: Catalogue, at: datetime) -> SessionCard:
    """Show a session in a list."""
    session = listed.session
    tag, tone = tag_of(session, taken=listed.taken, seat=listed.seat, at=at)
    return SessionCard(
        href=reverse("office:learning-session", args=[session.key]), course=session.course, tag=tag, tone=tone,
        title=course_title(session.course, catalogue), when=when_words(session.starts_at, session.ends_at),
        place=session.place, seats=seats_words(session, taken=listed.taken, at=at), has_seat=listed.has_seat,
        is_over=session.ends_at <= at)


def tag_of(session: Session, *, taken: int, seat: Seat | None, at: datetime) -> tuple[str, Tone]:
    """Say how a session stands for the reader, in a word."""
    if session.called_off_at is not None:
        return _("中止"), "bad"
    if seat is not None and seat.attended_at is not None:
        return _("出席"), "good"
    if session.ends_at <= at:
        return _("終了"), "plain"
    if seat is not None and seat.given_up_at is None:
        return _("申込み済み"), "good"
    if session.starts_at <= at:
        return _("開催中"), "key"
    return (_("満席"), "warn") if taken >= session.capacity else (_("受付中"), "key")


def seats_words(session: Session, *, taken: int, at: datetime) -> str:
    """Say how many seats are taken and left; nothing of a session that was called off."""
    if session.called_off_at is not None:
        return ""
    if session.starts_at <= at:
        return _("申込み {taken}人").format(taken=taken)
    left = session.capacity - taken
    if left <= 0:
        return _("満席（定員{capacity}人）").format(capacity=session.capacity)
    return _("あと{left}席（定員{capacity}人）").format(left=left, capacity=session.capacity)
