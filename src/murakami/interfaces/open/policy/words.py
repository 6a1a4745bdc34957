"""What kinds, years and months are called on the policy's pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.open.frame import lang
from murakami.kernel.eras import format_era_year
from murakami.kernel.fiscal_years import era_fiscal_year, show_fiscal_year
from murakami.kernel.languages import EASY, EN, JA, text_in

_STEPS: Mapping[str, object] = {
    "kept": gettext_lazy("そのまま"), "renamed": gettext_lazy("名前が変わった"), "merged": gettext_lazy("一つにまとまった"),
    "split": gettext_lazy("分かれた"), "added": gettext_lazy("新しくできた"), "moved": gettext_lazy("場所が移った"),
    "withdrawn": gettext_lazy("なくなった"), "changed": gettext_lazy("文が変わった"),
}
_TONES: Mapping[str, Tone] = {"added": "good", "withdrawn": "bad", "merged": "key", "split": "key", "renamed": "key",
                              "moved": "key"}
_FINDINGS: Mapping[str, object] = {
    "recognition": gettext_lazy("文字の読み取りの誤り"), "unstruck": gettext_lazy("消し忘れ"),
    "contradiction": gettext_lazy("食い違い"), "numbering": gettext_lazy("番号"), "missing": gettext_lazy("欠けているもの"),
    "wording": gettext_lazy("言葉"),
}
_PARTS: Mapping[str, object] = {
    "vision": gettext_lazy("目指すべき姿"), "texts": gettext_lazy("本文"), "principles": gettext_lazy("3つの原則"),
    "articles": gettext_lazy("サービス設計12箇条"), "pillars": gettext_lazy("重点項目"),
    "organisation": gettext_lazy("推進体制"), "glossary": gettext_lazy("用語集"),
}


def step_word(kind: str) -> str:
    """Say what became of an initiative or a text."""
    return str(_STEPS.get(kind, kind))


def step_tone(kind: str) -> Tone:
    """Colour it; the word says it too."""
    return _TONES.get(kind, "plain")


def step_words(kinds: Iterable[str], *, rewritten: bool) -> tuple[tuple[str, Tone], ...]:
    """Say everything that became of an initiative, each with its colour."""
    words = [(step_word(kind), step_tone(kind)) for kind in kinds if not (rewritten and kind == "kept")]
    return (*words, (str(_STEPS["changed"]), "plain")) if rewritten else tuple(words)


def finding_word(kind: str) -> str:
    """Name a kind of inconsistency."""
    return str(_FINDINGS.get(kind, kind))


def part_word(part: str) -> str:
    """Name a part of an edition."""
    return str(_PARTS.get(part, part))


def month_words(dated: str) -> str:
    """Write a month with its era: 令和6年（2024年）7月."""
    year, month = (int(part) for part in dated.split("-")[:2])
    if lang().startswith("en"):
        return f"{date(year, month, 1):%B %Y}"
    return f"{format_era_year(date(year, month, 1))}（{year}年）{month}月"


def period_words(period: Mapping[str, int]) -> str:
    """Write the period of an edition: 令和4年度（2022年度）～令和8年度（2026年度）."""
    first, last = period["from"], period["until"]
    return f"FY{first}–FY{last}" if lang().startswith("en") else f"{show_fiscal_year(first)}～{show_fiscal_year(last)}"


def year_words(year: int) -> str:
    """Write a fiscal year."""
    return f"FY{year}" if lang().startswith("en") else show_fiscal_year(year)


def year_head(year: int) -> tuple[str, str]:
    """Write the head of a year's column in two lines."""
    return (f"FY{year}", "") if lang().startswith("en") else (era_fiscal_year(year), str(year))


def plain_words(thing: Mapping[str, Any]) -> str:
    """Say in one sentence of the page's language what something means; empty where nobody has written it."""
    plain = thing.get("plain")
    return text_in({JA: plain["ja"], EASY: plain["easy"], EN: plain["en"]}, lang()) if plain else ""
