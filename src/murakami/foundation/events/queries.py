"""What the book of events and its tree say."""

from collections.abc import Mapping

from murakami.foundation.events.models import Checkpoint, Event
from murakami.foundation.events.rules import COMMITMENT


def find_newest_checkpoint() -> Checkpoint | None:
    """Find what was signed last. SQL: 1."""
    return Checkpoint.objects.order_by("-size").first()


def find_checkpoint(size: int) -> Checkpoint | None:
    """Find what was signed when the tree had so many leaves. SQL: 1."""
    return Checkpoint.objects.filter(size=size).first()


def commitments_of(subject_key: str) -> Mapping[str, int]:
    """Map what events of a subject have committed to, to the events' ids, oldest first. SQL: 1."""
    rows = Event.objects.filter(subject_key=subject_key).order_by("id").values_list("id", "details")
    return {details[COMMITMENT]: event_id for event_id, details in rows if COMMITMENT in details}
