"""The language of an answer: what Accept-Language asks for, among the three that there are."""

from typing import Final

from django.http import HttpRequest

from murakami.kernel.languages import JA, language_of

_MOST: Final = 20
_KNOWN: Final = frozenset({"ja", "ja-jp", "en", "ja-easy", "easy"})


def language_wanted(request: HttpRequest) -> str:
    """Choose the language; `ja_Easy`, `ja-Easy` and `ja-easy` are one. Japanese where nothing known is asked for."""
    wanted = (_read(part) for part in request.headers.get("Accept-Language", "")[:500].split(",")[:_MOST])
    ranked = sorted((one for one in wanted if one), key=lambda one: -one[1])
    return next((language_of(name) for name, weight in ranked if weight > 0), JA)


def _read(part: str) -> tuple[str, float] | None:
    name, _semicolon, said = part.partition(";")
    folded = name.strip().lower().replace("_", "-")
    if folded not in _KNOWN and folded.partition("-")[0] not in {"en", "ja"}:
        return None
    weight = said.strip().removeprefix("q=") or "1"
    return folded, float(weight) if weight.replace(".", "", 1).isdecimal() and weight.isascii() else 0.0
