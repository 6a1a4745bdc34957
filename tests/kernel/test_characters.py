"""Characters: what is refused, what is counted, what is folded."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.characters import (
    HYPHENS,
    Refusal,
    digits_only,
    drop_pasted_nothing,
    fold_hyphens,
    refusal_of_text,
)
from murakami.kernel.graphemes import count_graphemes, first_graphemes, has_overladen_character, is_longer_than


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("山田", None),
        ("葛󠄀城 𠮷子 髙﨑 👨‍👩‍👧‍👦 e\u0301", None),
        ("\ue000", None),  # 行政事務標準文字 追加文字 live in the private use area
        ("a\x00b", Refusal.CONTROL),
        ("a\x1b[31m", Refusal.CONTROL),
        ("a\x7f", Refusal.CONTROL),
        ("a\x85", Refusal.CONTROL),
        ("a\u2028b", Refusal.CONTROL),
        ("a\nb", Refusal.CONTROL),
        ("a\tb", Refusal.CONTROL),
        ("a\u202eb", Refusal.DIRECTION),
        ("\u200fa", Refusal.DIRECTION),
        ("\u2066a", Refusal.DIRECTION),
        ("\u061ca", Refusal.DIRECTION),
        ("\ud83d", Refusal.BROKEN),
        ("\udc00a", Refusal.BROKEN),
        ("\ufffd", Refusal.BROKEN),
        ("\uffff", Refusal.BROKEN),
        ("\U0001fffe", Refusal.BROKEN),
        ("\U0010ffff", Refusal.BROKEN),
    ],
)
def test_refuse_text__names_what_no_text_may_hold(text: str, refusal: Refusal | None) -> None:
    assert refusal_of_text(text) is refusal


def test_refuse_text__allows_line_breaks_where_there_are_lines() -> None:
    assert refusal_of_text("一\r\n二\t三", lines=True) is None
    assert refusal_of_text("一\x00", lines=True) is Refusal.CONTROL
    assert refusal_of_text("一\u2029", lines=True) is Refusal.CONTROL


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])
def test_refuse_text__knows_every_direction_mark(code: int) -> None:
    assert refusal_of_text(f"a{chr(code)}b") is Refusal.DIRECTION


@given(st.text(st.characters(categories=["Lo", "Lu", "Ll", "Nd", "Mn", "Po"], max_codepoint=0x2FFFD)))
def test_refuse_text__lets_letters_and_marks_pass(text: str) -> None:
    assert refusal_of_text(text) is None


def test_drop_pasted_nothing__removes_only_what_nobody_wrote() -> None:
    assert drop_pasted_nothing("\ufeff山\u200b田\u2060 太郎") == "山田 太郎"
    assert drop_pasted_nothing("👨\u200d👩") == "👨\u200d👩"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("山田太郎", 4),
        ("葛󠄀城", 2),
        ("𠮷田", 2),
        ("髙﨑", 2),
        ("か\u3099", 1),
        ("e\u0301", 1),
        ("👨‍👩‍👧‍👦", 1),
        ("🇯🇵", 1),
        ("ｶﾞ", 1),
        ("a b", 3),
    ],
)
def test_count_graphemes__counts_what_a_reader_sees(text: str, count: int) -> None:
    # A half-width kana and its mark make one cluster (UAX #29: U+FF9E extends).
    assert count_graphemes(text) == count


def test_is_longer_than__counts_characters_not_code_points() -> None:
    assert not is_longer_than("葛󠄀" * 50, 50)
    assert is_longer_than("葛󠄀" * 51, 50)
    assert is_longer_than("x" * 51, 50)


def test_is_longer_than__refuses_ten_megabytes_at_once() -> None:
    texts = ["x" * 10_000_000, "葛󠄀" * 5_000_000, "\u0301" * 10_000_000]
    began = time.perf_counter()
    assert all(is_longer_than(text, 50) for text in texts)
    assert time.perf_counter() - began < 0.02


def test_first_graphemes__never_cuts_a_character() -> None:
    assert first_graphemes("葛󠄀城", 1) == "葛󠄀"
    assert first_graphemes("山田太郎", 2) == "山田"


def test_has_overladen_character__finds_a_pile_of_marks() -> None:
    assert has_overladen_character("e" + "\u0301" * 40)
    assert not has_overladen_character("e\u0301\u0323 葛󠄀 👨‍👩‍👧‍👦")


@given(st.text("0123456789", min_size=1), st.sampled_from(HYPHENS))
def test_fold_hyphens__folds_every_hyphen(digits: str, hyphen: str) -> None:
    assert fold_hyphens(f"{digits}{hyphen}{digits}") == f"{digits}-{digits}"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("９５８－８５０１", "9588501"),
        ("(0254) 53-2111", "0254532111"),
        ("1.2 3", "123"),
        ("", ""),
        ("12a", None),
        ("一二", None),
        ("٣", None),
    ],
)
def test_digits_only__reads_any_width_and_grouping(text: str, digits: str | None) -> None:
    assert digits_only(text) == digits
