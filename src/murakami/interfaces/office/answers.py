"""What staff type into a form: read by the kernel's field types, shown again with what is wrong, never lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.http import HttpRequest

from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import FieldView, build_field_view
from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields import FieldErrors, Raw, collect_raw, field_type
from murakami.kernel.fields.base import ParseContext


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form; `start` fills it when the form is first shown, `called` names it in errors."""

    key: str
    type: str
    label: str
    options: Options = field(default_factory=lambda: NO_OPTIONS)
    required: bool = True
    hint: str = ""
    start: Any = None
    called: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with what was typed; `value` is None while it is blank or wrong."""

    question: Question
    raw: Raw
    value: Any = None
    errors: FieldErrors | None = None

    @property
    def view(self) -> FieldView:
        """The field as the page draws it."""
        asked = self.question
        return build_field_view(key=asked.key, field_type=field_type(asked.type), label=asked.label, raw=self.raw,
                                options=asked.options, required=asked.required, hint=asked.hint, errors=self.errors)


@dataclass(frozen=True, slots=True)
class Answers:
    """A whole form."""

    by_key: Mapping[str, Answer]

    @property
    def is_right(self) -> bool:
        """Nothing has to be mended."""
        return all(answer.errors is None for answer in self.by_key.values())

    @property
    def fields(self) -> tuple[FieldView, ...]:
        """The fields in their order."""
        return tuple(answer.view for answer in self.by_key.values())

    def __getitem__(self, key: str) -> Any:
        return self.by_key[key].value

    def text(self, key: str) -> str:
        """The text that was typed, "" where it was left blank."""
        return self.by_key[key].value or ""


def blank_answers(questions: Iterable[Question]) -> Answers:
    """Lay a form out for the first time."""
    return Answers({asked.key: Answer(asked, raw={} if asked.start is None else field_type(asked.type).to_raw(asked.start))
                    for asked in questions})


def read_answers(questions: Iterable[Question], request: HttpRequest, *, today: date) -> Answers:
    """Read a form that was sent."""
    data = {name: request.POST.getlist(name) for name in request.POST}
    return Answers({asked.key: _read(asked, data, today) for asked in questions})


def choice_options(words: Mapping[Any, Any], *, select: bool = False) -> dict[str, object]:
    """Offer codes with their Japanese words."""
    options: dict[str, object] = {"choices": [str(code) for code in words],
                                  "labels": {str(code): {"ja": str(word)} for code, word in words.items()}}
    return {**options, "as": "select"} if select else options


def form_key(request: HttpRequest, receipt: str) -> str:
    """Name what a form makes after the case, the person and the form: sent twice it is made once, and nobody else's."""
    typed = f"{receipt} {actor_of(request).account_id} {request.POST.get('nonce', '')}"
    return sha256(typed.encode()).hexdigest()[:32]


def _read(asked: Question, data: Mapping[str, list[str]], today: date) -> Answer:
    kind, context = field_type(asked.type), ParseContext(today, asked.called or asked.label)
    raw = collect_raw(data, field_key=asked.key, parts=kind.parts(asked.options))
    if not asked.required and kind.blank(raw):
        return Answer(asked, raw)
    try:
        return Answer(asked, raw, value=kind.parse(raw, options=asked.options, context=context))
    except FieldErrors as errors:
        return Answer(asked, raw, errors=errors)
