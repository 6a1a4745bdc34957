"""Receipt numbers and their check digit."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.receipts import (
    QUASIGROUP,
    NotAReceiptNumber,
    ReceiptNumber,
    WrongCheckDigit,
    check_digit,
)

_NUMBERS = st.builds(
    ReceiptNumber,
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=5),
    st.integers(0, 99),
    st.integers(1, 12),
    st.integers(1, 10**12 - 1),
)
_DIGITS = st.text("0123456789", min_size=1, max_size=20)


def test_quasigroup__is_a_latin_square_with_a_zero_diagonal() -> None:
    everything = set(range(10))
    assert all(set(row) == everything for row in QUASIGROUP)
    assert all({row[column] for row in QUASIGROUP} == everything for column in range(10))
    assert all(QUASIGROUP[digit][digit] == 0 for digit in range(10))


def test_quasigroup__is_weakly_totally_anti_symmetric() -> None:
    for interim in range(10):
        for one in range(10):
            for other in range(10):
                swapped = QUASIGROUP[QUASIGROUP[interim][one]][other] == QUASIGROUP[QUASIGROUP[interim][other]][one]
                assert not swapped or one == other


def test_check_digit__is_that_of_the_published_example() -> None:
    # Damm: 572 has the check digit 4.
    assert check_digit("572") == 4


@given(_DIGITS)
def test_check_digit__makes_the_whole_row_come_out_at_zero(digits: str) -> None:
    assert check_digit(f"{digits}{check_digit(digits)}") == 0


@given(_DIGITS)
def test_check_digit__catches_every_single_error(digits: str) -> None:
    row = f"{digits}{check_digit(digits)}"
    for place, right in enumerate(row):
        for wrong in set("0123456789") - {right}:
            assert check_digit(row[:place] + wrong + row[place + 1 :]) != 0


@given(_DIGITS)
def test_check_digit__catches_every_swap_of_neighbours(digits: str) -> None:
    row = f"{digits}{check_digit(digits)}"
    for place, (left, right) in enumerate(pairwise(row)):
        if left != right:
            assert check_digit(row[:place] + right + left + row[place + 2 :]) != 0


@given(_NUMBERS)
def test_parse__reads_what_format_writes(number: ReceiptNumber) -> None:
    assert ReceiptNumber.parse(number.format()) == number
    assert str(number) == number.format()


@given(_NUMBERS, st.sampled_from(["", " ", "　", "-", "－", "ー", "‐", "−", " - "]), st.booleans())
def test_parse__takes_any_width_case_and_hyphen(number: ReceiptNumber, joint: str, wide: bool) -> None:
    text = joint.join(number.format().lower().split("-"))
    if wide:
        text = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) != "-"})
    assert ReceiptNumber.parse(f" {text} ") == number


def test_format__has_five_digits_of_serial_and_more_when_they_are_needed() -> None:
    assert ReceiptNumber("MK", 26, 11, 4827).format() == "MK-2611-04827-4"
    assert ReceiptNumber("MK", 26, 11, 123456).format().startswith("MK-2611-123456-")


@pytest.mark.parametrize(
    "text",
    ["", "MK", "MK-2611-4827-4", "MK-2613-04827-1", "MK-2600-04827-1", "2611-04827-4", "MK-2611-00000-0", "MK-2611-04827-4x",
     "村上-2611-04827-4", "MK" * 100_000, "MK-2611-04827-4\x00"],
)  # fmt: skip
def test_parse__refuses_other_shapes(text: str) -> None:
    with pytest.raises(NotAReceiptNumber):
        ReceiptNumber.parse(text)


def test_parse__tells_a_wrong_digit_from_a_wrong_shape() -> None:
    with pytest.raises(WrongCheckDigit):
        ReceiptNumber.parse("MK-2611-04872-4")


@pytest.mark.parametrize(
    "fields", [("mk", 26, 11, 1), ("MK", 26, 13, 1), ("MK", 26, 1, 0), ("", 26, 1, 1), ("MK", 100, 1, 1)]
)
def test_make__refuses_what_could_not_be_read_again(fields: tuple[str, int, int, int]) -> None:
    with pytest.raises(NotAReceiptNumber):
        ReceiptNumber(*fields)


@pytest.mark.parametrize(
    ("lang", "spoken"),
    [
        ("ja", "エム・ケー、ニ・ロク・イチ・イチ、ゼロ・ヨン・ハチ・ニ・ナナ、ヨン"),
        ("ja-easy", "エム・ケー、ニ・ロク・イチ・イチ、ゼロ・ヨン・ハチ・ニ・ナナ、ヨン"),
        ("en", "Mike Kilo, two six one one, zero four eight two seven, four"),
    ],
)
def test_spell__is_said_group_by_group(lang: str, spoken: str) -> None:
    assert ReceiptNumber("MK", 26, 11, 4827).spell(lang) == spoken
