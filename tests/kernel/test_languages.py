"""Languages and spelling."""

import pytest

from murakami.kernel.languages import language_of, text_in
from murakami.kernel.spoken import spell


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ja", "ja"),
        ("en", "en"),
        ("en-gb", "en"),
        ("EN", "en"),
        ("ja-easy", "ja-easy"),
        ("easy", "ja-easy"),
        ("ja_Easy", "ja-easy"),
        ("ja-Easy", "ja-easy"),
        ("fr", "ja"),
        ("", "ja"),
    ],
)
def test_language_of__names_one_of_three(code: str, language: str) -> None:
    assert language_of(code) == language


def test_text_in__falls_back_to_japanese() -> None:
    text = {"ja": "児童手当", "en": "Child allowance", "ja-easy": ""}
    assert text_in(text, "en") == "Child allowance"
    assert text_in(text, "ja-easy") == "児童手当"
    assert text_in({}, "en") == ""


def test_spell__refuses_what_has_no_word() -> None:
    with pytest.raises(KeyError):
        spell("ム-1", "ja")
