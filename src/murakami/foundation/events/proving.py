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
    return prove_events([event_id])[0]


def prove_events(event_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Prove it of several events, in the order given. Raises NotSealed: of one of them it cannot be. SQL: 4."""
    newest = _newest()
    rows = {row[1]: row for row in Event.objects.filter(id__in=event_ids).values_list("leaf__index", *COLUMNS)}
    for event_id in event_ids:
        if event_id not in rows or rows[event_id][0] is None or rows[event_id][0] >= newest.size:
            raise NotSealed(event_id)
    found = [rows[event_id] for event_id in event_ids]
    paths = _paths([inclusion_spans(index, newest.size) for index, *_row in found])
    return [{"form": INCLUSION, "leaf": leaf_text(tuple(row)), "index": index, "path": path, "checkpoint": newest.note}
            for (index, *row), path in zip(found, paths, strict=True)]


def prove_growth(older_note: str) -> dict[str, Any]:
    """Prove that the newest signed tree begins with the one of an older checkpoint, as JSON for the verifier.

    Raises NotSealed: the older one has no leaf or more than there are. Raises NoteRefused: it is no checkpoint. SQL: 3.
    """
    newest, old = _newest(), read_head(older_note)
    if not 0 < old.size <= newest.size:
        raise NotSealed(old.size)
    [path] = _paths([consistency_spans(old.size, newest.size)])
    return {"form": CONSISTENCY, "older": older_note, "path": path, "checkpoint": newest.note}


def _newest() -> Checkpoint:
    newest = find_newest_checkpoint()
    if newest is None:
        raise NotSealed("there is no checkpoint yet")
    return newest


def _paths(plans: Sequence[Sequence[Span]]) -> list[list[str]]:
    """Write the roots of each plan in hex. SQL: 2 for all of them."""
    try:
        roots = iter(roots_of([span for plan in plans for span in plan]))
    except KeyError as missing:
        raise NotSealed(f"a row of the tree is missing: {missing}") from missing
    return [[next(roots).hex() for _span in plan] for plan in plans]
