"""What changed between two texts, paragraph by paragraph and phrase by phrase, for people who read Japanese.

Deterministic: the same two texts give the same marks. Nothing is lost: what is kept and what is struck out make the
old text, what is kept and what is new make the new one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_PHRASE: Final = re.compile(
    r"[一-龯々〆ヶ]+|[ァ-ヺー]+|[ぁ-ゖ]|[A-Za-zＡ-Ｚａ-ｚ]+|[0-9０-９][0-9０-９,.，．]*|\s+|.", re.DOTALL)
_ALIKE: Final = 0.4  # paragraphs that share less are two different ones
_CRUMB: Final = re.compile(r"[ぁ-ゖ、。・「」（）()\s]{1,3}\Z")  # between two changes it is read as part of the change


class Mark(StrEnum):
    """How a piece of text stands in the redline."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with its mark."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its pieces, in reading order, what is struck out before what replaces it."""

    spans: tuple[Span, ...]

    @property
    def is_changed(self) -> bool:
        """Tell whether anything in it is struck out or new."""
        return any(span.mark is not Mark.SAME for span in self.spans)

    @property
    def before(self) -> str:
        """Join what stood there before; empty for a new paragraph."""
        return "".join(span.text for span in self.spans if span.mark is not Mark.NEW)

    @property
    def after(self) -> str:
        """Join what stands there now; empty for a paragraph that is gone."""
        return "".join(span.text for span in self.spans if span.mark is not Mark.OLD)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Split a text at its blank lines."""
    return tuple(part.strip() for part in re.split(r"\n[ \t　]*\n", text) if part.strip())


def redline(before: str, after: str) -> tuple[Paragraph, ...]:
    """Compare two texts whose paragraphs are separated by blank lines."""
    return tuple(_paragraphs(paragraphs_of(before), paragraphs_of(after)))


def redline_phrases(before: str, after: str) -> tuple[Span, ...]:
    """Compare two paragraphs or titles."""
    old, new = _PHRASE.findall(before), _PHRASE.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    raw = [span for mark, one, two, three, four in matcher.get_opcodes() for span in (
        (Span(Mark.SAME, "".join(old[one:two])),) if mark == "equal" else
        (Span(Mark.OLD, "".join(old[one:two])), Span(Mark.NEW, "".join(new[three:four]))))]
    return tuple(_joined(_without_crumbs(raw)))


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    for mark, one, two, three, four in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if mark == "equal":
            yield from (Paragraph((Span(Mark.SAME, text),)) for text in old[one:two])
        else:
            yield from _replaced(old[one:two], new[three:four])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    pairs = _best_pairs(old, new)
    at_old = at_new = 0
    for mine, other in [*pairs, (len(old), len(new))]:
        yield from (Paragraph((Span(Mark.OLD, text),)) for text in old[at_old:mine])
        yield from (Paragraph((Span(Mark.NEW, text),)) for text in new[at_new:other])
        if mine < len(old) and other < len(new):
            yield Paragraph(redline_phrases(old[mine], new[other]))
        at_old, at_new = mine + 1, other + 1


def _best_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair paragraphs that are alike, in order, so that together they share the most."""
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    for mine in range(len(old), -1, -1):
        for other in range(len(new), -1, -1):
            if mine == len(old) or other == len(new):
                best[mine, other] = (0.0, [])
                continue
            choices = [best[mine + 1, other], best[mine, other + 1]]
            alike = SequenceMatcher(None, old[mine], new[other], autojunk=False).ratio()
            if alike >= _ALIKE:
                score, pairs = best[mine + 1, other + 1]
                choices.insert(0, (score + alike, [(mine, other), *pairs]))
            best[mine, other] = max(choices, key=lambda choice: choice[0])
    return best[0, 0][1]


def _without_crumbs(spans: Sequence[Span]) -> Iterator[Span]:
    """Take a crumb that stayed between two changes into both: 「のDXを」 reads better whole than in five pieces."""
    for index, span in enumerate(spans):
        if span.mark is Mark.SAME and 0 < index < len(spans) - 1 and _CRUMB.match(span.text):
            yield Span(Mark.OLD, span.text)
            yield Span(Mark.NEW, span.text)
        else:
            yield span


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Join neighbours: in each change what is struck out stands first, then what is new."""
    old = new = same = ""
    for span in spans:
        if span.mark is Mark.SAME:
            yield from _change(old, new)
            old = new = ""
            same += span.text
            continue
        if same:
            yield Span(Mark.SAME, same)
            same = ""
        old, new = (old + span.text, new) if span.mark is Mark.OLD else (old, new + span.text)
    yield from _change(old, new)
    if same:
        yield Span(Mark.SAME, same)


def _change(old: str, new: str) -> Iterator[Span]:
    if old:
        yield Span(Mark.OLD, old)
    if new:
        yield Span(Mark.NEW, new)
