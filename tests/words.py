"""The interface's words for tests that look at pages in other languages: compiled once, before anything reads them."""

from pathlib import Path

from django.utils.translation import trans_real

import murakami
from murakami.interfaces.components.catalogues import compile_catalogues

LOCALE = Path(murakami.__file__).parent / "locale"


def compile_words() -> None:
    """Compile the catalogues, and forget what an earlier test of this process has read."""
    compile_catalogues(LOCALE)
    trans_real._translations = {}  # type: ignore[attr-defined]
    trans_real.translation_catalog_exists.cache_clear()  # type: ignore[attr-defined]
