"""Bodies with their people, meetings with their agenda."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch

from murakami.domain.programme.models import AgendaItem, Body, BodyMembership, Meeting

PAGE = 50


@dataclass(frozen=True, slots=True)
class BodyReading:
    """A body and its places, the longest first."""

    body: Body
    places: tuple[BodyMembership, ...]


def list_bodies() -> Sequence[Body]:
    """List the active bodies by kind, headquarters first, with their places (`memberships`). SQL: 2."""
    order = list(Body.Kind)
    found = Body.objects.filter(is_active=True).prefetch_related(
        Prefetch("memberships", BodyMembership.objects.order_by("since", "id")))
    return sorted(found, key=lambda body: (order.index(Body.Kind(body.kind)), body.name))


def read_body(code: str) -> BodyReading | None:
    """Read a body with every place it has had, the oldest first. SQL: 2."""
    body = Body.objects.filter(code=code, is_active=True).first()
    return None if body is None else BodyReading(body, tuple(body.memberships.order_by("since", "id")))


def list_meetings() -> Sequence[Meeting]:
    """List the newest meetings with the number of their points (`points`). SQL: 1."""
    return list(Meeting.objects.select_related("body").annotate(points=Count("items")).order_by("-held_on", "-id")[:PAGE])


def read_meeting(key: str) -> Meeting | None:
    """Read a meeting with its body; its agenda comes from `read_agenda`. SQL: 1."""
    return Meeting.objects.select_related("body").filter(key=key).first()


def read_agenda(meeting: Meeting) -> Sequence[AgendaItem]:
    """List the points in order, with initiatives, decisions and tasks (with owners' names). SQL: 3."""
    return list(meeting.items.select_related("initiative").prefetch_related("decisions", "tasks__owner__staff")
                .order_by("order"))
