"""What every answer has to be, whatever was asked."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from tests.fuzz.values import TAGS
from tests.page_forms import read_forms

MOST_CPU: Final = 3.0  # seconds of this process, for any one answer
MOST_WALL: Final = 45.0  # seconds, with the process that writes files anew, on a machine that does other things
LEAST_KEPT: Final = 50  # characters, of what is longer than anybody means to write
_UNSHOWN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s\ufffd]+")


@dataclass(frozen=True)
class Judged:
    """An answer, what it cost, and what had been typed to get it."""

    answer: Any
    cpu: float
    wall: float
    where: str
    typed: dict[str, list[str]]

    @property
    def body(self) -> bytes:
        """The page; nothing for a download."""
        is_page = not self.answer.streaming and self.answer.headers.get("Content-Type", "").startswith("text/html")
        return bytes(self.answer.content) if is_page else b""


def judge(one: Judged) -> Iterator[str]:
    """Say everything that is wrong with an answer."""
    if one.answer.status_code >= 500:
        yield f"{one.answer.status_code} {why(one.answer)}"
    if one.answer.status_code == 405:
        yield "a form or link of ours is answered by no such method"
    if one.cpu > MOST_CPU or one.wall > MOST_WALL:
        yield f"took {one.cpu:.1f} s of work, {one.wall:.1f} s in all"
    if any(tag in one.body for tag in TAGS):
        yield "lets a tag through"
    if not _stays_home(one.answer.headers.get("Location", ""), one.where):
        yield f"leads away: {one.answer.headers['Location'][:200]!r}"
    if one.answer.status_code == 422 and one.typed:
        yield from _lost(one)


def why(answer: Any) -> str:
    """Say what was raised and where; empty where nothing was."""
    info = getattr(answer, "exc_info", None)
    if not info:
        return ""
    frame = info[2]
    while frame.tb_next:
        frame = frame.tb_next
    return f"{info[0].__name__}: {str(info[1])[:300]} at {frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}"


def _stays_home(where: str, page: str) -> bool:
    whole = urlsplit(urljoin(f"http://testserver{urlsplit(page).path}", where.replace("\\", "/")))
    return whole.netloc == "testserver" and not re.search(r"[\x00-\x1f]", where)


def _lost(one: Judged) -> Iterator[str]:
    shown = [form.values for form in read_forms(one.body)]
    for name, texts in one.typed.items():
        again = [" ".join(values[name]) for values in shown if name in values]
        if again and not any(_is_shown(text, value) for text in texts for value in again):
            yield f"{name} was lost: {texts[0][:60]!r} became {again[0][:60]!r}"
        if not again:
            yield f"the field {name} is gone"


def _is_shown(text: str, value: str) -> bool:
    """Say whether a text stands in a field again, or as much of it as a field takes."""
    typed, there = _bare(text), _bare(value)
    return typed in there or (len(there) >= LEAST_KEPT and typed.startswith(there))


def _bare(text: str) -> str:
    return _UNSHOWN.sub("", unicodedata.normalize("NFKC", text)).casefold()
