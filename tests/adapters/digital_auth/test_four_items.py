"""The four items, as different providers may write them."""

from datetime import date

import pytest

from murakami.adapters.digital_auth.four_items import read_four_items
from murakami.adapters.openid.addresses import match_address
from murakami.foundation.accounts.card import CardAddress, CardItems, CardName

TODAY = date(2026, 11, 23)


def read(**said: object) -> CardItems:
    return read_four_items(said, today=TODAY)


@pytest.mark.parametrize(("written", "family", "given"), [
    ("山田 太郎", "山田", "太郎"), ("山田  太郎", "山田", "太郎"), ("山田　太郎", "山田", "太郎"),
    ("山田 　太郎", "山田", "太郎"), ("葛\U000e0100城　花子", "葛\U000e0100城", "花子"), ("𠮷田 太郎", "𠮷田", "太郎"),
    ("髙﨑　誠", "髙﨑", "誠"), ("ﾔﾏﾀﾞ　太郎", "ﾔﾏﾀﾞ", "太郎"), ("SMITH JOHN", "SMITH", "JOHN"),
])
def test_read_name__splits_at_blanks_and_changes_no_letter(written: str, family: str, given: str) -> None:
    assert read(name=written).name == CardName(written, family, given)


@pytest.mark.parametrize("written", ["山田太郎", "NGUYEN THI MAI", "山田\u00a0太郎", "アンナ・マリア", "一"])
def test_read_name__asks_when_it_cannot_be_split(written: str) -> None:
    name = read(name=written).name
    assert name is not None
    assert (name.whole, name.is_split) == (written, False)


def test_read_name__takes_separate_names_when_given() -> None:
    assert read(name="山田太郎", family_name="山田", given_name="太郎").name == CardName("山田太郎", "山田", "太郎")
    assert read(family_name="山田", given_name="太郎").name == CardName("山田　太郎", "山田", "太郎")
    assert read(name="山田太郎", family_name="山田").name == CardName("山田太郎")


@pytest.mark.parametrize("said", [
    None, "", "　", 5, ["山田"], {"name": "山田"}, "山田\x00太郎", "山田\u202e太郎", "山" * 500, "山田\ud800", "山田\n太郎",
])
def test_read_name__leaves_out_what_is_none(said: object) -> None:
    assert read(name=said).name is None


@pytest.mark.parametrize(("written", "day"), [
    ("1985-03-15", date(1985, 3, 15)), ("19850315", date(1985, 3, 15)), ("319850315", date(1985, 3, 15)),
    ("１９８５０３１５", date(1985, 3, 15)), ("1985-3-15", date(1985, 3, 15)), ("420190430", date(2019, 4, 30)),
    ("520190501", date(2019, 5, 1)), ("119120729", date(1912, 7, 29)), ("219120730", date(1912, 7, 30)),
    ("019850315", date(1985, 3, 15)), ("20261123", TODAY), ("20240229", date(2024, 2, 29)),
])
def test_read_birth_date__in_every_form(written: str, day: date) -> None:
    assert read(birthdate=written).born_on == day


@pytest.mark.parametrize("said", [
    None, "", "1985", "0000-03-15", "19850229", "19851332", "420190501", "520190430", "619850315", "1985/03/15",
    "20261124", "昭和60年3月15日", 19850315, ["19850315"], "1985-03-15T00:00:00", "19450000", "-1985-03-15", "9" * 4000,
])
def test_read_birth_date__leaves_out_what_cannot_be_trusted(said: object) -> None:
    assert read(birthdate=said).born_on is None


@pytest.mark.parametrize(("said", "sex"), [
    ("1", "male"), ("2", "female"), ("3", "other"), (1, "male"), (2, "female"), ("１", "male"), ("male", "male"),
    ("FEMALE", "female"), ("男", "male"), ("女", "female"), ("0", None), ("9", None), ("", None), (None, None), (True, None),
    ("不明", None), ({}, None), (1.0, None),
])
def test_read_sex__by_code_or_word(said: object, sex: str | None) -> None:
    assert read(gender=said).sex == sex


@pytest.mark.parametrize(("written", "code", "town", "rest"), [
    ("新潟県村上市三之町1番1号", "9580837", "三之町", "1番1号"),
    ("新潟県村上市三之町１番１号　村上ハイツ１０１", "9580837", "三之町", "１番１号　村上ハイツ１０１"),
    ("村上市府屋２３２", "9593907", "府屋", "２３２"), ("新潟県村上市大字府屋字向山12番地", "9593907", "府屋", "字向山12番地"),
    ("東京都千代田区霞が関1丁目1番1号", "1000013", "霞が関", "1丁目1番1号"),
    ("新潟県岩船郡関川村大字下関912", "9593265", "下関", "912"), ("新潟県村上市塩町", "9580876", "塩町", ""),
])
def test_match_address__to_the_one_town_that_fits(written: str, code: str, town: str, rest: str) -> None:
    address = match_address(written)
    assert (address.whole, address.postal_code, address.town, address.rest) == (written, code, town, rest)


@pytest.mark.parametrize("written", [
    "新潟県村上市謎の町1番地", "新潟県村上市", "新潟県", "どこか", "新潟県村上市府屋新田1", "京都府京都市中京区寺町通御池上る上本能寺前町488番地",
    "1 Main Street", "村上",
])
def test_match_address__keeps_only_the_text_when_unsure(written: str) -> None:
    assert match_address(written) == CardAddress(written)


def test_read_address__as_text_or_object() -> None:
    for said in ("新潟県村上市三之町1番1号", {"formatted": "新潟県村上市三之町1番1号"}):
        address = read(address=said).address
        assert address is not None
        assert address.town == "三之町"
    for said in (None, "", {}, {"formatted": 5}, ["x"], 5, "新潟県\x00"):
        assert read(address=said).address is None


def test_store_items__and_read_them_again() -> None:
    items = read(name="葛\U000e0100城　花子", birthdate="19850315", gender="2", address="新潟県村上市三之町1番1号")
    assert CardItems.from_json(items.to_json()) == items
    assert CardItems.from_json(CardItems().to_json()) == CardItems.from_json({}) == CardItems()
