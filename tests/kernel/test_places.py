"""Postal codes, prefectures, telephone numbers."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel import postal
from murakami.kernel.addresses import Address, fold_block
from murakami.kernel.phones import NotAPhone, PhoneRefusal, dialled_digits, parse_phone
from murakami.kernel.postal import Town, format_postal_code, parse_postal_code, towns_by_postal_code
from murakami.kernel.prefectures import PREFECTURES, find_prefecture


@pytest.mark.parametrize(
    "text", ["9588501", "958-8501", "〒958-8501", "９５８－８５０１", "〒９５８　８５０１", " 958ー8501 "]
)
def test_parse_postal_code__takes_any_width_and_sign(text: str) -> None:
    assert parse_postal_code(text) == "9588501"


@pytest.mark.parametrize("text", ["", "958850", "95885012", "958-850a", "九五八八五〇一", "9" * 10_000_000])
def test_parse_postal_code__refuses_other_texts(text: str) -> None:
    assert parse_postal_code(text) is None


@given(st.text("0123456789", min_size=7, max_size=7))
def test_format_postal_code__is_read_back(digits: str) -> None:
    assert parse_postal_code(format_postal_code(digits)) == digits


@pytest.mark.parametrize(
    ("code", "town"),
    [
        ("9580854", Town("新潟県", "村上市", "田端町", "15212", "タバタマチ")),
        ("9588501", Town("新潟県", "村上市", "三之町", "15212", "", "1-1", "村上市役所")),
        ("9580000", Town("新潟県", "村上市", "", "15212")),
        ("1000001", Town("東京都", "千代田区", "千代田", "13101", "チヨダ")),
    ],
)
def test_find_towns__knows_murakami_and_the_country(code: str, town: Town) -> None:
    assert towns_by_postal_code(code) == (town,)


def test_find_towns__offers_all_towns_that_share_a_code() -> None:
    towns = towns_by_postal_code("4520961")
    assert len(towns) > 50
    assert {town.city for town in towns} == {"清須市"}
    assert "春日酉" in {town.town for town in towns}


@pytest.mark.parametrize("code", ["0000000", "", "958", "958-8501", "９５８８５０１", "'; DROP TABLE postal_data; --"])
def test_find_towns__finds_nothing_for_what_is_no_code(code: str) -> None:
    assert towns_by_postal_code(code) == ()


def test_find_towns__names_no_list_of_parts_as_a_town() -> None:
    assert not any(
        "、" in town.town for code in ("0295503", "0295504", "0285102") for town in towns_by_postal_code(code)
    )


def test_country__agrees_with_murakamis_own_list() -> None:
    own = postal._murakami()
    for code, towns in own.items():
        country = {(town.prefecture, town.city, town.town) for town in postal._country(code)}
        assert {(town.prefecture, town.city, town.town) for town in towns} == country, code


def test_country__cannot_be_written_to() -> None:
    connection = postal._connection()
    assert connection is not None
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM postal_data")


def test_prefectures__are_the_47_of_the_country() -> None:
    assert len(set(PREFECTURES)) == 47
    assert find_prefecture("新潟") == find_prefecture("新潟県") == "新潟県"
    assert find_prefecture("北海道") == "北海道"
    assert find_prefecture("京都") == "京都府"
    assert find_prefecture("東京") == "東京都"
    assert find_prefecture("江戸") is None
    assert find_prefecture("") is None


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("１－２－３", "1-2-3"),
        ("１ー２", "1-2"),
        ("１番２号", "1番2号"),
        ("2丁目4−15", "2丁目4-15"),
        ("セー１", "セー1"),
        ("甲1‐2", "甲1-2"),
    ],
)
def test_fold_block__folds_numbers_and_leaves_words(typed: str, folded: str) -> None:
    assert fold_block(typed) == folded


def test_address__is_written_in_one_line() -> None:
    address = Address("9588501", "新潟県", "村上市", "三之町", "1-1", "庁舎 3階")
    assert address.line == "新潟県村上市三之町1-1 庁舎 3階"
    assert str(address) == "〒958-8501 新潟県村上市三之町1-1 庁舎 3階"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("0254532111", "0254-53-2111"),
        ("0254-53-2111", "0254-53-2111"),
        ("０２５４ー５３ー２１１１", "0254-53-2111"),
        ("(0254)53-2111", "0254-53-2111"),
        ("０２５４（５３）２１１１", "0254-53-2111"),
        ("0254 53 2111", "0254-53-2111"),
        ("025453-2111", "0254-53-2111"),
        ("0252264000", "025-226-4000"),
        ("0255725111", "0255-72-5111"),
        ("0312345678", "03-1234-5678"),
        ("0612345678", "06-1234-5678"),
        ("09012345678", "090-1234-5678"),
        ("080-1234-5678", "080-1234-5678"),
        ("05012345678", "050-1234-5678"),
        ("0120123456", "0120-123-456"),
        ("0570-01-2345", "0570-012-345"),
        ("08001234567", "0800-123-4567"),
        ("0880-12-3456", "0880-12-3456"),
        ("0467-22-1234", "0467-22-1234"),
        ("0467221234", "0467221234"),
        ("+81254532111", "0254-53-2111"),
        ("+81-(0)90-1234-5678", "090-1234-5678"),
        ("＋８１　９０　１２３４　５６７８", "090-1234-5678"),
        ("+1 212 555 0100", "+12125550100"),
    ],
)
def test_parse_phone__prints_as_the_country_does(typed: str, printed: str) -> None:
    assert parse_phone(typed) == printed


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("0254-53-211", PhoneRefusal.LENGTH),
        ("0254-53-21111", PhoneRefusal.LENGTH),
        ("090-1234-567", PhoneRefusal.LENGTH),
        ("53-2111", PhoneRefusal.START),
        ("0254-53-2111内線5", PhoneRefusal.CHARACTERS),
        ("0254-53-2111x", PhoneRefusal.CHARACTERS),
        ("電話", PhoneRefusal.CHARACTERS),
        ("-", PhoneRefusal.CHARACTERS),
        ("+1", PhoneRefusal.LENGTH),
        ("+", PhoneRefusal.CHARACTERS),
        ("", PhoneRefusal.CHARACTERS),
    ],
)
def test_parse_phone__says_why_it_cannot_be_dialled(typed: str, refusal: PhoneRefusal) -> None:
    with pytest.raises(NotAPhone) as caught:
        parse_phone(typed)
    assert caught.value.refusal is refusal


@given(
    st.sampled_from(["0254", "090", "03", "0120", "0467", "011", "0800"]),
    st.text("0123456789", min_size=11, max_size=11),
)
def test_parse_phone__keeps_the_digits_and_is_read_back(prefix: str, tail: str) -> None:
    length = 11 if prefix in ("090", "0800") else 10
    digits = (prefix + tail)[:length]
    printed = parse_phone(digits)
    assert dialled_digits(printed) == digits
    assert parse_phone(printed) == printed
