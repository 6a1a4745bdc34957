"""All writing of publications: publish, withdraw, and take in what the agency has issued."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from murakami.domain.publications.messages import ISSUED, Issued
from murakami.domain.publications.models import Publication
from murakami.foundation.events.operations import append
from murakami.foundation.spool.operations import send
from murakami.foundation.spool.rules import other_zone
from murakami.kernel.json_values import sha256_of


@transaction.atomic
def publish_document(*, kind: str, key: str, title: str, document: Mapping[str, Any], at: datetime) -> bool:
    """Make a document the newest public state of (kind, key); says whether anything changed.

    `kind` is a code (policy-edition), `document` plain JSON without personal values. The same document once more
    changes nothing. In the core zone it also leaves for the edge. SQL: 1 when nothing changed, at most 6 else.
    """
    sha256 = sha256_of({"title": title, "document": document})
    row = Publication.objects.select_for_update().filter(kind=kind, key=key).first()
    if row is not None and row.sha256 == sha256 and row.withdrawn_at is None:
        return False
    row = row or Publication(kind=kind, key=key)
    row.title, row.document, row.sha256 = title, dict(document), sha256
    row.published_at, row.withdrawn_at = at, None
    row.save()
    _tell(row, at=at)
    return True


@transaction.atomic
def withdraw_document(*, kind: str, key: str, at: datetime) -> bool:
    """Take a publication out of public view, its mark stays; says whether there was one. SQL: 1 to 5."""
    row = Publication.objects.select_for_update().filter(kind=kind, key=key, withdrawn_at=None).first()
    if row is None:
        return False
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _tell(row, at=at)
    return True


@transaction.atomic
def record_issued(issued: Issued) -> bool:
    """Take in what the agency issued; an older state than the known one is left alone. SQL: 2 at most."""
    row = Publication.objects.select_for_update().filter(kind=issued.kind, key=issued.key).first()
    if row is not None and _moment(row.published_at, row.withdrawn_at) >= _moment(issued.published_at, issued.withdrawn_at):
        return False
    row = row or Publication(kind=issued.kind, key=issued.key)
    row.title, row.document, row.sha256 = issued.title, dict(issued.document), issued.sha256
    row.published_at, row.withdrawn_at = issued.published_at, issued.withdrawn_at
    row.save()
    return True


def _tell(row: Publication, *, at: datetime) -> None:
    subject = hashlib.sha256(f"{row.kind} {row.key}".encode()).hexdigest()[:32]
    word = "withdrawn" if row.withdrawn_at else "issued"
    append(kind=f"publication.{word}", subject_key=subject, at=at, details={"kind": row.kind})
    if other_zone(settings.ZONE) != "edge":
        return
    issued = Issued(kind=row.kind, key=row.key, title=row.title, document=row.document, sha256=row.sha256,
                    published_at=row.published_at, withdrawn_at=row.withdrawn_at)
    send(topic=ISSUED, key=f"{subject} {word} {at.isoformat()}", ordering_key=f"publication {subject}", to="edge", at=at,
         payload=issued.payload())


def _moment(published_at: datetime, withdrawn_at: datetime | None) -> datetime:
    return max(published_at, withdrawn_at) if withdrawn_at else published_at
