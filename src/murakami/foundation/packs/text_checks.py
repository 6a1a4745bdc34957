"""Finds texts that are missing, stale, copied from the original, too long to be easy, or needed by nothing."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from murakami.foundation.packs.easy_japanese import SENTENCE_LIMIT, is_too_long, longest_sentence
from murakami.foundation.packs.parts import NeededText
from murakami.foundation.packs.problems import Problem, Said, closest
from murakami.foundation.packs.texts import JAPANESE, TRANSLATIONS, TextTable, WrittenText, fingerprint

_LANGUAGE_NAMES: Final = {
    "ja": Said("日本語", "Japanese"),
    "easy": Said("やさしい日本語", "easy Japanese"),
    "en": Said("英語", "English"),
}
_LETTERS_OF_ENGLISH: Final = re.compile(r"[A-Za-z]")
_LETTERS_OF_ANY_LANGUAGE: Final = re.compile(r"[^\W\d_]")


def check_texts(table: TextTable, needed: Iterable[NeededText]) -> Iterator[Problem]:
    """Compare the written texts with those that the definitions need."""
    wanted = {text.key: text for text in needed}
    for text in wanted.values():
        yield from _check_needed(table, text)
    for written in table:
        want = wanted.get(written.key)
        if want is None or written.language not in want.languages:
            yield _needless(written, want, [text.key for text in wanted.values()])


def _check_needed(table: TextTable, text: NeededText) -> Iterator[Problem]:
    written = table.by_key.get(text.key, {})
    japanese = table.japanese(text.key)
    if japanese is None:
        if text.required or written:
            yield _missing(text, JAPANESE)
        return
    if text.japanese is not None and text.japanese != japanese:
        yield _differs(written[JAPANESE], text.japanese)
    for language in TRANSLATIONS:
        if language not in text.languages:
            continue
        if language not in written:
            yield _missing(text, language, beside=written.get(JAPANESE))
        else:
            yield from _check_translation(written[language], japanese)


def _check_translation(written: WrittenText, japanese: str) -> Iterator[Problem]:
    expected = fingerprint(japanese)
    if written.of != expected:
        yield _stale(written, expected)
    if not written.same and _is_copied(written, japanese):
        yield _copied(written)
    text = japanese if written.same else written.text
    if written.language == "easy" and is_too_long(text):
        yield _too_long(written, text)


def _is_copied(written: WrittenText, japanese: str) -> bool:
    if written.text == japanese:
        return bool(_LETTERS_OF_ANY_LANGUAGE.search(japanese))
    if written.language != "en" or not _LETTERS_OF_ANY_LANGUAGE.search(written.text):
        return False
    letters = len(_LETTERS_OF_ENGLISH.findall(written.text))
    return letters * 2 < len(_LETTERS_OF_ANY_LANGUAGE.findall(written.text))


def _missing(text: NeededText, language: str, *, beside: WrittenText | None = None) -> Problem:
    name = _LANGUAGE_NAMES[language]
    line = f"{text.key}: …"
    place = beside.place if beside else text.place
    return place.problem(
        Said(f"「{text.key}」の{name.ja}がありません。", f"{text.key} has no text in {name.en}."),
        Said(
            f"texts/{language}/ のファイルに {line} を書き足してください。",
            f"Add {line} to a file in texts/{language}/.",
        ),
    )


def _stale(written: WrittenText, expected: str) -> Problem:
    command = "murakami packs stamp"
    if written.of is None:
        return written.place.problem(
            Said(
                f"「{written.key}」の訳に、元の日本語の印（of）がありません。",
                f"{written.key} has no mark (of) of its original.",
            ),
            Said(
                f"元の日本語と読み比べてから {command} を実行してください。",
                f"Compare it with the Japanese, then run {command}.",
            ),
        )
    return written.place.problem(
        Said(
            f"元の日本語が変わりました（of: {written.of}、今は {expected}）。訳が古いかもしれません。",
            f"The Japanese has changed (of: {written.of}, now {expected}); the translation may be stale.",
        ),
        Said(
            f"元の日本語と読み比べ、訳を直してから {command} を実行してください。",
            f"Compare it with the Japanese, mend it, then run {command}.",
        ),
        *(("of",) if written.of else ()),
    )


def _copied(written: WrittenText) -> Problem:
    same = Said(
        '（元のままでやさしいときは text の代わりに same: "yes" と書きます）。',
        ' (if it is easy as it is: same: "yes")',
    )
    also = same if written.language == "easy" else Said("。", "")
    return written.place.problem(
        Said(
            f"「{written.key}」は訳されていません（日本語のままです）。",
            f"{written.key} is not translated: it is still the original.",
        ),
        Said(
            f"{_LANGUAGE_NAMES[written.language].ja}で書いてください{also.ja}",
            f"Write it in {_LANGUAGE_NAMES[written.language].en}{also.en}.",
        ),
    )


def _too_long(written: WrittenText, text: str) -> Problem:
    sentence = longest_sentence(text)
    return written.place.problem(
        Said(
            f"一つの文が{len(sentence)}字です。やさしい日本語には長すぎます：{sentence}",
            f"A sentence of {len(sentence)} characters is too long to be easy: {sentence}",
        ),
        Said(
            f"{SENTENCE_LIMIT}字までの文に分けてください。",
            f"Split it into sentences of at most {SENTENCE_LIMIT} characters.",
        ),
    )


def _differs(written: WrittenText, given: str) -> Problem:
    return written.place.problem(
        Said(f"定義には「{given}」と書かれています。", f"The definition says {given}."),
        Said("同じにするか、この行を消してください。", "Make both the same, or delete this line."),
    )


def _needless(written: WrittenText, want: NeededText | None, known: list[str]) -> Problem:
    if want is not None:
        return written.place.problem(
            Said(f"「{written.key}」は日本語だけで使います。", f"{written.key} is used in Japanese only."),
            Said("この行を消してください。", "Delete this line."),
        )
    near = closest(written.key, known)
    mend = (
        Said(f"「{near}」ではありませんか。", f"Did you mean {near}?")
        if near
        else Said("この行を消すか、名前を直してください。", "Delete this line or mend its name.")
    )
    return written.place.problem(
        Said(f"「{written.key}」という文を使うところがありません。", f"Nothing uses a text {written.key}."), mend
    )
