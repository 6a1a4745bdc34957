"""What my page reads: mailbox, conversations and filings joined for one screen, each in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from murakami.domain.intake.models import Intake
from murakami.domain.intake.queries import get_filing, list_drafts, list_newest_documents, list_revisions
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox.models import CorrectionRequest, Letter, MailboxItem
from murakami.domain.mailbox.queries import ListedItem, get_item, list_items, list_letters, list_open_corrections
from murakami.domain.mailbox.rules import is_ended
from murakami.flows.mailing.acts import require_mailbox
from murakami.kernel.document import AttachmentRow, Document
from murakami.kernel.file_refs import FileRef

ITEMS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the first page of a mailbox. `older` opens the next part of the filings, None when there is none."""

    corrections: tuple[CorrectionRequest, ...]
    letters: tuple[Letter, ...]
    drafts: tuple[Intake, ...]
    items: tuple[ListedItem, ...]
    owed: Mapping[str, tuple[AttachmentRow, ...]]  # by receipt number, where documents can still be handed in
    older: int | None


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A document as it was filed or corrected."""

    at: datetime
    document: Document


@dataclass(frozen=True, slots=True)
class FiledDocuments:
    """A filing with everything that was ever handed in for it, oldest first: the filing itself, then its revisions."""

    item: MailboxItem
    versions: tuple[FiledDocument, ...]

    @property
    def newest(self) -> Document:
        """The document that counts."""
        return self.versions[-1].document

    def find_file(self, sha256: str) -> FileRef | None:
        """Find a file of any version by its hash."""
        return next((file for version in self.versions for row in version.document.attachments for file in row.files
                     if file.sha256 == sha256), None)


def read_overview(*, owner: Owner, before_id: int | None = None) -> Overview:
    """Read what stands in somebody's mailbox: what waits for them, drafts, and filings older than `before_id`.

    Raises NotInMailbox for somebody without a mailbox. SQL: 7, 5 where nothing is being worked on.
    """
    key = require_mailbox(owner.mailbox_key)
    found = list_items(mailbox_key=key, before_id=before_id, limit=ITEMS_AT_ONCE + 1)
    items = found[:ITEMS_AT_ONCE]
    return Overview(
        corrections=list_open_corrections(mailbox_key=key), letters=list_letters(mailbox_key=key, unopened=True),
        drafts=list_drafts(owner=owner), items=items, owed=owed_of(items),
        older=items[-1].item.pk if len(found) > len(items) else None)


def owed_of(items: Sequence[ListedItem]) -> dict[str, tuple[AttachmentRow, ...]]:
    """Say by receipt number which promised documents can still be handed in. SQL: 2, none where nothing is open."""
    open_ones = [one.item.receipt_number for one in items
                 if not is_ended(one.item.state) and one.item.withdrawal_sent_at is None]
    documents = list_newest_documents(open_ones) if open_ones else {}
    owed = {number: Document.from_json(document).owed for number, document in documents.items()}
    return {number: rows for number, rows in owed.items() if rows}


def read_documents(*, mailbox_key: str, receipt_number: str) -> FiledDocuments:
    """Read a filing and its revisions. Raises NotInMailbox. SQL: 3."""
    item = get_item(mailbox_key=mailbox_key, receipt_number=receipt_number)
    filing = get_filing(receipt_number=receipt_number)
    revisions = (FiledDocument(row.filed_at, Document.from_json(row.document)) for row in list_revisions([filing]))
    return FiledDocuments(item=item, versions=(
        FiledDocument(filing.filed_at, Document.from_json(filing.document)), *revisions))
