"""An account that money is paid into: typed, or the one registered with the state (公金受取口座)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AccountKind(StrEnum):
    """Types of account (全銀 預金種目)."""

    ORDINARY = "ordinary"
    CURRENT = "current"
    SAVINGS = "savings"


@dataclass(frozen=True, slots=True)
class BankAccount:
    """An account. When `registered`, everything else is empty: the office asks the state for it.

    Source: 公的給付の支給等の迅速かつ確実な実施のための預貯金口座の登録等に関する法律（令和3年法律第38号）.
    `number` has seven digits; the codes are "" where nobody knew them; `holder_kana` as the passbook has it.
    """

    registered: bool
    bank_name: str = ""
    bank_code: str = ""
    branch_name: str = ""
    branch_code: str = ""
    kind: AccountKind | None = None
    number: str = ""
    holder_kana: str = ""


REGISTERED = BankAccount(registered=True)
"""The account registered with the state."""
