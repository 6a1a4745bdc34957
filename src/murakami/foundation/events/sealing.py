"""Sealing: events that are committed become leaves of the tree, and its new root is signed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, QuerySet

from murakami.foundation.events.leaves import COLUMNS, leaf_hash_of
from murakami.foundation.events.models import Checkpoint, Event, EventLeaf, EventNode
from murakami.foundation.events.queries import find_newest_checkpoint
from murakami.foundation.events.signing import Signer
from murakami.kernel.merkle.checkpoints import Head, open_checkpoint, sign_checkpoint
from murakami.kernel.merkle.notes import NoteRefused
from murakami.kernel.merkle.tree import Frontier

SLICE: Final = 1_000


class SealedByAnother(RuntimeError):
    """Another process seals at this moment; nothing of this one's slice is kept and nothing is lost."""


class SealRefused(RuntimeError):
    """The newest checkpoint is not what this installation has signed; says what to do."""


def seal_events(*, at: datetime, load: Callable[[str], Signer], may_change_signer: bool = False) -> int:
    """Take in every event that is committed and not yet in the tree, and sign; in slices of 1,000, each whole.

    `load` gives the signer of a log that is known by a name ("" when it has none yet). Returns how many were taken in.

    Raises:
        SealedByAnother
        SealRefused: the newest checkpoint was signed by another key or name, and `may_change_signer` does not allow it;
            or it does not fit what it says.
        KeyRefused: the key cannot be used.
    SQL: 2 when there is nothing to do, 8 a slice.
    """
    taken = 0
    while new := list(_unsealed()[:1]):
        try:
            with transaction.atomic():
                taken += _seal_slice(at=at, load=load, may_change_signer=may_change_signer)
        except IntegrityError as error:
            raise SealedByAnother(new[0][0]) from error
    return taken


def _seal_slice(*, at: datetime, load: Callable[[str], Signer], may_change_signer: bool) -> int:
    newest = find_newest_checkpoint()
    signer = load(newest.origin if newest else "")
    frontier = _frontier_of(newest, signer, may_change_signer=may_change_signer) if newest else Frontier()
    rows = list(_unsealed()[:SLICE])
    if rows:
        hashes = [leaf_hash_of(row) for row in rows]
        EventLeaf.objects.bulk_create(
            EventLeaf(index=index, event_id=row[0], leaf_hash=leaf)
            for index, (row, leaf) in enumerate(zip(rows, hashes, strict=True), start=frontier.size))
        grown, nodes = frontier.grown_with_nodes(hashes)
        EventNode.objects.bulk_create(EventNode(level=node.level, index=node.index, hash=node.hash) for node in nodes)
        _sign(grown, signer, at=at)
    return len(rows)


def _sign(frontier: Frontier, signer: Signer, *, at: datetime) -> None:
    head = Head(signer.origin, frontier.size, frontier.root())
    Checkpoint.objects.bulk_create([Checkpoint(
        size=head.size, origin=head.origin, root=head.root, frontier=frontier.to_bytes(),
        note=sign_checkpoint(head, private=signer.private), at=at)])


def _unsealed() -> QuerySet[Event, tuple[Any, ...]]:
    """List the events that are not in the tree, as tuples of `COLUMNS`, in the order of their ids.

    SQLite commits one writer after the other: what is new stands behind what was taken in, and a row that is put in
    between afterwards never enters the tree, where the verifier finds it missing. PostgreSQL draws ids before it
    commits, so a row may appear behind its successors: there, whatever is missing is taken in.
    """
    rows = Event.objects.order_by("id").values_list(*COLUMNS)
    if connection.vendor == "postgresql":
        return rows.filter(leaf=None)
    newest: int | None = EventLeaf.objects.aggregate(newest=Max("event_id"))["newest"]
    return rows if newest is None else rows.filter(id__gt=newest)


def _frontier_of(newest: Checkpoint, signer: Signer, *, may_change_signer: bool) -> Frontier:
    """Take up the tree where it was signed; what does not fit its own signature is not built upon."""
    frontier = Frontier.from_bytes(newest.size, bytes(newest.frontier))
    if frontier.root() != bytes(newest.root):
        raise SealRefused(f"checkpoint {newest.size} was changed: run scripts/verify_events.py before anything else")
    head = Head(newest.origin, newest.size, bytes(newest.root))
    try:
        is_ours = open_checkpoint(newest.note, keys=[signer.public]) == head
    except NoteRefused:
        is_ours = False
    if not is_ours and not may_change_signer:
        raise SealRefused(
            f"checkpoint {newest.size} of {newest.origin} is not signed by {signer.public}. Bring back the key "
            "(DATA_DIR/keys/events.pem or MURAKAMI_EVENTS_KEY_FILE, the same on every machine) or, if the key or the "
            "name is meant to change, run: murakami events checkpoint --new-key")
    return frontier
