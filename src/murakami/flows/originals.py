"""Originals under seal, fetched on the server of the zone that keeps them."""

from datetime import datetime

from django.db import transaction

from murakami.foundation.events.operations import append
from murakami.foundation.events.rules import new_subject_key
from murakami.foundation.files.sealed import open_original


@transaction.atomic
def original_for_operator(digest: str, *, reason: str, at: datetime) -> bytes:
    """Open an original for whoever has the server; the book of events says that it was opened, and the reason's code.

    Raises FileMissing, FileDamaged, KeyRefused; EventRefused: the reason is no code. SQL: 2.
    """
    data = open_original(digest)
    append(kind="file.original_fetched", subject_key=new_subject_key(), at=at, details={"reason": reason, "kilobytes": -(-len(data) // 1024)})
    return data
