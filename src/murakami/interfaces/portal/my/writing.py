"""One free text of a page (a message, a reason): laid out, collected and read by the kernel's rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from murakami.interfaces.components.field_view import FieldView, build_field_view
from murakami.kernel.fields.base import ParseContext, Raw, collect_raw
from murakami.kernel.fields.errors import FieldError, FieldErrors
from murakami.kernel.fields.registry import field_type

_LONG_TEXT: Final = field_type("long_text")


@dataclass(frozen=True, slots=True)
class FreeText:
    """A text of several lines. `most` counts characters, however they are written."""

    key: str
    label: str
    hint: str
    most: int
    required: bool

    def collect(self, form: Mapping[str, Sequence[str]] | None) -> Raw:
        """Take what was typed out of a whole form; nothing without a form."""
        return collect_raw(form or {}, field_key=self.key, parts=_LONG_TEXT.parts(self._options))

    def read(self, raw: Raw) -> str:
        """Read the text; "" where it may be left blank. Raises FieldErrors."""
        if _LONG_TEXT.blank(raw):
            if self.required:
                raise FieldError("required", label=self.label)
            return ""
        context = ParseContext(today=timezone.localdate(), label=self.label)
        text = str(_LONG_TEXT.parse(raw, options=self._options, context=context))
        if len(text) > self.most:  # the kernel counts what people see as one character, a table counts code points
            raise FieldError("too_long", label=self.label, max=self.most)
        return text

    def view(self, raw: Raw, errors: FieldErrors | None = None) -> FieldView:
        """Lay the text out for the page; beside other things it is never marked as required."""
        return build_field_view(key=self.key, field_type=_LONG_TEXT, options=self._options, label=self.label, raw=raw,
                                errors=errors, required=False, hint=self.hint)

    @property
    def _options(self) -> Mapping[str, object]:
        return {"max": str(self.most)}
