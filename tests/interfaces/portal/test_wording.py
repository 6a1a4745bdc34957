"""Days in words, in the three languages of the pages."""

from datetime import date

import pytest
from django.utils import translation

from murakami.interfaces.portal.wording import full_day_words


@pytest.mark.parametrize(("language", "words"), [
    ("ja", "令和8年12月7日"), ("ja-easy", "2026年12月7日"), ("en", "7 December 2026")])
def test_full_day_words__names_the_year_as_the_reader_counts_it(language, words):
    with translation.override(language):
        assert full_day_words(date(2026, 12, 7)) == words
