"""The form with which a mandate is asked for: what the two are to each other, what may be done, until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from murakami.domain.mandates.rules import BY_CONFIRMATION, FOR_FIRMS, NAME_LENGTH, Act, Kind, Terms
from murakami.domain.procedures.queries import list_catalogue
from murakami.interfaces.components.field_view import FieldView, build_field_view
from murakami.interfaces.portal.my.mandate_words import kind_word
from murakami.interfaces.portal.showcase.about import short_title
from murakami.kernel.fields.base import ParseContext, Raw, collect_raw
from murakami.kernel.fields.errors import FieldErrors
from murakami.kernel.fields.registry import field_type

_DAYS: Final[Mapping[str, int]] = {"month": 30, "half_year": 182, "year": 365, "three_years": 1095}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form."""

    key: str
    type: str
    label: str
    hint: str = ""
    options: Mapping[str, Any] | None = None
    required: bool = True


class FormRefused(ValueError):
    """Something is missing or wrong; `fields` show what."""

    def __init__(self, fields: tuple[FieldView, ...]) -> None:
        super().__init__()
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, and under which name."""

    name: str
    terms: Terms


def name_question() -> Question:
    """Ask for the name that the other side will see."""
    return Question("name", "text", _("あなたの名前"), _("相手の画面に出ます。メールアドレスや住所は伝わりません。"), {"max": NAME_LENGTH})


def questions() -> tuple[Question, ...]:
    """List the questions of the form. SQL: as `list_catalogue`."""
    return (name_question(), *_terms(BY_CONFIRMATION))


def questions_of_firms() -> tuple[Question, ...]:
    """List the questions for a firm: its name is known, and it is nobody's family. SQL: as `list_catalogue`."""
    return _terms(FOR_FIRMS)


def _terms(kinds: Sequence[Kind]) -> tuple[Question, ...]:
    return (
        Question("kind", "choice", _("相手との関係"), "", _choices({kind.value: kind_word(kind) for kind in kinds})),
        Question("acts", "choice", _("代わりにできること"), "", _choices({
            "file": _("書いて、出すところまで"), "fill_in": _("書くところまで（出すのは本人）")})),
        Question("results", "choice", _("出したあとのようすや結果を、代理の人も見る"), "", _choices({
            "yes": _("見る"), "no": _("見ない")})),
        Question("procedures", "choices", _("手続をしぼるとき"), _("一つも選ばなければ、すべての手続です。"), _choices(
            {code: title for code, (_id, title) in _procedures().items()}), required=False),
        Question("until", "choice", _("いつまで"), _("どちらからでも、いつでもやめられます。"), _choices({
            "month": _("30日"), "half_year": _("半年"), "year": _("1年"), "three_years": _("3年")})),
    )


def view_fields(asked: Sequence[Question], typed: Mapping[str, Sequence[str]] | None = None, *, name: str = "",
                errors: Mapping[str, FieldErrors] | None = None) -> tuple[FieldView, ...]:
    """Lay the questions out; `name` stands in the first one until something was typed."""
    return tuple(_view(one, typed, name=name, errors=(errors or {}).get(one.key)) for one in asked)


def read_form(form: Mapping[str, Sequence[str]], asked: Sequence[Question], *, today: date) -> Wanted:
    """Read what was asked for; the name is "" where it was not asked. Raises FormRefused."""
    said = read_questions(asked, form, today=today)
    acts = {Act.FILL_IN, Act(said["acts"])} | ({Act.READ_RESULTS} if said["results"] == "yes" else set())
    named = _procedures()
    return Wanted(name=said.get("name", ""), terms=Terms(
        kind=Kind(said["kind"]), acts=frozenset(acts), since=today, until=today + timedelta(days=_DAYS[said["until"]]),
        procedures=frozenset(named[code][0] for code in said["procedures"] or ())))


def read_questions(asked: Sequence[Question], form: Mapping[str, Sequence[str]], *, today: date) -> dict[str, Any]:
    """Read every question. Raises FormRefused."""
    said: dict[str, Any] = {}
    errors: dict[str, FieldErrors] = {}
    for one in asked:
        try:
            said[one.key] = _read(one, _raw(one, form), today)
        except FieldErrors as refused:
            errors[one.key] = refused
    if errors:
        raise FormRefused(view_fields(asked, form, errors=errors))
    return said


def _read(one: Question, raw: Raw, today: date) -> Any:
    kind = field_type(one.type)
    if not one.required and kind.blank(raw):
        return None
    return kind.parse(raw, options=one.options or {}, context=ParseContext(today=today, label=one.label))


def _raw(one: Question, form: Mapping[str, Sequence[str]]) -> Raw:
    return collect_raw(form, field_key=one.key, parts=field_type(one.type).parts(one.options or {}))


def _view(one: Question, typed: Mapping[str, Sequence[str]] | None, *, name: str,
          errors: FieldErrors | None) -> FieldView:
    kind = field_type(one.type)
    raw = _raw(one, typed) if typed is not None else kind.to_raw(name) if one.key == "name" and name else {}
    return build_field_view(key=one.key, field_type=kind, options=one.options or {}, label=one.label, hint=one.hint,
                            raw=raw, errors=errors, required=one.required)


def _choices(words: Mapping[str, str]) -> Mapping[str, Any]:
    return {"choices": list(words), "labels": {code: {"ja": word} for code, word in words.items()}}


def _procedures() -> dict[str, tuple[str, str]]:
    """Name the procedures that somebody may file here for another, by a code that a form may send."""
    return {version.id.replace("-", "_"): (version.id, short_title(version)) for version in list_catalogue()
            if version.is_online and "proxy" in version.by_whom}
