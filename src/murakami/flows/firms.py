"""Who of a firm wrote what: reads that join filings with the people of firms."""

from collections.abc import Sequence

from murakami.domain.intake.models import Filing
from murakami.foundation.accounts.firm_queries import name_writers


def name_filers(receipt_numbers: Sequence[str]) -> dict[str, str]:
    """Name who of a firm filed, also after they have left; filings of residents have no entry. SQL: 2."""
    rows = list(Filing.objects.filter(receipt_number__in=set(receipt_numbers)).values_list("receipt_number", "intake__account_id"))
    named = name_writers({account for _receipt, account in rows if account is not None})
    return {receipt: named[account].name for receipt, account in rows if account in named}
