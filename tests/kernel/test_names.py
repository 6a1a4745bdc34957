"""Names, readings and search keys."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from murakami.kernel.kana import first_not_katakana, fold_to_katakana, is_katakana, to_hiragana
from murakami.kernel.names import PersonName
from murakami.kernel.search_keys import VARIANT_GROUPS, bigrams, index_text, query_pieces, search_key


@pytest.mark.parametrize(
    ("text", "katakana"),
    [
        ("むらかみ", "ムラカミ"),
        ("ﾑﾗｶﾐ", "ムラカミ"),
        ("ｶﾞｷﾞﾊﾟｳﾞ", "ガギパヴ"),
        ("か\u3099", "ガ"),
        ("ゐゑを", "ヰヱヲ"),
        ("ヱヰ", "ヱヰ"),
        ("さとー", "サトー"),
        ("サト－", "サトー"),
        ("ｻﾄ-", "サトー"),
        ("ジョン スミス", "ジョン　スミス"),
        ("　ムラカミ　", "ムラカミ"),
        ("みすゞ", "ミスヾ"),
        ("マリア・ホセ", "マリア・ホセ"),
    ],
)
def test_fold_to_katakana__folds_hiragana_and_half_width(text: str, katakana: str) -> None:
    assert fold_to_katakana(text) == katakana
    assert is_katakana(katakana)


@pytest.mark.parametrize(
    ("text", "found"), [("山田", "山"), ("ヤマダa", "a"), ("ヤマダ1", "1"), ("-", "-"), ("ヤマダ", "")]
)
def test_first_not_katakana__names_the_character(text: str, found: str) -> None:
    assert first_not_katakana(text) == found
    assert is_katakana(text) is (found == "")


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3096)))
def test_fold_to_katakana__is_undone_by_hiragana(text: str) -> None:
    assert to_hiragana(fold_to_katakana(text)) == text


@example("ぁ‐‐")
@given(st.text())
def test_fold_to_katakana__folding_twice_changes_nothing(text: str) -> None:
    once = fold_to_katakana(text)
    assert fold_to_katakana(once) == once


def test_person_name__joins_with_one_half_width_blank() -> None:
    name = PersonName("葛󠄀城", "𠮷子", "カツラギ", "ヨシコ")
    assert str(name) == "葛󠄀城 𠮷子"
    assert name.full_kana == "カツラギ ヨシコ"
    assert PersonName("スカルノ", "").full == "スカルノ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋", "高橋"),
        ("山﨑", "山崎"),
        ("𠮷田", "吉田"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("齋藤", "斉藤"),
        ("葛󠄀城", "葛城"),
        ("葛󠄁城", "葛󠄀城"),
        ("\ufa19田", "\u795e田"),
        ("ヤマダ", "やまだ"),
        ("ﾔﾏﾀﾞ", "ヤマダ"),
        ("ＡＢＣ", "abc"),
        ("山田 太郎", "山田　太郎"),
        ("１－２", "1-2"),
        ("1−2", "1ー2"),
    ],
)
def test_search_key__folds_what_people_mean_to_be_the_same(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(("one", "other"), [("山田", "山口"), ("1-2", "12"), ("ハハ", "ババ"), ("ヤマダ", "ヤマタ")])
def test_search_key__keeps_apart_what_differs(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(st.text(st.characters(categories=["Lo", "Lu", "Ll", "Nd", "Zs", "Pd", "Sk"])))
def test_search_key__folding_twice_changes_nothing(text: str) -> None:
    once = search_key(text)
    assert search_key(once) == once


def test_variant_groups__name_every_character_once() -> None:
    members = [character for group in VARIANT_GROUPS.split() for character in group]
    assert len(members) == len(set(members))
    assert all(len(group) >= 2 for group in VARIANT_GROUPS.split())


def test_bigrams__hold_two_character_words_and_the_last_character() -> None:
    assert bigrams("山田太郎") == ("山田", "田太", "太郎", "郎")
    assert bigrams("") == ()
    assert bigrams("髙") == ("高",)


@pytest.mark.parametrize("query", ["山田", "太郎", "郎", "やまだ", "ﾔﾏﾀﾞ", "山田 太郎", "髙"])
def test_query_pieces__are_found_in_the_index(query: str) -> None:
    index = index_text("山田 太郎", "ヤマダ タロウ", "髙橋").split()
    for piece in query_pieces(query):
        assert any(entry == piece or (len(piece) == 1 and entry.startswith(piece)) for entry in index), piece


def test_index_text__has_no_piece_across_two_texts() -> None:
    assert "田鈴" not in index_text("山田", "鈴木").split()
