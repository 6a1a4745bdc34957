"""Finds the account of a session with everything that permissions need, in one statement."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.db.models import F

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Tenure
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.database.prepared import Given, Prepared

_ACTIVE = Prepared(lambda: Account.objects.filter(pk=Given("id"), is_active=True)
                   .select_related("resident", "staff", "firm_member__firm")
                   .annotate(tenure_unit=F("memberships__unit__code"), tenure_role=F("memberships__role"),
                             tenure_since=F("memberships__member_from"), tenure_until=F("memberships__member_until"),
                             tenure_purpose=F("memberships__purpose"), tenure_absent=F("memberships__absent_id")))


class AccountBackend(BaseBackend):
    """Serves sessions only; who may open one is decided by the sign-in operations, never by `authenticate`."""

    def get_user(self, user_id: Any) -> Account | None:
        """Find an active account of a kind that this zone serves, its tenures read. SQL: 1."""
        rows = _ACTIVE.ask(id=user_id)
        if not rows or rows[0].kind not in settings.ACCOUNT_KINDS:
            return None
        account = rows[0]
        account.tenures = tuple(_tenure(row) for row in rows if row.tenure_unit)
        return account


def _tenure(row: Any) -> Tenure:
    return Tenure(unit=row.tenure_unit, role=Role(row.tenure_role), since=row.tenure_since, until=row.tenure_until,
                  purpose=row.tenure_purpose, absent=row.tenure_absent)
