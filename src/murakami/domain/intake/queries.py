"""All reading of conversations and filings. What is not yours is not found; whether it exists is not told."""

from collections.abc import Collection, Sequence
from typing import Final

from django.db.models import QuerySet

from murakami.domain.intake.models import Filing, FilingRevision, Intake, IntakeFile, Memory
from murakami.domain.intake.ports import is_held
from murakami.domain.intake.rules.ownership import Owner, is_owner
from murakami.foundation.database.prepared import Given, Prepared

_KEPT = Prepared(lambda: Intake.objects.filter(key=Given("key"), purpose=Intake.Purpose.FILING).exclude(
    state=Intake.State.DISCARDED))


MOST_MAILBOXES: Final = 200
"""As many conversations of somebody without an account as are followed."""


class IntakeNotFound(LookupError):
    """There is no such conversation, or it is somebody else's."""


class FilingNotFound(LookupError):
    """There is no such filing, or it is somebody else's."""


def get_intake(*, key: str, owner: Owner) -> Intake:
    """Read one's own conversation; everything a page needs is in this row.

    Raises:
        IntakeNotFound: it does not exist, was discarded, answers a correction, or belongs to somebody else.
    SQL: 1, and 1 more where it is written for somebody else.
    """
    intake = _KEPT.find(key=key)
    if intake is None or not (may_write(intake, owner=owner) or _was_filed_for(intake, owner=owner)):
        raise IntakeNotFound(key)
    return intake


def may_write(intake: Intake, *, owner: Owner) -> bool:
    """Say whether a conversation is somebody's own, or theirs to write under a mandate that holds now. SQL: at most 1.

    The answer to a request for correction is whoever's mailbox was asked: in a firm one goes on where a colleague stopped.
    """
    if intake.correction_key and owner.mailbox_key == intake.mailbox_key:
        return True
    if not is_owner(owner=owner, account_id=intake.account_id, visitor_digest=intake.visitor):
        return False
    return not intake.mandate_key or is_held(key=intake.mandate_key, account_id=owner.account_id)


def _was_filed_for(intake: Intake, *, owner: Owner) -> bool:
    return intake.state == Intake.State.FILED and owner.mailbox_key == intake.mailbox_key


def list_drafts(*, owner: Owner, limit: int = 20) -> tuple[Intake, ...]:
    """List the open conversations of an account, or of this browser before signing in, newest first. SQL: 1."""
    mine = Intake.objects.filter(state=Intake.State.OPEN, purpose=Intake.Purpose.FILING, mandate_key="")
    if owner.account_id is not None:
        mine = mine.filter(account_id=owner.account_id)
    elif owner.visitor_digest:
        mine = mine.filter(account=None, visitor=owner.visitor_digest)
    else:
        return ()
    return tuple(mine.order_by("-saved_at")[:limit])


def list_conversations(*, owner: Owner, before_id: int | None = None, limit: int = 50) -> tuple[Intake, ...]:
    """List one's own conversations, open and filed, the newest first, older than `before_id` when given. SQL: 1.

    What is written for somebody else under a mandate is not among them.
    """
    mine = _own(owner).filter(purpose=Intake.Purpose.FILING, mandate_key="").exclude(state=Intake.State.DISCARDED)
    return tuple((mine if before_id is None else mine.filter(id__lt=before_id)).order_by("-id")[:limit])


def list_mailboxes(*, owner: Owner) -> tuple[str, ...]:
    """List the mailboxes in which somebody's filings stand: the account's, or one for each conversation before signing in.

    SQL: 1, none with an account.
    """
    if owner.mailbox_key is not None:
        return (owner.mailbox_key,)
    return tuple(_own(owner).filter(state=Intake.State.FILED).order_by("-id").values_list("mailbox_key", flat=True)[:MOST_MAILBOXES])


def _own(owner: Owner) -> QuerySet[Intake]:
    if owner.account_id is not None:
        return Intake.objects.filter(account_id=owner.account_id)
    return Intake.objects.filter(account=None, visitor=owner.visitor_digest) if owner.visitor_digest else Intake.objects.none()


def list_written_under(mandate_key: str, *, limit: int = 50) -> tuple[Intake, ...]:
    """List what was begun and filed under a mandate, the newest first, with its filings. SQL: 2."""
    return tuple(Intake.objects.filter(mandate_key=mandate_key).exclude(state=Intake.State.DISCARDED)
                 .prefetch_related("filings").order_by("-id")[:limit])


def list_files(intake: Intake) -> tuple[IntakeFile, ...]:
    """List the files handed in so far, in the order of their arrival. SQL: 1."""
    return tuple(intake.files.order_by("id"))


def list_filings(intake: Intake) -> tuple[Filing, ...]:
    """List what a conversation ended in, in the order of the receipt numbers. SQL: 1."""
    return tuple(intake.filings.order_by("id"))


def get_filing(*, receipt_number: str) -> Filing:
    """Read a filing by its number; the caller has checked whose it is. Raises FilingNotFound. SQL: 1."""
    filing = Filing.objects.filter(receipt_number=receipt_number).first()
    if filing is None:
        raise FilingNotFound(receipt_number)
    return filing


def newest_document(filing: Filing) -> dict[str, object]:
    """Read the document as it stands: of the newest revision, else as filed. SQL: 1."""
    newest = filing.revisions.order_by("-number").first()
    return dict(newest.document if newest is not None else filing.document)


def list_newest_documents(receipt_numbers: Collection[str]) -> dict[str, dict[str, object]]:
    """Read the documents of these filings as they stand, by receipt number; the caller has checked whose they are. SQL: 2."""
    filings = Filing.objects.filter(receipt_number__in=receipt_numbers)
    documents = {filing.pk: (filing.receipt_number, filing.document) for filing in filings}
    for revision in list_revisions(tuple(filings)):
        documents[revision.filing_id] = (documents[revision.filing_id][0], revision.document)
    return dict(documents.values())


def list_revisions(filings: Sequence[Filing]) -> tuple[FilingRevision, ...]:
    """List every revision of these filings, oldest first. SQL: 1."""
    return tuple(FilingRevision.objects.filter(filing__in=filings).order_by("filing_id", "number"))


def find_revision(*, correction_key: str) -> FilingRevision | None:
    """Find the revision that answered a request for correction. SQL: 1."""
    return FilingRevision.objects.filter(correction_key=correction_key).first()


def find_open_correction(*, correction_key: str, mailbox_key: str) -> Intake | None:
    """Find the conversation in which a request for correction is being answered. SQL: 1."""
    return Intake.objects.filter(correction_key=correction_key, state=Intake.State.OPEN,
                                 mailbox_key=mailbox_key).first()


def stands_under(named: str) -> str:
    """Say under which mailbox the filings made under a key stand now: another one where their owner signed in later. SQL: 1."""
    return Intake.objects.filter(filings__mailbox_key=named).values_list("mailbox_key", flat=True).first() or named


def find_memory(mailbox_key: str | None) -> Memory | None:
    """Find what a resident allowed us to remember. SQL: 1, none without a mailbox."""
    return Memory.objects.filter(mailbox_key=mailbox_key).first() if mailbox_key else None
