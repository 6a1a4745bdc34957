"""The form of a comment: read by the kernel's field types, shown again with what is wrong, never lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from murakami.interfaces.components.field_view import FieldView, build_field_view
from murakami.interfaces.open.frame import lang
from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields import FieldErrors, Raw, collect_raw, field_type
from murakami.kernel.fields.base import ParseContext

WHOLE: Final = "whole"
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the form."""

    key: str
    type: str
    label: str
    hint: str = ""
    required: bool = False
    options: Options = field(default_factory=lambda: NO_OPTIONS)


@dataclass(frozen=True, slots=True)
class Typed:
    """A question with what was typed; the value is "" while it is blank or wrong."""

    asked: Asked
    raw: Raw
    value: str = ""
    errors: FieldErrors | None = None

    @property
    def view(self) -> FieldView:
        """The field as the page draws it."""
        return build_field_view(
            key=self.asked.key, field_type=field_type(self.asked.type), label=self.asked.label, raw=self.raw,
            options=self.asked.options, required=self.asked.required, hint=self.asked.hint, errors=self.errors)


def questions(document: Mapping[str, Any]) -> Iterator[Asked]:
    """Ask what the comment is about, what it says, and voluntarily who says it."""
    whole = {lang(): _("案の全体"), "ja": "案の全体"}
    labels = {WHOLE: whole} | {one["code"]: {"ja": f"{one['code']}　{one['title']}"} for one in document["initiatives"]}
    yield Asked("about", "choice", _("何についての意見ですか"), required=True,
                options={"choices": list(labels), "labels": labels, "as": "select"})
    yield Asked("body", "long_text", _("意見"), _("2000文字まで。名前や住所など、人がわかることは書かないでください。"), True, {"max": LONGEST})
    yield Asked("name", "text", _("名前"), _("書かなくてもかまいません。公表しません。"))
    yield Asked("contact", "text", _("連絡先"), _("書かなくてもかまいません。公表しません。"))


def blank_form(document: Mapping[str, Any], *, about: str = "") -> tuple[Typed, ...]:
    """Lay the form out, about an initiative where one is named."""
    codes = {one["code"] for one in document["initiatives"]}
    start = about if about in codes else WHOLE
    return tuple(Typed(asked, field_type("choice").to_raw(start) if asked.key == "about" else {}) for asked in questions(document))


def read_form(document: Mapping[str, Any], data: Mapping[str, Sequence[str]], *, today: date) -> tuple[Typed, ...]:
    """Read a form that was sent."""
    return tuple(_read(asked, data, today) for asked in questions(document))


def _read(asked: Asked, data: Mapping[str, Sequence[str]], today: date) -> Typed:
    kind = field_type(asked.type)
    raw = collect_raw({key: list(values) for key, values in data.items()}, field_key=asked.key, parts=kind.parts(asked.options))
    if not asked.required and kind.blank(raw):
        return Typed(asked, raw)
    try:
        return Typed(asked, raw, value=kind.parse(raw, options=asked.options, context=ParseContext(today, asked.label)))
    except FieldErrors as errors:
        return Typed(asked, raw, errors=errors)
