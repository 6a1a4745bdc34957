"""The catalogues of interface texts: read from the source, joined per language, compiled.

Japanese is the source language. Every room that speaks to residents keeps a `.po` of its own in
`locale/<language>/LC_MESSAGES`, so that rooms do not write into each other's file; what Django loads is the one
`django.mo` joined from them.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import polib
from django.utils.translation.template import templatize

_LITERAL = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"\b(?:_|gettext)\({_LITERAL}\)|\bngettext\({_LITERAL},")
_MARKERS = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "marked", "ngettext", "ngettext_lazy"})


class CatalogueClash(ValueError):
    """Two rooms translate the same text differently; names both files and the text."""

    def __init__(self, *, text: str, first: Path, second: Path) -> None:
        super().__init__(f"{text!r} is translated differently in {first.name} and {second.name}. Make them the same.")


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A text of the source that a language has no words for."""

    language: str
    text: str


def compile_catalogues(locale: Path) -> tuple[Path, ...]:
    """Join the `.po` files of each language and write its `django.mo`, whole or not at all.

    Raises:
        CatalogueClash: two files say the same text differently.
    """
    return tuple(_compile(folder) for folder in sorted(locale.glob("*/LC_MESSAGES")) if any(folder.glob("*.po")))


def texts_of(room: Path) -> frozenset[str]:
    """List the translatable texts in the templates and modules below a folder."""
    return frozenset((*_template_texts(room.rglob("*.html")), *_module_texts(room.rglob("*.py"))))


def untranslated(room: Path, *, locale: Path) -> tuple[Untranslated, ...]:
    """List what the languages still lack of a room's texts, in the order of language and text."""
    texts = texts_of(room)
    return tuple(
        Untranslated(folder.parent.name, text)
        for folder in sorted(locale.glob("*/LC_MESSAGES"))
        for text in sorted(texts - _translated(folder))
    )


def _compile(folder: Path) -> Path:
    files = {path: polib.pofile(str(path)) for path in sorted(folder.glob("*.po"))}
    joined = polib.POFile()
    joined.metadata = next(iter(files.values())).metadata
    said_in: dict[str, Path] = {}
    for path, entries in files.items():
        for entry in entries.translated_entries():
            known = joined.find(entry.msgid)
            if known is None:
                joined.append(entry)
                said_in[entry.msgid] = path
            elif (known.msgstr, known.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                raise CatalogueClash(text=entry.msgid, first=said_in[entry.msgid], second=path)
    return _write_whole(folder / "django.mo", joined.to_binary())


def _write_whole(target: Path, content: bytes) -> Path:
    with NamedTemporaryFile(dir=target.parent, suffix=".mo", delete=False) as written:
        written.write(content)
    whole = Path(written.name)
    whole.chmod(0o644)  # a temporary file is the owner's alone, a catalogue is everybody's
    return whole.replace(target)


def _translated(folder: Path) -> frozenset[str]:
    return frozenset(
        entry.msgid for path in folder.glob("*.po") for entry in polib.pofile(str(path)).translated_entries()
    )


def _template_texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        for match in _IN_TEMPLATE.finditer(templatize(path.read_text("utf-8"), origin=str(path))):
            yield ast.literal_eval(match[1] or match[2])


def _module_texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in _MARKERS and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )
