"""Letters of a foreign script inside a word are found; words that are foreign as a whole, and other signs, are not."""

import pytest

from murakami.domain.programme.rules.mixed_scripts import mixed_words


@pytest.mark.parametrize(("text", "words", "named", "scripts"), [
    ("①デジタルデバйд対策", ["デジタルデバйд対策"], "й（U+0439）、д（U+0434）", "Cyrillic"),
    ("DХ推進", ["DХ推進"], "Х（U+0425）", "Cyrillic"),  # the second letter is Cyrillic
    ("窓口のΑI活用", ["窓口のΑI活用"], "Α（U+0391）", "Greek"),
])
def test_mixed_words__names_the_word_and_its_letters(text: str, words: list[str], named: str, scripts: str) -> None:
    found = list(mixed_words(text))
    assert [one.word for one in found] == words
    assert (found[0].named, found[0].scripts) == (named, scripts)


@pytest.mark.parametrize("text", ["デジタルデバイド対策", "AI・RPAの利用", "Москва", "π = 3.14", "令和8年度（2026年度）", "１２３ＡＢＣ", ""])
def test_mixed_words__leaves_right_words_alone(text: str) -> None:
    assert list(mixed_words(text)) == []
