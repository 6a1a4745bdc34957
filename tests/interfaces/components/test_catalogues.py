"""The interface's words: found in the source, complete, joined without contradiction."""

import gettext
import re
from pathlib import Path

import polib
import pytest

import murakami.interfaces.components as components
from murakami.interfaces.components.catalogues import CatalogueClash, compile_catalogues, texts_of, untranslated
from tests.words import LOCALE

ROOM = Path(components.__file__).parent


def _write(path: Path, entries: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": "nplurals=1; plural=0;"}
    catalogue.extend(polib.POEntry(msgid=text, msgstr=said) for text, said in entries.items())
    catalogue.save(str(path))


def test_components__are_translated_into_every_language() -> None:
    assert untranslated(ROOM, locale=LOCALE) == ()


def test_catalogues__hold_nothing_that_is_no_longer_said() -> None:
    said = texts_of(ROOM)
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/components.po")):
        assert {entry.msgid for entry in polib.pofile(str(path))} - said == set()


def test_catalogues__keep_every_placeholder() -> None:
    placeholder = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]+>")
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(path)):
            for said in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
                assert sorted(placeholder.findall(said)) == sorted(placeholder.findall(entry.msgid)), entry.msgid


def test_texts_of__finds_templates_and_modules(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "{% load i18n %}<c-x title=\"{% translate '題' %}\" />{% blocktranslate %}{{ n }}件{% endblocktranslate %}",
        "utf-8",
    )
    (tmp_path / "module.py").write_text("x = _('文')\ny = gettext_lazy('遅い文')\nz = other('ちがう')", "utf-8")
    assert texts_of(tmp_path) == {"題", "%(n)s件", "文", "遅い文"}


def test_untranslated__names_language_and_text(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{% load i18n %}{% translate "題" %}{% translate "文" %}', "utf-8")
    _write(tmp_path / "locale/en/LC_MESSAGES/a.po", {"題": "Title", "文": ""})
    gaps = untranslated(tmp_path, locale=tmp_path / "locale")
    assert [(gap.language, gap.text) for gap in gaps] == [("en", "文")]


def test_compile_catalogues__joins_the_rooms(tmp_path: Path) -> None:
    _write(tmp_path / "en/LC_MESSAGES/a.po", {"題": "Title", "同": "Same"})
    _write(tmp_path / "en/LC_MESSAGES/b.po", {"文": "Text", "同": "Same", "空": ""})
    (written,) = compile_catalogues(tmp_path)
    with written.open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    assert [catalogue.gettext(text) for text in ("題", "文", "同", "空")] == ["Title", "Text", "Same", "空"]


def test_compile_catalogues__refuses_two_meanings(tmp_path: Path) -> None:
    _write(tmp_path / "en/LC_MESSAGES/a.po", {"題": "Title"})
    _write(tmp_path / "en/LC_MESSAGES/b.po", {"題": "Heading"})
    with pytest.raises(CatalogueClash, match=r"a\.po and b\.po"):
        compile_catalogues(tmp_path)
    assert not (tmp_path / "en/LC_MESSAGES/django.mo").exists()
