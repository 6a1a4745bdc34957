"""Loads compiled packs: publishes what changed, withdraws what is gone, never overwrites newer work silently."""

from collections.abc import Iterable, Iterator

from murakami.domain.procedures.compiling import compile_library
from murakami.domain.procedures.differences import json_differences
from murakami.domain.procedures.documents import DefinitionDocument, DocumentKind
from murakami.domain.procedures.memory import forget_what_was_seen
from murakami.domain.procedures.models import Head, PublishedDocument
from murakami.domain.procedures.operations import (
    PACKS,
    NotBasedOnHead,
    note_generation,
    note_same_as_packs,
    publish,
    withdraw,
)
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.registry import Change, ChangeKind, LoadConflict, LoadOrder


def load_definitions(library: Library, *, order: LoadOrder) -> Iterable[Change]:
    """Publish every definition of the packs that changed since packs were last loaded.

    A definition that was changed elsewhere since then stays as it is unless the packs changed it too. SQL: 1 when
    nothing changed.

    Raises:
        LoadConflict: both the packs and somebody else changed a definition, and `order.replace` does not name it.
    """
    heads = {(head.kind, head.doc_id): head for head in Head.objects.all()}
    documents = compile_library(library)
    changes = [change for document in documents for change in _publish(document, heads, order)]
    kept = {(document.kind.value, document.id) for document in documents}
    changes.extend(_withdraw([head for key, head in heads.items() if key not in kept], order))
    if changes:
        note_generation()
        forget_what_was_seen()
    return changes


def _publish(document: DefinitionDocument, heads: dict[tuple[str, str], Head], order: LoadOrder) -> Iterator[Change]:
    head = heads.get((document.kind.value, document.id))
    replaces = document.id in order.replace
    if head is not None and document.sha in {head.sha, None if replaces else head.from_packs}:
        note_same_as_packs(head, document)
        return
    based_on = head.sha if head is not None and replaces else (head.from_packs if head is not None else None)
    before = _content(document.kind, document.id, head.sha) if head is not None else None
    try:
        publish(document=document, based_on=based_on, publisher=PACKS, at=order.at)
    except NotBasedOnHead as error:
        raise _conflict(document) from error
    kind = ChangeKind.ADDED if head is None else ChangeKind.CHANGED
    details = () if before is None else tuple(json_differences(before, document.content))
    yield Change(kind, document.kind.value, document.id, details)


def _withdraw(gone: Iterable[Head], order: LoadOrder) -> Iterator[Change]:
    for head in gone:
        if head.sha == head.from_packs or head.doc_id in order.replace:
            withdraw(kind=DocumentKind(head.kind), doc_id=head.doc_id, based_on=head.sha, at=order.at)
            yield Change(ChangeKind.WITHDRAWN, head.kind, head.doc_id)


def _content(kind: DocumentKind, doc_id: str, sha: str) -> object:
    return PublishedDocument.objects.values_list("document", flat=True).get(kind=kind, doc_id=doc_id, sha=sha)


def _conflict(document: DefinitionDocument) -> LoadConflict:
    return LoadConflict(
        Said(f"「{document.id}」は、パックを読み込んだあとで画面から変えられています。",
             f"{document.id} was changed elsewhere after packs were last loaded."),
        Said(f"その変更をパックに書き写すか、--replace {document.id} を付けてパックの版に置き換えてください。",
             f"Write that change into the pack, or replace it with --replace {document.id}."),
    )  # fmt: skip
