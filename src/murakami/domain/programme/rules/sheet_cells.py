"""Cells of the plan's spreadsheet: written so that they read back as they were, read with a mend for everything wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from murakami.domain.programme.formats.sheets import COMPUTED, Column, Kind
from murakami.domain.programme.rules.measures import parse_measure, plain_measure
from murakami.domain.programme.rules.status import Direction, Status, TaskState
from murakami.kernel.characters import fold_width
from murakami.kernel.fiscal_years import parse_fiscal_year, short_fiscal_year

STATUS_WORDS: Final = {COMPUTED: "", "未着手": Status.NOT_STARTED, "順調": Status.ON_TRACK, "遅れ": Status.LATE,
                       "完了": Status.DONE, "休止": Status.STOPPED}
STATE_WORDS: Final = {"未着手": TaskState.TODO, "進行中": TaskState.DOING, "完了": TaskState.DONE, "取りやめ": TaskState.DROPPED,
                      "翌年度へ": TaskState.CARRIED}
DIRECTION_WORDS: Final = {"増": Direction.UP, "減": Direction.DOWN}
GRADE_WORDS: Final = {"小": 1, "中": 2, "大": 3}
YES_NO_WORDS: Final = {"はい": True, "いいえ": False}
_WORDS: Final[Mapping[Kind, Mapping[str, Any]]] = {
    Kind.STATUS: STATUS_WORDS, Kind.STATE: STATE_WORDS, Kind.DIRECTION: DIRECTION_WORDS, Kind.GRADE: GRADE_WORDS,
    Kind.YES_NO: YES_NO_WORDS,
}
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,31}\Z")
_DAY: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?\Z")
_YEN: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+\Z|[0-9]{1,15}\Z")


class CellRefused(ValueError):
    """A cell holds what cannot stand there; the problem and its mend, in Japanese."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


@dataclass(frozen=True)
class Known:
    """What the municipality has: names of units by code, codes of initiatives, sign-in names of staff, fiscal years."""

    units: Mapping[str, str] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    logins: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


def empty_value(kind: Kind) -> Any:
    """What an empty cell means."""
    match kind:
        case Kind.UNITS | Kind.WORDS:
            return ()
        case Kind.MEASURE | Kind.YEN | Kind.DAY | Kind.YEAR:
            return None
        case Kind.YES_NO:
            return True
    return ""


def show_cell(value: Any, kind: Kind, known: Known) -> str | int | Decimal | None:
    """Write a value as a cell holds it: words for people, numbers as numbers, None for nothing."""
    if kind in _WORDS:
        return next((word for word, meant in _WORDS[kind].items() if meant == value), None)
    match kind:
        case Kind.UNIT | Kind.UNITS | Kind.WORDS:
            codes = (value,) if isinstance(value, str) else value
            return "、".join(known.units.get(code, code) if kind is not Kind.WORDS else code for code in codes if code) or None
        case Kind.YEAR:
            return short_fiscal_year(value)
        case Kind.DAY:
            return None if value is None else f"{value:%Y-%m-%d}"
        case Kind.MEASURE:
            return None if value is None else Decimal(plain_measure(value))
    return None if value in {"", None} else value


def parse_cell(text: str, column: Column, known: Known) -> Any:
    """Read a cell. Raises CellRefused."""
    stripped = text.strip()
    if not stripped:
        if column.required:
            raise CellRefused("空です。", f"「{column.heading}」を書いてください。")
        return empty_value(column.kind)
    if column.kind in _WORDS:
        return _word(stripped, _WORDS[column.kind])
    return _READERS.get(column.kind, _text)(stripped if column.kind is not Kind.TEXT else text, column, known)


def _word(text: str, words: Mapping[str, Any]) -> Any:
    if text not in words:
        raise CellRefused(f"「{_short(text)}」は選べません。", f"{'・'.join(words)} のどれかを書いてください。")
    return words[text]


def _text(text: str, column: Column, known: Known) -> str:
    whole = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(whole) > column.longest:
        raise CellRefused(f"長すぎます（{len(whole)}文字）。", f"{column.longest}文字までにしてください。")
    return whole


def _code(text: str, column: Column, known: Known) -> str:
    if text not in known.codes:
        raise CellRefused(f"「{_short(text)}」という番号の取組はありません。",
                          "方針にある番号（2-1-1 など）を書いてください。日付に変わっているときは、セルの書式を文字列にします。")
    return text


def _key(text: str, column: Column, known: Known) -> str:
    if not _KEY.match(text):
        raise CellRefused(f"「{_short(text)}」はキーに使えません。", "書き出したときのキーのままにするか、新しい行では空にしてください。")
    return text


def _unit(text: str, column: Column, known: Known) -> str:
    by_name = {name: code for code, name in known.units.items()}
    code = by_name.get(text, text)
    if code not in known.units:
        raise CellRefused(f"「{_short(text)}」という課はありません。", "課の正式な名前を書いてください。")
    return code


def _units(text: str, column: Column, known: Known) -> tuple[str, ...]:
    return tuple(sorted({_unit(part.strip(), column, known) for part in re.split("[、,，\n]", text) if part.strip()}))


def _words(text: str, column: Column, known: Known) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in re.split("[、,，\n]", text) if part.strip()))


def _year(text: str, column: Column, known: Known) -> int:
    year = parse_fiscal_year(text)
    if year is None or year not in known.years:
        listed = "・".join(short_fiscal_year(year) for year in sorted(known.years))
        raise CellRefused(f"「{_short(text)}」は計画の年度ではありません。", f"{listed} のどれかを書いてください。")
    return year


def _measure(text: str, column: Column, known: Known) -> Decimal:
    number = parse_measure(text)
    if number is None:
        raise CellRefused(f"「{_short(text)}」は数ではありません。", "単位を付けず、小数点以下4桁までの数で書いてください。")
    return number


def _yen(text: str, column: Column, known: Known) -> int:
    folded = fold_width(text).replace("円", "").replace("¥", "").strip()
    if not _YEN.match(folded):
        raise CellRefused(f"「{_short(text)}」は金額ではありません。", "円の単位で、0以上の整数を書いてください（千円の単位では書けません）。")
    return int(folded.replace(",", ""))


def _day(text: str, column: Column, known: Known) -> date:
    match = _DAY.match(fold_width(text))
    try:
        return date(*(int(part) for part in match.groups())) if match else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise CellRefused(f"「{_short(text)}」は日付ではありません。", "2026-11-28 のように書いてください。")


def _login(text: str, column: Column, known: Known) -> str:
    if text not in known.logins:
        raise CellRefused(f"「{_short(text)}」というサインイン名の職員はいません。", "職員のサインイン名を書くか、空にしてください。")
    return text


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


_READERS: Final = {
    Kind.CODE: _code, Kind.KEY: _key, Kind.UNIT: _unit, Kind.UNITS: _units, Kind.WORDS: _words, Kind.YEAR: _year,
    Kind.MEASURE: _measure, Kind.YEN: _yen, Kind.DAY: _day, Kind.LOGIN: _login,
}
