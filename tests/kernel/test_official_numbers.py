"""Check digits of official numbers, and the detector of 個人番号."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.corporate_number import is_corporate_number
from murakami.kernel.individual_number import (
    check_digit_of,
    contains_individual_number,
    is_individual_number,
    shows_individual_number,
)
from tests.kernel.check_digit_vectors import CORPORATE_NUMBERS, INDIVIDUAL_NUMBERS

_BODIES = st.text("0123456789", min_size=11, max_size=11)
_SEPARATORS = st.sampled_from(
    ["", " ", "　", "-", "－", "ー", "‐", "―", "−", ".", "・", "_", "/", " - ", "\n", "\t", ","]
)
_ALPHABETS = st.sampled_from(
    ["0123456789", "０１２３４５６７８９", "〇一二三四五六七八九", "٠١٢٣٤٥٦٧٨٩", "⓪①②③④⑤⑥⑦⑧⑨", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"]
)


@pytest.mark.parametrize(("digits", "valid"), INDIVIDUAL_NUMBERS.items())
def test_is_individual_number__checks_the_last_digit(digits: str, valid: bool) -> None:
    assert is_individual_number(digits) is valid


@pytest.mark.parametrize(("digits", "valid"), CORPORATE_NUMBERS.items())
def test_is_corporate_number__checks_the_first_digit(digits: str, valid: bool) -> None:
    assert is_corporate_number(digits) is valid


@pytest.mark.parametrize("digits", ["", "7", "７０００020152129", "700002015212", "70000201521290", "7000020152x29"])
def test_is_corporate_number__refuses_other_texts(digits: str) -> None:
    assert not is_corporate_number(digits)


@given(_BODIES, st.sampled_from([(12,), (4, 4, 4), (6, 6), (3, 3, 3, 3), (1,) * 12, (2,) * 6]), _SEPARATORS, _ALPHABETS)
def test_contains__finds_a_number_in_any_script_and_grouping(
    body: str, groups: tuple[int, ...], separator: str, alphabet: str
) -> None:
    digits = f"{body}{check_digit_of(body)}"
    if groups == (4, 4, 4) and digits.startswith(("19", "20")):
        digits = f"1{digits}"[:11]
        digits += str(check_digit_of(digits))
    pieces, at = [], 0
    for length in groups:
        pieces.append("".join(alphabet[int(digit)] for digit in digits[at : at + length]))
        at += length
    assert contains_individual_number(f"番号は {separator.join(pieces)} です")


@pytest.mark.parametrize("between", ["\u200b", "\u200d", "\u00ad", "\u2060", "\ufe0f\u20e3", "\u0332", "\u115f", "\u3164"],
                         ids=lambda sign: f"U+{ord(sign[0]):04X}")
def test_contains__sees_through_what_nobody_sees(between: str) -> None:
    number = "123456789018"
    assert contains_individual_number(between.join(number))
    assert shows_individual_number(f"番号は{between.join(number)}です")


@pytest.mark.parametrize("between", [":", ";", "+", "*", "」「", ")(", "■", "→", "•", "    ", "'", "＝", "_"])
def test_contains__finds_the_usual_groups_whatever_stands_between(between: str) -> None:
    assert contains_individual_number(f"「{between.join(('1234', '5678', '9018'))}」")


@pytest.mark.parametrize("written", ["⑴⑵⑶⑷⑸⑹⑺⑻⑼⓪⑴⑻", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⓿⒈⒏", "壱弐参四伍陸漆捌玖零壱捌", "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣1️⃣8️⃣"])
def test_contains__reads_every_way_of_writing_a_digit(written: str) -> None:
    assert contains_individual_number(written)


@pytest.mark.parametrize("text", ["10:30-12:00、13:30-15:00", "窓口：9:00～17:15、木曜 9:00～19:00", "(0254)53-2111 (0254)53-3840"])
def test_contains__lets_times_and_telephones_pass(text: str) -> None:
    assert not contains_individual_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "621498320258",
        "0254-53-2111",
        "電話 0254-53-2111、090-1234-5678",
        "2026-11-03 11:30",
        "2026/11/03 1130",
        "7000020152129",
        "1234567890123456",
        "〒958-8501 新潟県村上市三之町1-1",
        "受付番号 MK-2611-04827-4",
        "12345 と 6789018",
    ],
)
def test_contains__lets_other_numbers_pass(text: str) -> None:
    assert not contains_individual_number(text)


def test_contains__finds_a_number_before_and_after_other_digits() -> None:
    assert contains_individual_number("12 1234-5678-9018 34")
    assert contains_individual_number("2026-11-03 123456789018")


def test_contains__needs_one_pass_over_a_long_text() -> None:
    text = "1 " * 100_000
    began = time.perf_counter()
    contains_individual_number(text)
    assert time.perf_counter() - began < 5


@given(st.text())
def test_contains__takes_any_text(text: str) -> None:
    assert contains_individual_number(text) in (True, False)
