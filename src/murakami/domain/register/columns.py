"""Columns of the file from which the register is loaded: names, and what may stand in each. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from murakami.domain.register.messages import ResidentRecord
from murakami.kernel.characters import fold_width
from murakami.kernel.eras import parse_year

T = TypeVar("T")
_NAMES: Final = {
    "register_number": ("宛名番号",), "household_number": ("世帯番号",), "relation": ("続柄",),
    "family_name": ("氏", "姓"), "given_name": ("名",),
    "family_kana": ("氏カナ", "氏フリガナ", "氏の振り仮名", "姓カナ"), "given_kana": ("名カナ", "名フリガナ", "名の振り仮名"),
    "born_on": ("生年月日",), "sex": ("性別",), "postal_code": ("郵便番号",), "town": ("町字",), "block": ("番地",),
    "building": ("方書",), "district": ("地域",), "is_protected": ("支援措置", "秘匿"),
    "left_on": ("転出年月日",), "died_on": ("死亡年月日",),
}
JAPANESE: Final[Mapping[str, str]] = {code: names[0] for code, names in _NAMES.items()}
_FIELDS: Final = {name: code for code, names in _NAMES.items() for name in (code, *names)}
_FORBIDDEN: Final = frozenset({"個人番号", "マイナンバー", "mynumber", "individualnumber"})
_LONGEST: Final = {"relation": 20, "family_name": 200, "given_name": 200, "family_kana": 200, "given_kana": 200, "town": 100,
                   "block": 100, "building": 200, "district": 20}
_SEXES: Final = {"0": "0", "1": "1", "2": "2", "9": "9", "男": "1", "女": "2", "男性": "1", "女性": "2"}
_YES_NO: Final = {"1": True, "有": True, "はい": True, "true": True, "0": False, "無": False, "いいえ": False, "false": False}
_DAY: Final = re.compile(r"(?P<year>.+?)[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?\Z")
_EIGHT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Mend:
    """What is wrong with a line: in which field, and what to do. It repeats nothing that the line says."""

    field: str
    mend: str


class HeaderRefused(ValueError):
    """The first row does not name the columns; the text says what to do."""


class Wrong(ValueError):
    """A value cannot stand where it stands; the text says what to write."""


def read_header(cells: Sequence[str]) -> Mapping[str, int]:
    """Say in which column each field stands; other columns are passed over.

    Every field is a column, so that a file never takes back unsaid what an earlier one said. Raises HeaderRefused.
    """
    names = [fold_width(cell).strip() for cell in cells]
    if any(re.sub(r"[\s_-]", "", name).lower() in _FORBIDDEN for name in names):
        raise HeaderRefused("個人番号の列があります。列を除いて書き出し直してください。 / A column of individual numbers: export without it.")
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        code = _FIELDS.get(name)
        if code in found:
            raise HeaderRefused(f"「{JAPANESE[code]}」（{code}）の列が2つあります。1つにしてください。 / The column stands twice.")
        if code is not None:
            found[code] = at
    missing = [f"{JAPANESE[code]}（{code}）" for code in _NAMES if code not in found]
    if missing:
        raise HeaderRefused(f"1行目に列がありません：{'、'.join(missing)}。値がなくても列は要ります。 / These columns are missing; they may be empty.")
    return found


def read_line(cells: Sequence[str], columns: Mapping[str, int], *, today: date) -> ResidentRecord | tuple[Mend, ...]:
    """Read a person, or say everything that is wrong with the line."""
    values: dict[str, object] = {}
    wrong = []
    for code, at in columns.items():
        try:
            values[code] = _read(code, cells[at].strip())
        except Wrong as problem:
            wrong.append(Mend(code, str(problem)))
    wrong += _wrong_days(values, today=today)
    return tuple(wrong) or ResidentRecord(**values)  # type: ignore[arg-type]


def _read(code: str, text: str) -> object:
    if _CONTROL.search(text):
        raise Wrong("改行や制御文字を除いてください。 / Take out line breaks and control characters.")
    if code in _LONGEST:
        return _text(text, longest=_LONGEST[code], needed=code == "family_name")
    return _READERS[code](text)


def _text(text: str, *, longest: int, needed: bool) -> str:
    if needed and not text:
        raise Wrong("空にできません。 / May not be empty.")
    if len(text) > longest:
        raise Wrong(f"{longest}文字までにしてください。 / At most {longest} characters.")
    return text


def _number(text: str) -> str:
    digits = fold_width(text)
    if not re.fullmatch(r"[0-9]{1,15}", digits):
        raise Wrong("15桁までの数字を書いてください。 / Digits, 15 at most.")
    return digits


def _postal_code(text: str) -> str:
    digits = re.sub(r"[\s〒‐-―−ー-]", "", fold_width(text))
    if not re.fullmatch(r"([0-9]{7})?", digits):
        raise Wrong("7桁の数字か空にしてください。 / Seven digits, or nothing.")
    return digits


def _sex(text: str) -> str:
    return _one_of(text, _SEXES, "1（男）、2（女）、0（不明）、9（その他）のどれかを書いてください。 / 1, 2, 0 or 9 (ISO/IEC 5218).")


def _yes_no(text: str) -> bool:
    return _one_of(text.lower(), _YES_NO, "1（有）か0（無）を書いてください。空にはできません。 / 1 or 0; never empty.")


def _one_of(text: str, known: Mapping[str, T], mend: str) -> T:
    try:
        return known[fold_width(text)]
    except KeyError:
        raise Wrong(mend) from None


def _day(text: str) -> date:
    folded = re.sub(r"\s", "", fold_width(text))
    match = _EIGHT.match(folded) or _DAY.match(folded)
    year = parse_year(match[1]) if match else None
    try:
        if match is None or year is None or year.western is None:
            raise ValueError(text)
        day = date(year.western, int(match[2]), int(match[3]))
        if year.era is not None and not year.era.holds(day):
            raise ValueError(text)
    except ValueError:
        raise Wrong("ある日付を、1990-04-01 か 平成2年4月1日 のように書いてください。 / A day that exists: 1990-04-01 or 平成2年4月1日.") from None
    return day


def _day_or_none(text: str) -> date | None:
    return _day(text) if text else None


def _wrong_days(values: Mapping[str, object], *, today: date) -> list[Mend]:
    born, wrong = values.get("born_on"), []
    for code in ("born_on", "left_on", "died_on"):
        day = values.get(code)
        if not isinstance(day, date):
            continue
        if day > today and code != "left_on":
            wrong.append(Mend(code, "まだ来ていない日です。 / The day has not come yet."))
        elif isinstance(born, date) and day < born:
            wrong.append(Mend(code, "生年月日より前の日です。 / Before the day of birth."))
    return wrong


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "register_number": _number, "household_number": _number, "born_on": _day, "sex": _sex, "postal_code": _postal_code,
    "is_protected": _yes_no, "left_on": _day_or_none, "died_on": _day_or_none,
}
