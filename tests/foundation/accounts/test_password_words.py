"""A password that lives from a word of the town is refused; the words inside a long one are nobody's business."""

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from murakami.foundation.accounts.password_words import WORDS


@pytest.mark.parametrize("password", ["Murakami-2026!!", "murakamishiyakusho1", "村上市役所２０２６年度", "Smart.Murakami.2026", "admin-admin-admin"])
def test_validate__refuses_words_of_the_town_with_figures(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_of_the_town" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize("password", ["correct horse battery", "murakami kettle window orange", "さけとゆきとうみのかぜがふく"])
def test_validate__takes_what_has_enough_of_its_own(password: str) -> None:
    validate_password(password)


def test_words__are_small_and_once() -> None:
    assert len(set(WORDS)) == len(WORDS)
    assert all(word == word.lower() for word in WORDS)
    assert any("NoWordOfTheTown" in one["NAME"] for one in settings.AUTH_PASSWORD_VALIDATORS)
