"""Errors that name field and mend: a stable code with its numbers, said in words by `messages`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Self

from murakami.kernel.fields.messages import Param, mend_of, message_of

VALUE: Final = "value"
"""The part name of types with a single input."""


class FieldErrors(Exception):
    """What was typed cannot be taken; `errors` says why, part by part."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self._errors = tuple(errors)

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """One error for each thing to mend, in the order of the parts."""
        return self._errors

    def labelled(self, label: str) -> FieldErrors:
        """Say the same about the field with this label."""
        return FieldErrors([error.labelled(label) for error in self.errors])


class FieldError(FieldErrors):
    """One part cannot be taken. The code is stable; `messages.error_text` says it in words."""

    def __init__(self, code: str, *, part: str = VALUE, label: str = "", **params: Param) -> None:
        super().__init__(())
        self.code = code
        self.part = part
        self.label = label
        self.params: Mapping[str, Param] = params

    def __str__(self) -> str:
        return f"{self.part}: {self.code}{dict(self.params) or ''}"

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """Itself: an error alone is a collection of one."""
        return (self,)

    @property
    def message(self) -> str:
        """What is wrong, in Japanese, without the label."""
        return message_of(self.code, self.params, "ja")

    @property
    def mend(self) -> str:
        """What to do about it, in Japanese."""
        return mend_of(self.code, self.params, "ja")

    def labelled(self, label: str) -> FieldError:
        """Say the same about the field with this label."""
        return FieldError(self.code, part=self.part, label=label, **self.params)

    def at(self, part: str) -> Self:
        """Say the same about another part."""
        return type(self)(self.code, part=part, label=self.label, **self.params)
