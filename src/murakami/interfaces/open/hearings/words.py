"""What phases, effects and days are called on the pages of the hearings."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy

from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.open.frame import lang
from murakami.kernel.eras import format_era_year

PHASES: Final[Mapping[str, tuple[object, Tone]]] = {
    "ahead": (gettext_lazy("募集の前"), "plain"), "open": (gettext_lazy("意見を募集しています"), "key"),
    "closed": (gettext_lazy("募集は終わりました"), "plain"), "answered": (gettext_lazy("結果を公表しました"), "good"),
}
EFFECTS: Final[Mapping[str, tuple[object, Tone]]] = {
    "reflected": (gettext_lazy("案に反映した"), "good"), "already": (gettext_lazy("すでに案に書いてある"), "plain"),
    "later": (gettext_lazy("進めるときの参考にする"), "key"), "not_taken": (gettext_lazy("反映しない"), "plain"),
}


def day_words(day: date) -> str:
    """Write a day with its era: 令和8年（2026年）12月27日."""
    if lang().startswith("en"):
        return f"{day.day} {day:%B %Y}"
    return f"{format_era_year(day)}（{day.year}年）{day.month}月{day.day}日"
