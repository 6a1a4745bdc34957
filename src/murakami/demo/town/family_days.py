"""What families do after they have filed: through the same acts as on their own page."""

import secrets
from datetime import datetime

from murakami.domain.cases.models import Case
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox.models import CorrectionRequest, Letter
from murakami.flows.conversation.correcting import open_correction, save_item, send_correction
from murakami.flows.mailing.acts import open_letter, withdraw, write_to_unit
from murakami.foundation.accounts.models import ResidentProfile
from murakami.foundation.accounts.vocabulary import Assurance

NEW_PHONE = "090-0000-0001"  # no such number is given out


def answer_correction(case: Case, *, at: datetime) -> None:
    """Answer every open request of a case with another telephone number."""
    owner = _owner_of(case)
    for request in CorrectionRequest.objects.filter(item__receipt_number=case.receipt_number, answered_at=None,
                                                    closed_at=None):
        open_correction(key=request.key, owner=owner, draw_key=_draw_key, at=at)
        for item in request.items:
            save_item(key=request.key, owner=owner, item_key=item["key"], form={f"{item['key']}.value": [NEW_PHONE]},
                      seen={}, lang="ja", at=at)
        send_correction(key=request.key, owner=owner, at=at)


def take_back(case: Case, *, reason: str, at: datetime) -> None:
    """Withdraw the filing of a case."""
    withdraw(mailbox_key=case.mailbox_key, receipt_number=case.receipt_number, reason=reason, at=at)


def write(case: Case, *, body: str, at: datetime) -> None:
    """Write to the unit in charge of a case."""
    write_to_unit(mailbox_key=case.mailbox_key, receipt_number=case.receipt_number, key=_draw_key(), body=body, at=at)


def read_letters(case: Case, *, at: datetime) -> None:
    """Open every letter of a case that lies in the mailbox."""
    for letter in Letter.objects.filter(item__receipt_number=case.receipt_number, opened_at=None):
        open_letter(mailbox_key=case.mailbox_key, key=letter.key, at=at)


def _owner_of(case: Case) -> Owner:
    profile = ResidentProfile.objects.get(mailbox_key=case.mailbox_key)
    return Owner(account_id=profile.account_id, visitor="", mailbox_key=profile.mailbox_key, assurance=Assurance.ACCOUNT)


def _draw_key() -> str:
    return secrets.token_hex(16)
