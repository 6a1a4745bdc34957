"""Whose a conversation is: an account's, or before signing in the visitor's of one browser session."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from murakami.foundation.accounts.vocabulary import Assurance


@dataclass(frozen=True, slots=True)
class ForFirm:
    """For which firm somebody writes, and who they are there: what a filing says of it."""

    name: str
    corporate_number: str
    member: str
    department: str

    def to_json(self) -> dict[str, str]:
        """Write what a document says of it."""
        return {"name": self.name, "corporate_number": self.corporate_number, "member": self.member,
                "department": self.department}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is here: the account signed in (None before), the secret that this browser's session holds, and their keys.

    `mailbox_key` is the account's mailbox, or the firm's for which it acts (`firm`), or None before signing in;
    `revocation_checked` says whether the card of this session was checked against the revocation list (失効未確認 otherwise).
    """

    account_id: int | None
    visitor: str
    mailbox_key: str | None
    assurance: Assurance
    revocation_checked: bool = False
    firm: ForFirm | None = None

    @property
    def visitor_digest(self) -> str:
        """What is stored of the browser's secret; empty without one."""
        return digest_of_visitor(self.visitor)


def digest_of_visitor(visitor: str) -> str:
    """Shorten a browser's secret to what may lie in a table: whoever reads the table cannot take the session over."""
    return hashlib.sha256(visitor.encode()).hexdigest() if visitor else ""


def is_owner(*, owner: Owner, account_id: int | None, visitor_digest: str) -> bool:
    """Say whether a conversation is this person's. A claimed one belongs to its account alone, whatever the browser."""
    if account_id is not None:
        return owner.account_id == account_id
    return bool(visitor_digest) and hmac.compare_digest(owner.visitor_digest, visitor_digest)


def expires_at(*, saved_at: datetime, days: int) -> datetime:
    """Say when a draft that nobody touches any more is deleted."""
    return saved_at + timedelta(days=days)
