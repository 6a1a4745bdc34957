"""The child process that sets PDFs: reads one JSON request a line, answers a JSON header line and the bytes.

Run as `python -m murakami.adapters.pdf.child`. It keeps one compiler, so that a letter takes milliseconds; whatever
goes wrong in here cannot hurt the server.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import typst

from murakami.adapters.pdf.glyphs import BOLD_FILES, FontTable, font_files, read_tables_apart, runs, unprintable

TEMPLATES = Path(__file__).parent / "templates"


def with_runs(value: Any, tables: tuple[FontTable, ...]) -> Any:
    """Replace every string of a JSON value by its runs of one font each."""
    if isinstance(value, str):
        return runs(value, tables)
    if isinstance(value, Mapping):
        return {key: with_runs(part, tables) for key, part in value.items()}
    if isinstance(value, list):
        return [with_runs(part, tables) for part in value]
    return value


def missing_in(value: Any, tables: tuple[FontTable, ...]) -> str:
    """Collect every character of a JSON value that no font can print."""
    if isinstance(value, str):
        return unprintable(value, tables)
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return "".join(dict.fromkeys("".join(missing_in(part, tables) for part in parts)))


class Setter:
    """One warm compiler per template."""

    def __init__(self, fonts: typst.Fonts) -> None:
        self._tables, self._fonts = read_tables_apart(), fonts
        self._compilers: dict[str, typst.Compiler] = {}

    def set(self, template: str, data: Any) -> tuple[dict[str, Any], bytes]:
        """Set `data` by a template; the header says `size`, or `missing` characters, or an `error`."""
        if missing := missing_in(data, self._tables):
            return {"missing": missing}, b""
        compiler = self._compilers.get(template)
        if compiler is None:
            compiler = self._compilers[template] = typst.Compiler(
                str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), font_paths=self._fonts)
        try:
            written = json.dumps(with_runs(data, self._tables), ensure_ascii=False)
            pdf = compiler.compile(format="pdf", sys_inputs={"data": written}, pdf_standards=["ua-1"])
        except typst.TypstError as error:
            return {"error": str(error)}, b""
        if not isinstance(pdf, bytes):
            return {"error": "typst gave no PDF"}, b""
        return {"size": len(pdf)}, pdf


@contextmanager
def _fonts() -> Iterator[typst.Fonts]:
    """Offer typst just the fonts of letters: looking through every font of the system costs 60 MB."""
    with tempfile.TemporaryDirectory(prefix="murakami-fonts-") as folder:
        for file in (*font_files(), *font_files(names=BOLD_FILES)):
            (Path(folder) / file.name).symlink_to(file)
        yield typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe."""
    with _fonts() as fonts:
        setter = Setter(fonts)
        for line in requests:
            request = json.loads(line)
            header, body = setter.set(request["template"], request["data"])
            answers.write(json.dumps(header).encode() + b"\n" + body)
            answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
