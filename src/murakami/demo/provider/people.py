"""The fictitious residents who have a card."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CardHolder:
    """A fictitious resident; the four items are written as different cards and providers write them."""

    sub_seed: str
    name: str
    birthdate: str
    gender: str
    address: str
    label: str

    def claims(self) -> dict[str, str]:
        """The four items as the provider sends them."""
        return {"name": self.name, "birthdate": self.birthdate, "gender": self.gender, "address": self.address}


BUILT_IN = (
    CardHolder("built-in-1", "葛\U000e0100城　花子", "1994-05-14", "2", "新潟県村上市三之町1番1号",
               "異体字のある氏名（葛󠄀城）"),
    CardHolder("built-in-2", "𠮷田 太郎", "19920703", "1", "新潟県村上市府屋232番地", "サロゲートペアのある氏名（𠮷田）"),
    CardHolder("built-in-3", "髙﨑  誠", "419910820", "male", "新潟県村上市大字岩船三日市８番３号", "空白が2つある氏名、元号つきの生年月日"),
    CardHolder("built-in-4", "本間ひかり", "20010401", "female", "新潟県村上市塩町4番5号", "空白のない氏名、4月1日生まれ"),
    CardHolder("built-in-5", "NGUYEN THI MAI", "1998-11-30", "2", "新潟県村上市謎の町1番地", "3つに分かれる氏名、郵便番号データにない住所"),
)


class ResidentsUnreadable(ValueError):
    """The file of fictitious residents is not what it should be; names the file."""


def read_card_holders(path: Path) -> tuple[CardHolder, ...]:
    """Read the residents the town's synthesiser chose; the built-in five when there is no such file.

    Raises:
        ResidentsUnreadable: the file is no list of residents.
    """
    if not path.exists():
        return BUILT_IN
    try:
        return tuple(_holder(entry) for entry in json.loads(path.read_text(encoding="utf-8"))) or BUILT_IN
    except (ValueError, TypeError, KeyError) as error:
        raise ResidentsUnreadable(f"{path}: write a list of residents with sub_seed, name, … ({error})") from error


def _holder(entry: Mapping[str, object]) -> CardHolder:
    return CardHolder(**{name: str(entry[name]) for name in CardHolder.__slots__})
