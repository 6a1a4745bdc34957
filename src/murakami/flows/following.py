"""Following what one has filed: of an account its mailbox, of somebody without one the mailboxes of their conversations."""

from murakami.domain.intake.queries import list_mailboxes
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox.queries import ItemPage, ListedItem, find_mailbox, get_item_page, list_items_of


def list_followed(*, owner: Owner, before_id: int | None = None, limit: int) -> tuple[ListedItem, ...]:
    """List one's own filings, the newest first, older than `before_id` when given. SQL: at most 3."""
    return list_items_of(list_mailboxes(owner=owner), before_id=before_id, limit=limit)


def read_followed(*, owner: Owner, receipt_number: str) -> ItemPage:
    """Read where one's own filing stands; nothing counts as read by this. Raises NotInMailbox. SQL: at most 7."""
    mailbox = find_mailbox(receipt_number, among=list_mailboxes(owner=owner))
    return get_item_page(mailbox_key=mailbox, receipt_number=receipt_number)
