"""`file`: files that were taken in before, named by the hash of their content."""

from __future__ import annotations

from typing import ClassVar, Final

from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import FieldType, ParseContext, Part, Raw, RawValue
from murakami.kernel.fields.errors import VALUE, FieldError
from murakami.kernel.fields.options import OptionProblem, int_option, list_option, option_errors
from murakami.kernel.file_refs import FileRef, is_sha256
from murakami.kernel.json_values import Json, read_list

_MOST: Final = 5


class FileField(FieldType[tuple[FileRef, ...]]):
    """One or more files.

    The inputs carry hashes of files that this person has handed in; `ParseContext.file_of` knows them, so nobody
    reaches a file by guessing. Options: `max` files (5), `accept` (image, pdf).
    """

    name: ClassVar[str] = "file"
    option_names: ClassVar[frozenset[str]] = frozenset({"max", "accept"})

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        return (Part(VALUE, "", "file"),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> tuple[FileRef, ...]:
        sent = raw.get(VALUE, [])
        hashes = list(dict.fromkeys(text for text in ([sent] if isinstance(sent, str) else sent) if text))
        most = int_option(options, "max", _MOST)
        if not hashes:
            raise FieldError("file_missing")
        if len(hashes) > most:
            raise FieldError("files_too_many", max=most)
        files = [context.file_of(sha256) if is_sha256(sha256) else None for sha256 in hashes]
        known = tuple(file for file in files if file is not None)
        if len(known) != len(files):
            raise FieldError("file_unknown")
        return known

    def to_json(self, value: tuple[FileRef, ...]) -> Json:
        return [file.to_json() for file in value]

    def from_json(self, data: Json) -> tuple[FileRef, ...]:
        return tuple(FileRef.from_json(file) for file in read_list(data, where="file"))

    def to_raw(self, value: tuple[FileRef, ...]) -> dict[str, RawValue]:
        return {VALUE: [file.sha256 for file in value]}

    def show(self, value: tuple[FileRef, ...], lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return (", " if lang.startswith("en") else "、").join(file.name for file in value)

    def print_paper(self, value: tuple[FileRef, ...], options: Options = NO_OPTIONS, parts: object = ()) -> str:
        return self.show(value)

    def to_csv(self, value: tuple[FileRef, ...]) -> str:
        return ";".join(file.name for file in value)

    def option_problems(self, options: Options) -> tuple[OptionProblem, ...]:
        return (
            *super().option_problems(options),
            *option_errors(lambda: int_option(options, "max", _MOST), lambda: list_option(options, "accept")),
        )
