"""Reading firms and their people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from murakami.foundation.accounts.models import Firm, FirmMember


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody of a firm, as what they wrote is signed; also after they have left."""

    name: str
    firm_name: str


def get_firm(firm_id: int) -> Firm:
    """Read a firm. Raises Firm.DoesNotExist. SQL: 1."""
    return Firm.objects.get(pk=firm_id)


def find_firm_by_mailbox(mailbox_key: str) -> Firm | None:
    """Find whose mailbox a key opens. SQL: 1."""
    return Firm.objects.filter(mailbox_key=mailbox_key).first()


def find_place(account_id: int) -> FirmMember | None:
    """Find in which firm an account has its place, with the firm; also where it has ended. SQL: 1."""
    return FirmMember.objects.select_related("firm").filter(account_id=account_id).first()


def is_member(*, account_id: int, firm_id: int) -> bool:
    """Say whether an account may act for a firm now. SQL: 1."""
    return FirmMember.objects.filter(account_id=account_id, firm_id=firm_id, ended_at=None, account__is_active=True).exists()


def list_members(firm_id: int) -> Sequence[FirmMember]:
    """List who has signed in for a firm: those who still may first, the prime before the others, then by name. SQL: 1."""
    rows = FirmMember.objects.filter(firm_id=firm_id)
    return sorted(rows, key=lambda one: (one.ended_at is not None, one.role != "prime", one.name, one.pk))


def name_writers(account_ids: Collection[int]) -> dict[int, Wrote]:
    """Name people of firms among accounts; other accounts have no entry. SQL: 1."""
    rows = FirmMember.objects.filter(account_id__in=set(account_ids)).values_list("account_id", "name", "firm__name")
    return {account: Wrote(name, firm) for account, name, firm in rows}
