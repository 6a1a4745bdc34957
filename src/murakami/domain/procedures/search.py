"""Search over what people call things: titles, summaries and search words, cut into pieces of two characters."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from murakami.kernel.search_keys import bigrams, query_pieces, search_key

_TITLE: Final = 8
_WORD: Final = 6
_SUMMARY: Final = 1
_WHOLE: Final = 40
_KANA_ALONE: Final = 0.3
_IS_KANA: Final = re.compile(r"[ァ-ヺー]")
_ENOUGH: Final = 0.6
"""The part of a query's pieces that must be found: people write whole sentences, not key words."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something found: a life event or a procedure; a higher score fits better."""

    kind: str
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something that can be found, by its texts; `rank` settles equals (smaller first)."""

    kind: str
    id: str
    titles: tuple[str, ...]
    words: tuple[str, ...]
    summaries: tuple[str, ...]
    rank: int = 0


class SearchIndex:
    """An index in memory over some hundreds of entries: a few microseconds a piece."""

    def __init__(self, entries: Iterable[SearchEntry]) -> None:
        self._entries = tuple(entries)
        self._weights: dict[str, dict[int, int]] = {}
        self._names: list[frozenset[str]] = []
        for number, entry in enumerate(self._entries):
            for texts, weight in ((entry.titles, _TITLE), (entry.words, _WORD), (entry.summaries, _SUMMARY)):
                self._add(number, texts, weight)
            self._names.append(frozenset(search_key(text) for text in (*entry.titles, *entry.words)))

    def find(self, text: str, *, limit: int = 20) -> tuple[SearchHit, ...]:
        """Find what fits best, life events first; nothing for a text without a character to search for."""
        pieces = query_pieces(text)
        if not pieces:
            return ()
        scores = [0.0] * len(self._entries)
        found = [0.0] * len(self._entries)
        for piece in pieces:
            worth = _worth(piece)
            for number, weight in self._holders(piece).items():
                scores[number] += worth * weight
                found[number] += worth
        key, whole = search_key(text), sum(map(_worth, pieces))
        hits = [
            SearchHit(entry.kind, entry.id, self._score(number, scores[number], found[number] / whole, key))
            for number, entry in enumerate(self._entries)
            if self._fits(number, found[number] / whole, key)
        ]
        ranks = {(entry.kind, entry.id): entry.rank for entry in self._entries}
        hits.sort(key=lambda hit: (hit.kind != "life_event", -hit.score, ranks[hit.kind, hit.id], hit.id))
        return tuple(hits[:limit])

    def _add(self, number: int, texts: Sequence[str], weight: int) -> None:
        for text in texts:
            for piece in bigrams(text):
                holders = self._weights.setdefault(piece, {})
                holders[number] = max(holders.get(number, 0), weight)

    def _holders(self, piece: str) -> dict[int, int]:
        if len(piece) > 1:
            return self._weights.get(piece, {})
        holders: dict[int, int] = {}
        for known, numbers in self._weights.items():
            if known.startswith(piece):
                for number, weight in numbers.items():
                    holders[number] = max(holders.get(number, 0), weight)
        return holders

    def _fits(self, number: int, share: float, key: str) -> bool:
        return share >= _ENOUGH or self._is_named_in(number, key)

    def _score(self, number: int, score: float, share: float, key: str) -> float:
        return score * share + (_WHOLE if self._is_named_in(number, key) else 0)

    def _is_named_in(self, number: int, key: str) -> bool:
        return any(len(name) > 1 and name in key for name in self._names[number])


def _worth(piece: str) -> float:
    """Weigh a piece: kana alone are mostly endings (ました, たい), which say little about what is meant."""
    return _KANA_ALONE if all(_IS_KANA.match(character) for character in piece) else 1.0
