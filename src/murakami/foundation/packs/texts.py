"""Texts beside the definitions: Japanese as written, easy Japanese and English tied to it by a fingerprint."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import InFile, PackSource, Place, SourceFile

JAPANESE: Final = "ja"
TRANSLATIONS: Final = ("easy", "en")
LANGUAGE_CODES: Final[Mapping[str, str]] = {"ja": "ja", "easy": "ja-easy", "en": "en"}
_KEYS: Final = ("of", "text", "same")


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One text in one language; `of` is the fingerprint of the Japanese it was written for.

    `same` says that the Japanese is already easy enough to be used as it is.
    """

    key: str
    language: str
    text: str
    of: str | None
    same: bool
    place: Place


@dataclass(slots=True)
class TextTable:
    """Every text by key and language; a later pack's text replaces an earlier one's."""

    by_key: dict[str, dict[str, WrittenText]] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)

    def japanese(self, key: str) -> str | None:
        """Find the Japanese text: written in `texts/ja`, or given by the definition itself."""
        written = self.by_key.get(key, {}).get(JAPANESE)
        return written.text if written else self.given.get(key)

    def all_languages(self, key: str) -> dict[str, str] | None:
        """Collect a text by language code (`ja`, `ja-easy`, `en`); None when there is no Japanese."""
        japanese = self.japanese(key)
        if japanese is None:
            return None
        written = self.by_key.get(key, {})
        found = {"ja": japanese}
        for language in TRANSLATIONS:
            if language in written:
                one = written[language]
                found[LANGUAGE_CODES[language]] = japanese if one.same else one.text
        return found

    def all_keys(self) -> frozenset[str]:
        """Name every text, written or given."""
        return frozenset(self.by_key) | frozenset(self.given)

    def __iter__(self) -> Iterator[WrittenText]:
        for languages in self.by_key.values():
            yield from languages.values()


def fingerprint(japanese: str) -> str:
    """Take the first 8 hex digits of the SHA-256 of a Japanese text (UTF-8, blanks at both ends left out)."""
    return sha256(japanese.strip().encode()).hexdigest()[:8]


def read_texts(packs: Iterable[PackSource]) -> tuple[TextTable, list[Problem]]:
    """Read the text files of packs in their order."""
    table = TextTable()
    problems: list[Problem] = []
    for pack in packs:
        seen: dict[tuple[str, str], Place] = {}
        for language, files in pack.texts.items():
            for text in _texts(files, language, problems):
                earlier = seen.setdefault((language, text.key), text.place)
                if earlier is not text.place:
                    problems.append(_twice(text, earlier))
                table.by_key.setdefault(text.key, {})[language] = text
    return table, problems


def _texts(files: Iterable[SourceFile], language: str, problems: list[Problem]) -> Iterator[WrittenText]:
    for file in files:
        for document in file.documents:
            place = Place(InFile(file.shown, document))
            if not isinstance(document.data, dict):
                problems.append(
                    place.problem(
                        Said("ここには「名前: 文」を並べて書きます。", "A text file is a list of key: text."),
                        Said("一行に一つずつ「名前: 文」と書いてください。", "Write key: text, one a line."),
                    )
                )
                continue
            for key, value in document.data.items():
                written = _text(key, value, language, place.inside(key), problems)
                if written is not None:
                    yield written


def _text(key: str, value: object, language: str, place: Place, problems: list[Problem]) -> WrittenText | None:
    if isinstance(value, str):
        return WrittenText(key, language, value.strip(), None, False, place)
    if language == JAPANESE or not isinstance(value, dict):
        problems.append(
            place.problem(
                Said(f"「{key}」の文がありません。", f"{key} has no text."),
                Said(f"{key}: 文 と書いてください。", f"Write {key}: text."),
            )
        )
        return None
    for unknown in [word for word in value if word not in _KEYS]:
        problems.append(
            place.problem(
                Said(f"「{unknown}」という見出しはありません。", f"There is no key {unknown!r}."),
                mend_word(unknown, _KEYS),
                unknown,
            )
        )
    text, of, same = (value.get(word) for word in ("text", "of", "same"))
    is_same = same == "yes" and language == "easy"
    if not is_same and not (isinstance(text, str) and text.strip()):
        problems.append(
            place.problem(
                Said(f"「{key}」の訳がありません。", f"{key} has no translation."),
                Said(
                    'text: に訳を書いてください（やさしい日本語が元と同じでよいときだけ same: "yes"）。',
                    'Write text: (or same: "yes", only in easy Japanese, when the original is already easy).',
                ),
            )
        )
        return None
    return WrittenText(
        key, language, str(text or "").strip(), of if isinstance(of, str) and of else None, is_same, place
    )


def _twice(text: WrittenText, earlier: Place) -> Problem:
    return text.place.problem(
        Said(
            f"「{text.key}」は {earlier.origin} にも書かれています。",
            f"{text.key} is also written at {earlier.origin}.",
        ),
        Said("一つだけ残してください。", "Keep only one."),
    )
