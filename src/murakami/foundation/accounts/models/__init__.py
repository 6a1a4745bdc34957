"""Tables of people who act: accounts and their profiles, firms and their members, units, and the books of sign-in.

**Firms.** `Firm` is who acts, `FirmMember` which account may act for it: `Account(kind=business)` ← one-to-one →
`FirmMember(role=prime|member, since, seen_at, ended_at)` → `Firm(corporate_number | sole_issuer + sole_sub, name, address,
representative, read_at, mailbox_key)`. Whatever a firm files or is told stands under `Firm.mailbox_key`. Whoever acts in a
request says for which firm in `Actor.firm` (a `rules.Seat`); `firm_queries` reads firms and members, `operations.firms`
lets them in and out. Whoever has left (`ended_at`) has no active account any more: the session backend finds nobody.
"""

from murakami.foundation.accounts.models.firms import Firm, FirmMember
from murakami.foundation.accounts.models.people import (
    Account,
    AccountManager,
    ResidentProfile,
    StaffProfile,
    new_mailbox_key,
)
from murakami.foundation.accounts.models.sign_in import Attempts, EmailCode, OpenSession, Passkey, SignInRecord
from murakami.foundation.accounts.models.units import Membership, Reshuffle, Succession, Unit

__all__ = [
    "Account",
    "AccountManager",
    "Attempts",
    "EmailCode",
    "Firm",
    "FirmMember",
    "Membership",
    "OpenSession",
    "Passkey",
    "Reshuffle",
    "ResidentProfile",
    "SignInRecord",
    "StaffProfile",
    "Succession",
    "Unit",
    "new_mailbox_key",
]
