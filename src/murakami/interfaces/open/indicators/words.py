"""What is shown of a published indicator, in the page's language."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murakami.domain.procedures.queries import list_catalogue, list_districts, list_life_events, list_units
from murakami.interfaces.components.figures import AGE_GROUPS, empty_word, hidden_word, show_figure
from murakami.interfaces.components.trend import Mark
from murakami.interfaces.open.frame import lang
from murakami.kernel.languages import EASY, EN, JA, text_in

_DIMENSIONS = {"unit": gettext_lazy("課ごと"), "procedure": gettext_lazy("手続ごと"), "channel": gettext_lazy("出し方ごと"),
               "detail.district": gettext_lazy("地区ごと"), "detail.age_group": gettext_lazy("年代ごと")}
_CHANNELS = {"online": gettext_lazy("オンライン"), "counter": gettext_lazy("窓口"), "phone": gettext_lazy("電話"),
             "paper": gettext_lazy("紙"), "kiosk": gettext_lazy("端末")}
_CADENCES = {"daily": gettext_lazy("毎月（月が終わってから）"), "monthly": gettext_lazy("毎月"), "yearly": gettext_lazy("毎年"),
             "once": gettext_lazy("一度だけ")}


class Names:
    """What the codes of dimensions are called. SQL: as `memory.current_catalogue`."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {
            "unit": {unit.code: unit.name_in(lang()) for unit in list_units()},
            "channel": {code: str(name) for code, name in _CHANNELS.items()},
            "detail.district": {one.code: text_in(one.names, lang()) for one in list_districts()},
            "detail.age_group": {code: str(name) for code, name in AGE_GROUPS.items()},
            "procedure": {**{one.id: one.text("title", lang()) for one in list_life_events()},
                          **{one.id: one.text("title", lang()) for one in list_catalogue()}}}

    def of(self, dimension: str, code: str) -> str:
        """Name a code; one that is blank belongs to none of them."""
        return self._known.get(dimension, {}).get(code) or code if code else _("分けられないもの")


def said(words: Mapping[str, str]) -> str:
    """Take words that a pack gives in every language."""
    return text_in({JA: words["ja"], EASY: words["easy"], EN: words["en"]}, lang())


def figure_words(figure: Mapping[str, Any], unit: str) -> str:
    """Write a published figure, or say why there is none."""
    if figure["is_hidden"]:
        return hidden_word()
    return show_figure(figure["value"], unit) or empty_word()


def mark_of(label: str, figure: Mapping[str, Any], unit: str, note: str = "") -> Mark:
    """Make a mark of a course."""
    value = None if figure["value"] is None else Decimal(figure["value"])
    return Mark(label, figure_words(figure, unit), value, note)


def point_marks(document: Mapping[str, Any]) -> list[Mark]:
    """List the points of an imported series."""
    return [Mark(point["on"], show_figure(point["value"], document["unit"]), Decimal(point["value"]),
                 _("これからの見込み") if point["is_projected"] else "") for point in document["points"]]


def dimension_word(name: str) -> str:
    """Name a division."""
    return str(_DIMENSIONS.get(name, name))


def cadence_word(cadence: str) -> str:
    """Say how often a public figure is renewed."""
    return str(_CADENCES[cadence])
