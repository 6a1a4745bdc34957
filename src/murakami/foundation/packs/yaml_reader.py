"""Reads YAML so that every scalar stays the text that was written, with its line.

PyYAML's own loader reads `0254` as 172, `12:30` as 750 and `no` as false. Here nothing is converted: an unquoted
word that some reader could take for something else is a complaint with its line and mend; the models give types.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

from murakami.foundation.packs.problems import Path, Said, key_text
from murakami.foundation.packs.scalars import ambiguity, hidden_character, is_null

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEPTH_LIMIT: Final = 40
_OUR_KEYS: Final = frozenset({"on"})
"""Keys of packs that YAML 1.1 takes for a truth value; as keys they cannot be mistaken here."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where something is written: lines from 1, `start` and `end` are character offsets into the text."""

    line: int
    start: int
    end: int
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that the reader refuses, at a line."""

    line: int
    key: str
    problem: Said
    mend: Said


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: texts, lists and mappings, and where each of them is written."""

    data: object
    spans: Mapping[Path, Span]

    def line(self, path: Path) -> int:
        """Find the line of a place, or of the nearest place around it."""
        while path and path not in self.spans:
            path = path[:-1]
        return self.spans[path].line if path in self.spans else 1


@dataclass(slots=True)
class _Reader:
    text: str
    complaints: list[Complaint] = field(default_factory=list)
    spans: dict[Path, Span] = field(default_factory=dict)
    events: Iterator[yaml.Event] = field(init=False)

    def documents(self) -> Iterator[Document]:
        self.events = iter(yaml.parse(self.text, Loader=_LOADER))
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.spans = {}
                yield Document(self._value(next(self.events), ()), self.spans)

    def _value(self, event: yaml.Event, path: Path, *, key_line: int | None = None) -> object:
        line = _line(event)
        self._refuse_references(event, path)
        if isinstance(event, yaml.ScalarEvent):
            self._mark(event, path, line)
            return self._scalar(event, path)
        self._mark(event, path, key_line or line)
        if len(path) >= _DEPTH_LIMIT:
            raise _TooDeep(line, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else None

    def _scalar(self, event: yaml.ScalarEvent, path: Path, *, is_key: bool = False) -> str | None:
        written = event.value
        plain = not event.style
        if plain and is_null(written):
            return None
        doubt = ambiguity(written) if plain and not (is_key and written in _OUR_KEYS) else None
        if doubt is not None:
            quoted = f'"{written}"'
            self._complain(
                event,
                path,
                Said(f"{written}：{doubt.ja}", f"{written}: {doubt.en}"),
                Said(f"{quoted} のように引用符で囲んでください。", f"Put it in quotes: {quoted}"),
            )
        hidden = hidden_character(written)
        if hidden is not None:
            self._complain(event, path, hidden, Said("その文字を消してください。", "Delete that character."))
        return str(written)

    def _sequence(self, path: Path) -> list[object]:
        values: list[object] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> dict[str, object]:
        values: dict[str, object] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, path)
            if key in values:
                self._complain(
                    event,
                    (*path, key),
                    Said(f"「{key}」が二回書かれています。", f"{key!r} is written twice."),
                    Said("一つだけ残してください。", "Keep only one."),
                )
            values[key] = self._value(next(self.events), (*path, key), key_line=_line(event))
        return values

    def _key(self, event: yaml.Event, path: Path) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_references(event, path)
            return self._scalar(event, (*path, event.value), is_key=True) or ""
        self._complain(
            event,
            path,
            Said("見出し（:の左）が文字ではありません。", "A key is not a text."),
            Said("見出しには文字だけを書いてください。", "Write a plain word before the colon."),
        )
        self._value(event, (*path, "?"))
        return "?"

    def _refuse_references(self, event: yaml.Event, path: Path) -> None:
        if not (isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None)):
            return
        self._complain(
            event,
            path,
            Said("& * ! の記号（参照と型）は使えません。", "Anchors, aliases and tags (& * !) are not used in packs."),
            Said(
                "その場所に値をそのまま書いてください。記号を文字として使うなら引用符で囲んでください。",
                "Write the value itself; put it in quotes if the sign belongs to the text.",
            ),
        )

    def _mark(self, event: yaml.Event, path: Path, line: int) -> None:
        plain = isinstance(event, yaml.ScalarEvent) and not event.style
        start, end = event.start_mark, event.end_mark
        self.spans[path] = Span(line, start.index if start else 0, end.index if end else 0, plain)

    def _complain(self, event: yaml.Event, path: Path, problem: Said, mend: Said) -> None:
        self.complaints.append(Complaint(_line(event), key_text(path), problem, mend))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _TooDeep(Exception):
    def __init__(self, line: int, path: Path) -> None:
        super().__init__(key_text(path))
        self.complaint = Complaint(
            line,
            key_text(path[:3]),
            Said("入れ子が深すぎます。", "The nesting is too deep."),
            Said(f"{_DEPTH_LIMIT}段までにしてください。", f"Keep it within {_DEPTH_LIMIT} levels."),
        )


def read_yaml(text: str) -> tuple[list[Document], list[Complaint]]:
    """Read every document of a YAML text; scalars stay texts, empty and `null` become None.

    Returns the documents that could be read and what the reader refuses; never raises for what a text holds.
    """
    reader = _Reader(text)
    documents: list[Document] = []
    try:
        documents.extend(reader.documents())
    except _TooDeep as too_deep:
        reader.complaints.append(too_deep.complaint)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reader.complaints.append(_broken(mark.line + 1 if mark else 1, error.problem or error.context or ""))
    except yaml.reader.ReaderError as error:
        reader.complaints.append(_broken(text.count("\n", 0, error.position) + 1, error.reason))
    return documents, reader.complaints


def _broken(line: int, reason: str) -> Complaint:
    return Complaint(
        line,
        "",
        Said(f"YAMLの書き方が正しくありません（{reason}）。", f"This is not YAML ({reason})."),
        Said(
            "この行と前の行の字下げ（半角空白）、:の後の空白、引用符と括弧の閉じ忘れを見てください。",
            "Look at this line and the one before: indentation (spaces), a space after the colon, open quotes or brackets.",
        ),
    )
