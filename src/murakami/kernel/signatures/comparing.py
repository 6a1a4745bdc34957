"""The four items of a certificate beside those of a filing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from murakami.kernel.search_keys import search_key
from murakami.kernel.signatures.certificates import Signer

NAME, BORN_ON, SEX, ADDRESS = "name", "born_on", "sex", "address"
_COUNTED: Final = re.compile("(?<=[0-9])(番地の?|番|号|の)")


class Agreement(StrEnum):
    """Whether the certificate and the filing say the same; not compared where one of them says nothing."""

    EQUAL = "equal"
    DIFFERENT = "different"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class Compared:
    """What a filing says of whoever files: empty or None where it was not asked. `address` is without the postal code."""

    name: str = ""
    born_on: date | None = None
    sex: str = ""
    address: str = ""


def compare_items(signer: Signer, filed: Compared) -> Mapping[str, Agreement]:
    """Compare the four items, each alone. Variants of a character and ways of writing a house number do not count."""
    return {
        NAME: _agreement(search_key(signer.name), search_key(filed.name)),
        BORN_ON: _agreement(signer.born_on, filed.born_on),
        SEX: _agreement(signer.sex, filed.sex),
        ADDRESS: _agreement(_place(signer.address), _place(filed.address)),
    }


def is_other_person(signer: Signer, items: Mapping[str, Agreement]) -> bool:
    """Say whether somebody else signed than files: another day of birth, or another name.

    A name with substitute characters (代替文字) cannot tell: a clerk compares it.
    """
    if items[BORN_ON] is Agreement.DIFFERENT:
        return True
    return items[NAME] is Agreement.DIFFERENT and not signer.substituted


def _agreement(one: object, other: object) -> Agreement:
    if not one or not other:
        return Agreement.NOT_COMPARED
    return Agreement.EQUAL if one == other else Agreement.DIFFERENT


def _place(address: str) -> str:
    return _COUNTED.sub("-", search_key(address)).rstrip("-").replace("--", "-")
