"""The four items as a provider writes them: read defensively, one by one; what cannot be read is left out.

Source: デジタル認証アプリ userinfo; a third-party mock writes birthdate as 19850315 and gender as 1, the signature
certificate writes EYYYYMMDD (E: 1 明治 2 大正 3 昭和 4 平成 5 令和 0 不明; the year is Gregorian). None of it is certain.
"""

import re
from collections.abc import Mapping
from datetime import date

from murakami.adapters.openid.addresses import match_address
from murakami.adapters.openid.texts import read_text
from murakami.foundation.accounts.card import CardAddress, CardItems, CardName
from murakami.kernel.characters import fold_width
from murakami.kernel.eras import ERAS

_BLANKS = re.compile("[ \u3000]+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WITH_ERA = re.compile(r"([0-5])(\d{4})(\d{2})(\d{2})")
_SEXES: Mapping[str, str] = {
    "1": "male", "2": "female", "3": "other", "male": "male", "female": "female", "other": "other",
    "男": "male", "女": "female", "男性": "male", "女性": "female",
}


def read_four_items(said: Mapping[str, object], *, today: date) -> CardItems:
    """Read name, birth date, sex and address; each is None when missing or unreadable."""
    return CardItems(name=_name(said), born_on=_born_on(said.get("birthdate"), today=today),
                     sex=_sex(said.get("gender")), address=_address(said.get("address")))


def _name(said: Mapping[str, object]) -> CardName | None:
    whole = read_text(said.get("name"))
    family, given = read_text(said.get("family_name")), read_text(said.get("given_name"))
    if family and given:
        return CardName(whole or f"{family}　{given}", family, given)
    if not whole:
        return None
    parts = _BLANKS.split(whole)
    return CardName(whole, *parts) if len(parts) == 2 else CardName(whole)


def _born_on(said: object, *, today: date) -> date | None:
    written = fold_width(read_text(said))
    if match := _ISO.fullmatch(written) or _COMPACT.fullmatch(written):
        day = _day(*match.groups())
    elif match := _WITH_ERA.fullmatch(written):
        day = _day(*match.groups()[1:])
        day = day if day and _is_in_era(day, int(match[1])) else None
    else:
        return None
    return day if day and day <= today else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _is_in_era(day: date, number: int) -> bool:
    return number == 0 or ERAS[number - 1].holds(day)


def _sex(said: object) -> str | None:
    written = str(said) if isinstance(said, int) and not isinstance(said, bool) else read_text(said)
    return _SEXES.get(fold_width(written).lower())


def _address(said: object) -> CardAddress | None:
    whole = read_text(said.get("formatted") if isinstance(said, Mapping) else said)
    return match_address(whole) if whole else None
