"""The only writer of definitions: publish one on top of its head, withdraw one, and note the new generation."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import IntegrityError, transaction

from murakami.domain.procedures.documents import DefinitionDocument, DocumentKind
from murakami.domain.procedures.models import Generation, Head, PublishedDocument

PACKS: Final = "packs"
"""The publisher of what comes from packs."""

_ONLY_ROW: Final = 1


class NotBasedOnHead(Exception):
    """Somebody else published in the meantime: the document does not descend from the current head."""

    def __init__(self, *, document: DefinitionDocument, based_on: str | None, head: str | None) -> None:
        super().__init__(f"{document.kind} {document.id}: based on {based_on}, but the head is {head}")
        self.document = document
        self.based_on = based_on
        self.head = head


@dataclass(frozen=True, slots=True)
class Published:
    """A publication: the head before it (None for a new definition) and after it."""

    before: str | None
    after: str


@transaction.atomic
def publish(*, document: DefinitionDocument, based_on: str | None, publisher: str, at: datetime) -> Published:
    """Make a document the head of its definition; it must descend from the current head.

    A document that was published before becomes the head again. `based_on` is None for a new definition. Call
    `note_generation` when all publications of the transaction are done. SQL: 8, at most.

    Raises:
        NotBasedOnHead: the current head is another one.
    """
    head = Head.objects.select_for_update().filter(kind=document.kind, doc_id=document.id).first()
    before = head.sha if head else None
    if before != based_on:
        raise NotBasedOnHead(document=document, based_on=based_on, head=before)
    head = head or Head(kind=document.kind, doc_id=document.id)
    head.sha = document.sha
    head.from_packs = document.sha if publisher == PACKS else head.from_packs
    try:
        with transaction.atomic():
            head.save()
    except IntegrityError as error:  # somebody else published the first version in this very moment
        raise NotBasedOnHead(document=document, based_on=based_on, head="?") from error
    _end_validity(document.kind, document.id, before, at=at)
    PublishedDocument.objects.update_or_create(
        kind=document.kind,
        doc_id=document.id,
        sha=document.sha,
        defaults={"valid_from": at, "valid_until": None},
        create_defaults={
            "document": dict(document.content),
            "based_on": based_on,
            "publisher": publisher,
            "published_at": at,
            "valid_from": at,
        },
    )
    return Published(before, document.sha)


@transaction.atomic
def withdraw(*, kind: DocumentKind, doc_id: str, based_on: str, at: datetime) -> None:
    """Take a definition out of use; its documents stay for the cases that were filed under them. SQL: 2.

    Does nothing when the head is another one in the meantime.
    """
    deleted, _ = Head.objects.filter(kind=kind, doc_id=doc_id, sha=based_on).delete()
    if deleted:
        _end_validity(kind, doc_id, based_on, at=at)


def note_same_as_packs(head: Head, document: DefinitionDocument) -> None:
    """Note that packs now hold what somebody else published, so that they may change it again. SQL: 1 at most."""
    if head.sha == document.sha and head.from_packs != document.sha:
        head.from_packs = document.sha
        head.save(update_fields=["from_packs"])


@transaction.atomic
def note_generation() -> None:
    """Note that heads have changed, so that every process reads them again. SQL: 3."""
    heads = Head.objects.order_by("kind", "doc_id").values_list("kind", "doc_id", "sha")
    digest = sha256("\n".join(" ".join(head) for head in heads).encode()).hexdigest()
    row = Generation.objects.select_for_update().filter(pk=_ONLY_ROW).first() or Generation(pk=_ONLY_ROW, number=0)
    row.number, row.heads = row.number + 1, digest
    row.save()


def _end_validity(kind: str, doc_id: str, sha: str | None, *, at: datetime) -> None:
    if sha is not None:
        PublishedDocument.objects.filter(kind=kind, doc_id=doc_id, sha=sha, valid_until=None).update(valid_until=at)
