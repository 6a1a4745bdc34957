"""Tags that layouts and components need beside Django's own."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from murakami.interfaces.components.display import TextSize, chosen_text_size, following_text_size
from murakami.interfaces.components.icons import ICONS
from murakami.interfaces.components.shapes import Bar
from murakami.interfaces.components.town_hall import TownHall, known_town_hall

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of icons.py; without a label it is decoration and hidden from screen readers.

    Raises KeyError for a name that is not drawn.
    """
    drawing = mark_safe(ICONS[name])  # noqa: S308 - our own constant
    if label:
        return format_html('<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, drawing)
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawing)


@register.simple_tag
def html_lang() -> str:
    """Give the lang attribute of the page: やさしい日本語 (ja-easy) is Japanese to a screen reader."""
    return "en" if (get_language() or "ja").startswith("en") else "ja"


@register.simple_tag
def town_hall() -> TownHall:
    """Give the town hall where nothing may be asked: brand, name and telephone, each "" where it is not known."""
    return known_town_hall()


@register.simple_tag(takes_context=True)
def text_size(context: Context) -> str:
    """Give the text size the reader chose: normal, large or larger."""
    request = context.get("request")
    return (chosen_text_size(request.COOKIES) if request else TextSize.NORMAL).value


@register.simple_tag(takes_context=True)
def next_text_size(context: Context) -> str:
    """Give the size that the header's link switches to."""
    request = context.get("request")
    return following_text_size(chosen_text_size(request.COOKIES) if request else TextSize.NORMAL).value


@register.simple_tag
def percent(part: float, whole: float) -> int:
    """Give part of whole in hundredths, 0 to 100, for the width of a drawing; 0 when the whole is 0."""
    return max(0, min(100, round(100 * part / whole))) if whole else 0


@register.simple_tag
def largest(bars: Sequence[Bar] | None) -> float:
    """Give the largest value of some bars; 0 when there are none."""
    return max((bar.value for bar in bars or ()), default=0)


@register.simple_tag
def step_marks(current: int, total: int) -> tuple[bool, ...]:
    """Give one mark per page, True up to the current one."""
    return tuple(number <= current for number in range(1, total + 1))
