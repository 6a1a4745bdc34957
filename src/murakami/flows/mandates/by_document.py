"""Mandates that staff have confirmed on a document: begun and ended by what the agency tells, from the filing itself."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from murakami.domain.intake.operations.handing_over import discard_written_under
from murakami.domain.intake.queries import get_filing, newest_document
from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.operations import Person, confirm_by_document, end_by_office
from murakami.domain.mandates.rules import Act, Kind, Terms, cut_at_majority
from murakami.flows.mandate_papers import PaperUnreadable, read_paper
from murakami.kernel.dates import day_in_japan
from murakami.kernel.document import Document


@transaction.atomic
def begin_by_document(*, receipt_number: str, draw_key: Callable[[], str], at: datetime) -> Mandate | None:
    """Let the mandate hold that a granted filing asks for, a parent's until the child comes of age; None where its days are over.

    Filings under it go to a mailbox of their own that nobody opens, so letters are posted to the giver.
    Raises FilingNotFound; PaperUnreadable: it is no filing of the procedure, or of nobody with an account. SQL: 8.
    """
    filing = get_filing(receipt_number=receipt_number)
    paper, account = read_paper(Document.from_json(newest_document(filing))), filing.intake.account_id
    if account is None:
        raise PaperUnreadable("no account")
    terms = cut_at_majority(born_on=paper.born_on, terms=Terms(
        kind=Kind(paper.kind), acts=frozenset(Act), procedures=frozenset(), since=day_in_japan(at), until=paper.until))
    return confirm_by_document(
        proxy=Person(account, filing.mailbox_key, paper.proxy), giver=paper.giver, giver_mailbox_key=draw_key(), terms=terms,
        receipt_number=receipt_number, key=draw_key(), subject_key=draw_key(), at=at)


@transaction.atomic
def end_as_told(*, receipt_number: str, at: datetime) -> Mandate:
    """End a mandate because staff say so; what was only begun under it is thrown away.

    Raises MandateNotFound. SQL: at most 5, and 2 for each draft.
    """
    mandate = end_by_office(receipt_number=receipt_number, at=at)
    discard_written_under(mandate.key, at=at)
    return mandate
