"""Publishing editions: the policy itself, and what changed since the edition before."""

from datetime import datetime
from typing import Final

from django.db import transaction

from murakami.domain.programme.models import Edition
from murakami.domain.programme.rules.changes import changes_document
from murakami.domain.programme.rules.edition_document import Shelf, public_document
from murakami.domain.publications.operations import publish_document, withdraw_document

POLICY_EDITION: Final = "policy-edition"
POLICY_CHANGES: Final = "policy-changes"


class NotAdopted(ValueError):
    """An edition that is not adopted is not the policy and is not published as such."""


@transaction.atomic
def publish_edition(edition: Edition, *, shelf: Shelf, at: datetime) -> bool:
    """Publish an adopted edition and, where it has one before it, what changed; says whether anything is new.

    The publications are `policy-edition` under the edition's code and `policy-changes` under `2.0..2.3`. `shelf` holds
    this edition and those before it. SQL: 2 when nothing changed, at most 12 else.

    Raises:
        NotAdopted: it is still a draft.
    """
    if edition.state != Edition.State.ADOPTED:
        raise NotAdopted(edition.code)
    written = shelf.editions[edition.code]
    title = f"{written.title} {written.version_title}"
    is_new = publish_document(kind=POLICY_EDITION, key=edition.code, title=title, at=at,
                              document=public_document(written, shelf))
    before = shelf.editions.get(written.based_on or "")
    if before is not None:
        changes = changes_document(before, written, shelf.lineages.get((before.edition, written.edition)))
        is_new |= publish_document(kind=POLICY_CHANGES, key=f"{before.edition}..{written.edition}", at=at, document=changes,
                                   title=f"{before.version_title} → {written.version_title}")
    return is_new


@transaction.atomic
def withdraw_edition(edition: Edition, *, at: datetime) -> bool:
    """Take an edition that is no longer adopted out of public view; says whether it was there. SQL: 2 to 10."""
    withdrawn = withdraw_document(kind=POLICY_EDITION, key=edition.code, at=at)
    base = edition.document.get("based_on", "")
    return withdraw_document(kind=POLICY_CHANGES, key=f"{base}..{edition.code}", at=at) or withdrawn
