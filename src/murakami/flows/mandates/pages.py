"""What the page of one mandate shows: what was begun and filed under it, as far as the reader may know."""

from dataclasses import dataclass
from datetime import date

from murakami.domain.intake.models import Filing, Intake
from murakami.domain.intake.queries import list_written_under
from murakami.domain.mailbox.models import MailboxItem
from murakami.domain.mailbox.queries import list_named
from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.queries import get_mandate
from murakami.domain.mandates.rules import Act, holds


@dataclass(frozen=True, slots=True)
class FiledFor:
    """A filing made under a mandate; `item` tells how it goes on, None for a proxy who may not read that."""

    filing: Filing
    intake: Intake
    item: MailboxItem | None


@dataclass(frozen=True, slots=True)
class MandatePage:
    """A mandate with what the reader may see of its use."""

    mandate: Mandate
    is_giver: bool
    holds: bool
    drafts: tuple[Intake, ...]
    filed: tuple[FiledFor, ...]


def read_mandate(*, key: str, account_id: int, day: date) -> MandatePage:
    """Read a mandate and its use. The giver sees what was filed for them; the proxy also drafts, while it holds.

    Raises MandateNotFound. SQL: at most 4.
    """
    mandate = get_mandate(key=key, account_id=account_id)
    is_giver, in_force = mandate.giver_id == account_id, holds(mandate.terms, state=mandate.state, day=day)
    written = list_written_under(key) if is_giver or in_force else ()
    filings = [(filing, intake) for intake in written for filing in intake.filings.all()]
    reads = is_giver or Act.READ_RESULTS in mandate.terms.acts
    items = list_named([filing.receipt_number for filing, _intake in filings]) if reads and filings else {}
    return MandatePage(
        mandate=mandate, is_giver=is_giver, holds=in_force,
        drafts=() if is_giver else tuple(
            intake for intake in written if intake.state == Intake.State.OPEN and intake.account_id == account_id),
        filed=tuple(FiledFor(filing, intake, items.get(filing.receipt_number)) for filing, intake in filings))
