"""`text`, `long_text`, `email`, `phone`, `integer`, `amount_yen`, `corporate_number`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.fields import field_type
from tests.kernel.check_digit_vectors import CORPORATE_NUMBERS
from tests.kernel.fields.reading import parsed, refused


@pytest.mark.parametrize(
    ("type_name", "typed", "value"),
    [
        ("text", "  そのまま 　", "そのまま"),
        ("text", "\u200bあ\ufeff", "あ"),
        ("text", "<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("text", "=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("long_text", "一\r\n二\r三\n", "一\n二\n三"),
        ("email", "Taro@Example.JP", "Taro@Example.JP"),
        ("email", "ｔａｒｏ＠example.jp", "taro@example.jp"),
        ("email", "a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp"),
        ("phone", "０２５４（５３）２１１１", "0254-53-2111"),
        ("phone", "+81 90 1234 5678", "090-1234-5678"),
        ("phone", "+819012345678", "090-1234-5678"),
        ("integer", "１，２３４", 1234),
        ("integer", "0", 0),
        ("integer", "9999999999", 9_999_999_999),
        ("amount_yen", "￥12,000", 12000),
        ("amount_yen", "１２０００円", 12000),
        ("corporate_number", "7000-0201-52129", "7000020152129"),
        ("corporate_number", "Ｔ7000020152129", "7000020152129"),
    ],
)
def test_parse__takes_what_people_type(type_name: str, typed: str, value: object) -> None:
    assert parsed(type_name, {"value": typed}) == value


@pytest.mark.parametrize(
    ("type_name", "typed", "code"),
    [
        ("text", "", "required"),
        ("text", "　 ", "required"),
        ("text", "あ" * 201, "too_long"),
        ("text", "一\n二", "control_character"),
        ("text", "私の番号は１２３４ー５６７８ー９０１８です", "individual_number"),
        ("long_text", "あ" * 2001, "too_long"),
        ("long_text", "1234\n5678\n9018", "individual_number"),
        ("email", "", "required"),
        ("email", "taro", "email_shape"),
        ("email", "taro@localhost", "email_shape"),
        ("email", "taro@@example.jp", "email_shape"),
        ("email", "taro@exa mple.jp", "email_shape"),
        ("email", "山田@example.jp", "email_shape"),
        ("email", "a@b.jp\nBcc: x@y.jp", "control_character"),
        ("email", "a@-b.jp", "email_shape"),
        ("phone", "", "required"),
        ("phone", "53-2111", "phone_start"),
        ("phone", "0254-53", "phone_length"),
        ("phone", "0254-53-2111内線5", "phone_characters"),
        ("phone", "+\x00", "control_character"),
        ("phone", "123456789018", "individual_number"),
        ("integer", "", "required"),
        ("integer", "三", "number_unreadable"),
        ("integer", "1.5", "number_unreadable"),
        ("integer", "1,23", "number_unreadable"),
        ("integer", "-1", "number_too_small"),
        ("integer", "12345678901", "number_unreadable"),
        ("integer", "123456789018", "individual_number"),
        ("integer", "1" * 5_000, "too_long"),
        ("amount_yen", "たくさん", "number_unreadable"),
        ("corporate_number", "", "required"),
        ("corporate_number", "700002015212", "corporate_number_digits"),
        ("corporate_number", "８000020152129", "corporate_number_check"),
    ],
)
def test_parse__says_what_is_wrong(type_name: str, typed: str, code: str) -> None:
    assert refused(type_name, {"value": typed}) == [("value", code)]


@pytest.mark.parametrize(("digits", "valid"), CORPORATE_NUMBERS.items())
def test_parse_corporate_number__checks_the_digit(digits: str, valid: bool) -> None:
    if valid:
        assert parsed("corporate_number", {"value": digits}) == digits
    else:
        assert refused("corporate_number", {"value": digits}) == [("value", "corporate_number_check")]


@pytest.mark.parametrize(
    ("typed", "options", "code"),
    [
        ("3", {"min": "4"}, "number_too_small"),
        ("5", {"max": "4"}, "number_too_large"),
    ],
)
def test_parse_integer__keeps_to_the_limits_of_the_pack(typed: str, options: dict[str, object], code: str) -> None:
    assert refused("integer", {"value": typed}, **options) == [("value", code)]
    assert parsed("integer", {"value": "4"}, min="4", max="4") == 4
    assert parsed("integer", {"value": "－３"}, min="-5") == -3


def test_parse_text__keeps_to_the_limits_of_the_pack() -> None:
    assert refused("text", {"value": "あいう"}, max="2") == [("value", "too_long")]
    assert refused("text", {"value": "あ"}, min="2") == [("value", "too_short")]
    assert parsed("text", {"value": "葛󠄀城"}, max="2") == "葛󠄀城"


@given(st.integers(-9_999_999_999, 9_999_999_999))
def test_integer__comes_back_the_same(value: int) -> None:
    integer = field_type("integer")
    assert parsed("integer", integer.to_raw(value), min="-9999999999") == value
    assert integer.from_json(integer.to_json(value)) == value


def test_show__writes_numbers_with_commas_and_units() -> None:
    assert field_type("integer").show(1234, "ja", {"unit": "人"}) == "1,234人"
    assert field_type("amount_yen").show(12000) == "12,000円"
    assert field_type("amount_yen").show(12000, "en") == "12,000 yen"
    assert field_type("amount_yen").to_csv(12000) == "12000"


@pytest.mark.parametrize(
    ("type_name", "options", "wrong"),
    [
        ("text", {"max": "many"}, ["max"]),
        ("text", {"maximum": "3"}, ["maximum"]),
        ("text", {"max": "3", "min": "1"}, []),
        ("integer", {"min": "0254x", "unit": "人"}, ["min"]),
        ("email", {"max": "3"}, ["max"]),
    ],
)
def test_option_problems__name_the_option(type_name: str, options: dict[str, object], wrong: list[str]) -> None:
    assert [problem.option for problem in field_type(type_name).option_problems(options)] == wrong
