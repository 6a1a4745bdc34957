"""Gathered data as a page and as a file show them: words, no keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from murakami.domain.cases.rules import Outcome, State
from murakami.flows.agency.own_data import OTHERS, PROTECTED, OwnCase, OwnData
from murakami.foundation.looks.rules import HourOfLooks
from murakami.interfaces.office.words import OUTCOMES, PURPOSES, STATES, acting_words
from murakami.kernel.document import review_attachments, review_rows

_MASKS = frozenset({OTHERS, PROTECTED})


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer in words."""

    label: str
    text: str
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that happened: when, who or what, and the words of it."""

    at: str
    what: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One case of the person."""

    receipt_number: str
    title: str
    unit: str
    filed_at: str
    state: str
    acting: str
    withheld: int
    sections: tuple[tuple[str, tuple[Fact, ...]], ...]
    files: tuple[str, ...]
    messages: tuple[Dated, ...]
    letters: tuple[Dated, ...]
    looks: tuple[Dated, ...]
    looks_withheld: str


@dataclass(frozen=True, slots=True)
class ShownData:
    """Everything, as one document."""

    name: str
    register: tuple[tuple[str, str], ...]
    cases: tuple[ShownCase, ...]
    mentions: tuple[tuple[str, str], ...]
    withheld: int


def shown_own_data(found: OwnData, units: Mapping[str, str]) -> ShownData:
    """Put gathered data into words."""
    return ShownData(name=found.name, register=tuple(_register(found)), withheld=found.withheld,
                     cases=tuple(_case(one, units) for one in found.cases),
                     mentions=tuple((case.receipt_number, units.get(case.unit, case.unit)) for case in found.mentions))


def plain_own_data(found: OwnData, units: Mapping[str, str], *, made_at: datetime) -> dict[str, Any]:
    """Put gathered data into a file; the cases of other people are no part of it."""
    shown = shown_own_data(found, units)
    return {"名前": shown.name, "作った時刻": timezone.localtime(made_at).isoformat(timespec="minutes"), "伏せたところ": shown.withheld,
            "住民記録の写し": dict(shown.register), "案件": [_plain(one) for one in shown.cases]}


def _plain(one: ShownCase) -> dict[str, Any]:
    return {
        "受付番号": one.receipt_number, "手続": one.title, "担当": one.unit, "到達": one.filed_at, "状態": one.state,
        "代理": one.acting, "提出した内容": {title: {fact.label: fact.text for fact in facts} for title, facts in one.sections},
        "付けた書類": list(one.files), "連絡": [_dated(line) for line in one.messages],
        "決定と通知": [_dated(line) for line in one.letters],
        "だれが見たか": one.looks_withheld or [_dated(line) for line in one.looks]}


def _dated(line: Dated) -> dict[str, str]:
    return {"いつ": line.at, "何": line.what, "内容": line.text}


def _register(found: OwnData) -> Iterable[tuple[str, str]]:
    if found.register:
        one = found.register
        yield from (("氏名", one.name), ("フリガナ", one.kana), ("生年月日", _day(one.born_on)), ("住所", one.address or PROTECTED))


def _case(one: OwnCase, units: Mapping[str, str]) -> ShownCase:
    case = one.case
    sections = ((topic.title, tuple(Fact(row.label, row.text or "（答えなし）", row.text in _MASKS) for row in topic.rows))
                for topic in review_rows(one.document, "ja"))
    return ShownCase(
        receipt_number=case.receipt_number, title=one.title, unit=units.get(case.unit, case.unit), filed_at=_moment(case.filed_at),
        state=str(STATES[State(case.state)]), acting=acting_words(one.document.filed_by), withheld=one.withheld, sections=tuple(sections),
        files=tuple(f"{row.label}：{len(row.files)}" for row in review_attachments(one.document, "ja") if row.files),
        messages=tuple(Dated(_moment(row.sent_at), "本人から" if row.from_resident else "市から", row.body) for row in one.messages),
        letters=tuple(_letter(row) for row in one.decisions), looks_withheld=one.looks_withheld,
        looks=tuple(_look(hour, units) for hour in one.looks))


def _letter(row: Any) -> Dated:
    return Dated(_moment(row.approved_at), f"{OUTCOMES[Outcome(row.outcome)]} {row.document_number}".strip(), row.reasons)


def _look(hour: HourOfLooks, units: Mapping[str, str]) -> Dated:
    local = timezone.localtime(hour.hour)
    return Dated(f"{local:%Y-%m-%d} {local.hour}時台", units.get(hour.unit, hour.unit), f"{PURPOSES[hour.purpose]}（{hour.times}回）")


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"
