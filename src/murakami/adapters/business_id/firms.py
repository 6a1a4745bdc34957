"""A firm and its people as the provider writes them; what cannot be read for sure is no firm.

Source: the guideline's list of userinfo (scopes profile, user, email), as its users describe it: account_type 1 エントリー,
2 プライム, 3 メンバー; corp_type 1 法人, 2 個人事業主; parent_id names the account that made a member's.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from murakami.adapters.openid.addresses import match_address
from murakami.adapters.openid.texts import read_text
from murakami.foundation.accounts.card import CardAddress
from murakami.foundation.accounts.firm import FirmIdentity, FirmItems, FirmKey
from murakami.foundation.accounts.vocabulary import FirmRole
from murakami.kernel.characters import fold_width
from murakami.kernel.corporate_number import is_corporate_number

_ENTRY: Final = "1"
_ROLES: Final[Mapping[str, FirmRole]] = MappingProxyType({"2": FirmRole.PRIME, "3": FirmRole.MEMBER})
_COMPANY, _SOLE = "1", "2"
_LONGEST_NAME: Final = 200


class Unchecked(Exception):
    """A gBizIDエントリー: nobody has checked whom the account belongs to."""


class FirmUnreadable(Exception):
    """What the provider told is no firm that can be believed; says in a few words why, without quoting it."""


def read_firm(said: Mapping[str, object], *, issuer: str, sub: str, at: datetime) -> FirmIdentity:
    """Read who acts for which firm. Raises Unchecked, FirmUnreadable."""
    kind = _code(said.get("account_type"))
    if kind == _ENTRY:
        raise Unchecked
    if kind not in _ROLES:
        raise FirmUnreadable("unknown account type")
    return FirmIdentity(
        issuer=issuer, sub=sub, role=_ROLES[kind], key=_key(said, issuer=issuer, sub=sub, role=_ROLES[kind]),
        firm=_items(said), name=_name(said, "user_last_nm", "user_first_nm"),
        department=_short(said.get("user_department")), email=_email(said.get("email")), read_at=at)


def _key(said: Mapping[str, object], *, issuer: str, sub: str, role: FirmRole) -> FirmKey:
    kind = _code(said.get("corp_type"))
    if kind == _COMPANY:
        number = _code(said.get("corporate_number"))
        if not is_corporate_number(number):
            raise FirmUnreadable("no corporate number")
        return FirmKey(corporate_number=number)
    owner = sub if role is FirmRole.PRIME else _short(said.get("parent_id"))
    if kind != _SOLE or not owner:
        raise FirmUnreadable("neither company nor sole proprietor")
    return FirmKey(owner_issuer=issuer, owner_sub=owner)


def _items(said: Mapping[str, object]) -> FirmItems:
    name = _short(said.get("name"))
    if not name:
        raise FirmUnreadable("no name of the firm")
    return FirmItems(name=name, address=_address(said), representative=_said_name(said, "rep_last_nm", "rep_first_nm"))


def _name(said: Mapping[str, object], family: str, given: str) -> str:
    name = _said_name(said, family, given)
    if not name:
        raise FirmUnreadable("no name of the person")
    return name


def _said_name(said: Mapping[str, object], family: str, given: str) -> str:
    return "\u3000".join(part for part in (_short(said.get(family)), _short(said.get(given))) if part)[:_LONGEST_NAME]


def _address(said: Mapping[str, object]) -> CardAddress | None:
    whole = "".join(read_text(said.get(part)) for part in ("prefecture_name", "address1", "address2"))
    return match_address(whole) if whole else None


def _email(said: object) -> str:
    written = read_text(said, most=254)
    try:
        validate_email(written)
    except ValidationError:
        return ""
    return written


def _short(said: object) -> str:
    return read_text(said, most=_LONGEST_NAME)


def _code(said: object) -> str:
    """Read a code that one provider may write as text and another as a number."""
    return str(said) if isinstance(said, int) and not isinstance(said, bool) else fold_width(_short(said))
