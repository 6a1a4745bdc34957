"""Proofs for others: that an event stands in the signed tree, that the tree grew out of an older one."""

from collections.abc import Sequence
from typing import Any, Final

from murakami.foundation.events.leaves import COLUMNS, leaf_text
from murakami.foundation.events.models import Checkpoint, Event
from murakami.foundation.events.queries import find_newest_checkpoint
from murakami.foundation.events.subtrees import roots_of
from murakami.kernel.merkle.checkpoints import read_head
from murakami.kernel.merkle.proofs import Span, consistency_spans, inclusion_spans

INCLUSION: Final = "murakami-events-inclusion/1"
CONSISTENCY: Final = "murakami-events-consistency/1"


class NotSealed(LookupError):
    """The event is not in the signed tree (yet), or there is no such tree, or a row of it is gone."""


def prove_event(event_id: int) -> dict[str, Any]:
    """Prove that an event stands in the newest signed tree, as JSON that `verify_events.py --proof` checks.

    Raises NotSealed. SQL: 4, whatever the size of the tree.
    """
    newest, event = _newest(), Event.objects.filter(id=event_id).values_list("leaf__index", *COLUMNS).first()
    if event is None or event[0] is None or event[0] >= newest.size:
        raise NotSealed(event_id)
    index, *row = event
    path = _path(inclusion_spans(index, newest.size))
    return {"form": INCLUSION, "leaf": leaf_text(tuple(row)), "index": index, "path": path,
            "checkpoint": newest.note}


def prove_growth(older_note: str) -> dict[str, Any]:
    """Prove that the newest signed tree begins with the one of an older checkpoint, as JSON for the verifier.

    Raises NotSealed: the older one has no leaf or more than there are. Raises NoteRefused: it is no checkpoint. SQL: 3.
    """
    newest, old = _newest(), read_head(older_note)
    if not 0 < old.size <= newest.size:
        raise NotSealed(old.size)
    path = _path(consistency_spans(old.size, newest.size))
    return {"form": CONSISTENCY, "older": older_note, "path": path, "checkpoint": newest.note}


def _newest() -> Checkpoint:
    newest = find_newest_checkpoint()
    if newest is None:
        raise NotSealed("there is no checkpoint yet")
    return newest


def _path(spans: Sequence[Span]) -> list[str]:
    try:
        return [root.hex() for root in roots_of(spans)]
    except KeyError as missing:
        raise NotSealed(f"a row of the tree is missing: {missing}") from missing
