"""Checks a draft as a pack's edition is checked, and names the place in words that its writers use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from murakami.domain.programme.checks.editions import edition_problems
from murakami.domain.programme.checks.lineage import lineage_problems
from murakami.domain.programme.checks.schedules import schedule_problems
from murakami.domain.programme.checks.words import word_problems
from murakami.domain.programme.formats.editions import EditionFile
from murakami.domain.programme.formats.lineage import LineageFile
from murakami.foundation.packs.problems import Path, Problem
from murakami.foundation.packs.sources import Entry, Origin, Place
from murakami.foundation.packs.validation import validate

_PARTS: Final[Mapping[str, str]] = {
    "initiatives": "取組", "texts": "本文", "schedules": "スケジュール", "vision": "目指すべき姿", "pillars": "重点項目", "period": "期間",
    "steps": "対応", "glossary": "用語集", "principles": "3つの原則", "articles": "12箇条", "organisation": "推進体制",
    "title": "名前", "text": "本文", "number": "番号", "group": "見出し", "code": "取組の番号", "body": "本文", "rows": "行",
    "bars": "予定", "edition": "版", "version_title": "版の呼び方", "dated": "年月", "based_on": "もとの版", "years": "年度",
    "from": "はじめの年度", "until": "終わりの年度", "name": "名前", "label": "行の名前", "plain": "ひとことで言うと",
    "groups": "見出し", "term": "用語", "reading": "読み", "role": "役割", "chaired_by": "長となる人", "members": "入る人",
}


@dataclass(frozen=True, slots=True)
class _InDraft:
    """A document of the browser as a place that problems point at."""

    data: object

    def origin(self, path: Path) -> Origin:
        """Name a place."""
        return Origin("", 0, place_words(self.data, path))


def draft_problems(document: Mapping[str, Any], base: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Find everything that keeps a draft from being heard or adopted; `key` of a problem names the place in Japanese."""
    written = {key: value for key, value in document.items() if key not in {"lineage", "findings"}}
    draft, wrong = _typed(EditionFile, written)
    before, _ = _typed(EditionFile, {key: value for key, value in base.items() if key not in {"lineage", "findings"}})
    lineage, wrong_lineage = _typed(LineageFile, document["lineage"])
    if draft is None or before is None or lineage is None:
        return (*wrong, *wrong_lineage)
    known = {before.model.edition: before.model, draft.model.edition: draft.model}
    return (*edition_problems(draft, known), *schedule_problems(draft), *word_problems(draft),
            *lineage_problems([lineage], [before, draft]))


def place_words(data: object, path: Path) -> str:
    """Write a place as people name it: 取組 2-1-1 の本文."""
    words: list[str] = []
    for step in path:
        data = _inside(data, step)
        if isinstance(step, int):
            words[-1:] = [f"{words[-1] if words else ''} {_name(data) or step + 1}"]
        else:
            words.append(_PARTS.get(step, step))
    return "の".join(words)


def _typed(model: Any, data: object) -> tuple[Entry[Any] | None, Sequence[Problem]]:
    place = Place(_InDraft(data))
    found, problems = validate(model, place, data)
    return (None if found is None else Entry((), place, found)), problems


def _inside(data: object, step: str | int) -> object:
    if isinstance(data, Mapping):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def _name(data: object) -> str:
    keys = ("code", "figure", "id", "label", "heading", "term", "number", "text")
    return next((str(data[key]) for key in keys if data.get(key)), "") if isinstance(data, Mapping) else ""
