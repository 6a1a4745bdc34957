"""Firms for tests: two companies and a sole proprietor, as a provider would speak of them."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from murakami.foundation.accounts.card import CardAddress
from murakami.foundation.accounts.firm import FirmIdentity, FirmItems, FirmKey
from murakami.foundation.accounts.models import Account, FirmMember
from murakami.foundation.accounts.operations.firms import enter_by_business_id
from murakami.foundation.accounts.rules import Actor, Seat
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance, FirmRole

ISSUER: Final = "https://business.example"
CARE: Final = FirmKey(corporate_number="7999901000001")
BUILDER: Final = FirmKey(corporate_number="6999901000002")
SOLE: Final = FirmKey(owner_issuer=ISSUER, owner_sub="owner")
_ITEMS: Final = {
    CARE: FirmItems(name="居宅介護支援事業所いわふね", representative="佐藤　和子",
                    address=CardAddress("新潟県村上市岩船1番1号")),
    BUILDER: FirmItems(name="株式会社むらかみ建築", representative="板垣　誠", address=None),
    SOLE: FirmItems(name="山田茶舗", representative="山田　太郎", address=None),
}


def said(sub: str, *, at: datetime, key: FirmKey = CARE, role: FirmRole = FirmRole.MEMBER, name: str = "鈴木　一郎") -> FirmIdentity:
    """What the provider says of somebody."""
    return FirmIdentity(issuer=ISSUER, sub=sub, role=role, key=key, firm=_ITEMS[key], name=name, department="支援課",
                        email=f"{sub}@example.jp", read_at=at)


def prime_of(key: FirmKey, *, at: datetime) -> Account:
    """Let the representative of a firm in."""
    return enter_by_business_id(identity=replace(said(f"prime-{key.corporate_number or key.owner_sub}", at=at, key=key),
                                                 role=FirmRole.PRIME, name="佐藤　和子"), at=at)


def member_of(key: FirmKey, *, at: datetime, sub: str = "member", name: str = "鈴木　一郎") -> Account:
    """Let somebody of a firm in."""
    return enter_by_business_id(identity=said(sub, at=at, key=key, name=name), at=at)


def actor_for(account: Account) -> Actor:
    """Who an account of a firm is in a request."""
    member = FirmMember.objects.select_related("firm").get(account=account)
    return Actor(kind=AccountKind.BUSINESS, account_id=account.pk, name=member.name, mailbox_key=member.firm.mailbox_key,
                 assurance=Assurance.ACCOUNT,
                 firm=Seat(firm=member.firm_id, firm_name=member.firm.name, role=FirmRole(member.role)))
