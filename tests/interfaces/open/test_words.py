"""The public pages speak every language."""

from pathlib import Path

from murakami.interfaces import open as room
from murakami.interfaces.components.catalogues import untranslated
from tests.words import LOCALE


def test_open__is_translated_into_every_language() -> None:
    assert untranslated(Path(room.__file__).parent, locale=LOCALE) == ()
