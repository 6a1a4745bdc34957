"""Plants a 個人番号 in every field of every form, in names of files, addresses and headers, and looks where it comes out."""

import logging
import random
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urljoin

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.urls import reverse

from murakami.config.logs import JsonLines
from murakami.foundation.database.scanning import strings_in
from tests.cast import Who
from tests.corpus import images
from tests.fuzz.bodies import BOUNDARY, Body
from tests.fuzz.values import WAYS, Values
from tests.interfaces.routes import Route
from tests.interfaces.walk.answers import undone
from tests.interfaces.walk.filling import sent
from tests.interfaces.walk.preparing import prepare
from tests.interfaces.walk.things import address, insider
from tests.page_forms import PageForm, read_forms
from tests.scene import Scene

_KANJI: Final = str.maketrans("〇一二三四五六七八九", "0123456789")
_BETWEEN: Final = dict.fromkeys(map(ord, " \u3000-－ー・\n\r\t"))
_HEADERS: Final = ("HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_ACCEPT_LANGUAGE", "HTTP_X_REQUEST_ID", "HTTP_X_FORWARDED_FOR")


@dataclass
class Watch:
    """Everything that was written anywhere while something was done: rows, log lines, sessions, mail, files."""

    written: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def places_of(self, number: str) -> list[str]:
        """Say where a number has come out."""
        kept = {"a row": self.written, "a log": self.lines, "a session": list(_in_sessions()),
                "a mail": [f"{letter.subject} {letter.body}" for letter in getattr(mail, "outbox", [])]}
        return [place for place, texts in kept.items() if any(number in squeezed(text) for text in texts)]

    def note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Take down what a statement writes."""
        if sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "REPLAC"}:
            self.written += [text for row in (params if many else [params]) for value in row or () for text in strings_in(value)]
        return execute(sql, params, many, context)


class _Ear(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))


@contextmanager
def watched() -> Iterator[Watch]:
    """Watch what is written inside."""
    watch = Watch()
    ear, loggers = _Ear(watch.lines), [logging.getLogger(name) for name in ("", "murakami", "django", "django.request", "murakami.requests")]
    for logger in loggers:
        logger.addHandler(ear)
    try:
        with connection.execute_wrapper(watch.note):
            yield watch
    finally:
        for logger in loggers:
            logger.removeHandler(ear)


def squeezed(text: str) -> str:
    """The digits of a text in one width, without what people put between them."""
    return unicodedata.normalize("NFKC", text).translate(_KANJI).translate(_BETWEEN)


def _in_sessions() -> Iterator[str]:
    for row in Session.objects.all():
        yield from strings_in(row.get_decoded())


@dataclass
class Planter:
    """Plants on the pages of a scene; `found` says where a number came out again, `sendings` how often one was sent."""

    scene: Scene
    rng: random.Random
    found: list[str] = field(default_factory=list)
    sendings: int = 0

    def plant(self, route: Route) -> None:
        """Plant in every field of every form of a page, one after the other."""
        who = insider(route, self.scene)
        with undone():
            prepare(route.name, self.scene)
            where = address(route, self.scene) + (f"?item={self.scene.item}" if route.name == "office:correction" else "")
            page = self.scene.browser(who).get(where, follow=True)
            where = page.redirect_chain[-1][0] if page.redirect_chain else where
            is_page = page.status_code == 200 and not page.streaming and page["Content-Type"].startswith("text/html")
            for form in read_forms(page.content) if is_page else []:
                if form.action != reverse("components:display"):
                    self._plant_in(route, who, urljoin(where, form.action or where), form)

    def _plant_in(self, route: Route, who: Who, where: str, form: PageForm) -> None:
        right = {**form.filled(csrfmiddlewaretoken=None), **(sent(route, self.scene) if where.partition("?")[0] == address(route, self.scene) else {})}
        for name in dict.fromkeys((*form.texts, *form.values, *form.choices, *form.files, "unknown")):
            if name == "csrfmiddlewaretoken":
                continue
            number = Values(self.rng).digits()
            way = self.rng.choice(WAYS)(number)
            fields = [(key, text) for key, value in right.items() if key != name for text in _texts(value)]
            files = [(name, f"{way}.jpg", images.card(number))] if name in form.files else []
            self._send(who, form.method, where, Body(fields if files else [*fields, (name, way)], files), number, name)

    def _send(self, who: Who, method: str, where: str, body: Body, number: str, name: str) -> None:
        """Send one form with one number, which stands in all headers and in the address too."""
        browser, path, query = self.scene.browser(who), where.partition("?")[0], quote(number)
        headers = dict.fromkeys(_HEADERS, number)
        before = set(Path(settings.FILES_DIR).rglob("*"))
        with undone(), watched() as watch:
            if method == "get":
                answer = browser.generic("GET", path, QUERY_STRING=body.urlencoded().decode(), **headers)
            else:
                answer = browser.generic("POST", f"{path}?from={query}", body.multipart(), content_type=f"multipart/form-data; boundary={BOUNDARY}", **headers)
            self.sendings += 1
            places = watch.places_of(number)
            if answer.status_code >= 400 and answer.status_code != 422 and number in squeezed(answer.content.decode()):
                places.append(f"the error page {answer.status_code}")
            places += [f"the file {new.name[:8]}" for new in set(Path(settings.FILES_DIR).rglob("*")) - before if new.is_file() and number.encode() in new.read_bytes()]
        self.found += [f"{who} {method} {path} {name} ({answer.status_code}): in {place}" for place in places]


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
