"""Walks from page to page as somebody of the cast, and sends every form back as nobody should."""

import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.cast import Who
from tests.fuzz.bodies import BOUNDARY, Body
from tests.fuzz.judging import Judged, judge
from tests.fuzz.values import ECHO, Values
from tests.interfaces.routes import Route
from tests.interfaces.walk.answers import undone
from tests.interfaces.walk.mounted import PAGES
from tests.interfaces.walk.preparing import prepare
from tests.interfaces.walk.things import address
from tests.page_forms import PageForm, read_forms
from tests.scene import Scene

MOST_FORMS: Final = 6  # of one page in one walk; the rest comes in another
SENDINGS: Final = 4  # of one form in one walk
EXHIBITS: Final = "/-/components"  # shows what forms look like; nothing stands behind them
ON_EVERY_PAGE: Final = ("/sign-in/out/", "/office/sign-in/out/", "/-/display", "/search/")
# the scene has no key, and nobody comes back from the card provider: the table says so
# what exists only for machines, or after something that the walk does not do
LEADS_NOWHERE: Final = {"open:evidence-checkpoint", "open:evidence-key", "open:evidence-growth", "metrics", "portal:sign-in-card-back",
                        "portal:sign-in-business-back", "portal:signed",
                        "portal:receipt-proof-file"}
UNSENT: Final = {"csrfmiddlewaretoken"}  # checked by test_routes.py for every form; here it would hide what lies behind


@dataclass
class Walk:
    """What a run has done so far; `found` says what went wrong, with the seed of the step that shows it."""

    scene: Scene
    requests: int = 0
    found: list[str] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)

    def run(self, *, seed: int, requests: int) -> None:
        """Take steps until so many requests have gone."""
        step = 0
        while self.requests < requests:
            self.step(f"{seed}:{step}")
            step += 1

    def step(self, seed: str) -> None:
        """Open one page as somebody who may, send its forms, and take back what came of it."""
        rng = random.Random(seed)
        route = rng.choice(PAGES)
        who = rng.choice(_let_in(route, self.scene))
        with undone():
            prepare(route.name, self.scene)
            _Step(self, seed, route, who, rng).go()

    def note(self, seed: str, said: str) -> None:
        """Keep what went wrong."""
        self.found.append(f"[{seed}] {said}")


def _let_in(route: Route, scene: Scene) -> list[Who]:
    return [who for who in (Who.STRANGER, *scene.sessions) if route.answers[who] == "yes"] or [Who.STRANGER]


class _Step:
    def __init__(self, walk: Walk, seed: str, route: Route, who: Who, rng: random.Random) -> None:
        self.walk, self.seed, self.route, self.who, self.rng = walk, seed, route, who, rng
        self.values, self.browser = Values(rng), walk.scene.browser(who)

    def go(self) -> None:
        where = address(self.route, self.walk.scene)
        if self.route.name == "office:correction":
            where += f"?item={self.walk.scene.item}"
        self._visit(where, deeper=2)

    def _visit(self, where: str, *, deeper: int, why: str = "") -> None:
        """Open a page, perhaps one that it links to, and send its forms."""
        page, where = self._open(where, why)
        links = _links_of(page)
        if links and deeper and self.rng.random() < 0.2:
            self._visit(urljoin(where, self.rng.choice(links)), deeper=deeper - 1, why=where)
            return
        cookies = self.browser.cookies.output(header="", sep=";")
        forms = [] if where.startswith(EXHIBITS) else [
            form for form in _forms_of(page) if not form.action.startswith(ON_EVERY_PAGE) or self.rng.random() < 0.02]
        for form in self.rng.sample(forms, min(len(forms), MOST_FORMS)):
            self.walk.forms.add(f"{form.method} {_shape(urljoin(where, form.action or where))} {sorted({*form.values, *form.files})}")
            for _ in range(SENDINGS):
                with undone():
                    self.browser = _with_cookies(cookies)
                    self._send(urljoin(where, form.action or where), form, deeper=deeper)

    def _open(self, where: str, why: str) -> tuple[HttpResponse, str]:
        page = self._follow(where, why=why or "the table")
        while page.status_code in {301, 302, 303}:
            where, why = urljoin(where, page["Location"]), where
            page = self._follow(where, why=why)
        return page, where

    def _send(self, where: str, form: PageForm, *, deeper: int) -> None:
        body = self._spoiled(form)
        typed = _typed(form, body)
        answer = self._ask(form.method, where, body, typed=typed)
        if answer.status_code not in {301, 302, 303}:
            return
        if deeper and self.rng.random() < 0.1:
            self._visit(urljoin(where, answer["Location"]), deeper=0, why=f"{form.method} {where}")
        else:
            self._follow(urljoin(where, answer["Location"]), why=f"{form.method} {where}")

    def _follow(self, where: str, *, why: str) -> HttpResponse:
        """Go where an answer or a link leads; nothing of ours leads nowhere."""
        page = self._ask("get", where, Body([]), typed={})
        if page.status_code in {400, 404, 405} and self.route.name not in LEADS_NOWHERE:
            self.walk.note(self.seed, f"{self.who} was led to {page.status_code} {where} ({self.route.name}) by {why}")
        return page

    def _spoiled(self, form: PageForm) -> Body:
        """Fill a form in as it stands, and spoil some of it."""
        share = self.rng.choice((0.1, 0.3, 1.0))
        fields = [pair for name, values in form.values.items() if name not in UNSENT for pair in self._pairs(form, name, values, share)]
        if form.buttons and self.rng.random() < 0.7:
            fields.append(self.rng.choice(form.buttons))
        files = [(name, *self.values.file()) for name in form.files if self.rng.random() < 0.8]
        if self.rng.random() < 0.1:
            fields.append((self.values.text()[:200], self.values.text()))
        return Body(fields, files)

    def _pairs(self, form: PageForm, name: str, values: list[str], share: float) -> Iterator[tuple[str, str]]:
        chance = self.rng.random()
        if chance < 0.04:
            return
        if name in form.choices and chance > share:
            yield from ((name, value) for value in (values or [self.rng.choice(form.choices[name])]))
        elif name in form.choices and chance < share / 2:
            yield name, self.rng.choice(form.choices[name])
        elif chance > share:
            yield from ((name, value) for value in values)
        else:
            yield name, self.values.text()
        if self.rng.random() < 0.03:
            yield name, self.values.text()

    def _ask(self, method: str, where: str, body: Body, *, typed: dict[str, list[str]]) -> HttpResponse:
        self.walk.requests += 1
        started, began = time.process_time(), time.monotonic()
        answer = _sent(self.browser, method, where, body, as_multipart=bool(body.files) or self.rng.random() < 0.3)
        self.walk.answers[answer.status_code] += 1
        judged = Judged(answer, cpu=time.process_time() - started, wall=time.monotonic() - began, where=where, typed=typed)
        for said in judge(judged):
            self.walk.note(self.seed, f"{self.who} {method} {where.partition('?')[0]} ({self.route.name}): {said}; sent {_short(body)}")
        return answer


def _with_cookies(cookies: str) -> Client:
    """Open the browser again as it was before a form was sent."""
    browser = Client(raise_request_exception=False)
    browser.cookies.load(cookies)
    return browser


def _typed(form: PageForm, body: Body) -> dict[str, list[str]]:
    """What has to be there again if the form is refused: texts, where nothing was done that no browser does."""
    hidden = {name: values for name, values in form.values.items() if name not in form.texts and name not in form.choices and name not in UNSENT}
    if any([text for sent, text in body.fields if sent == name] != values for name, values in hidden.items()):
        return {}
    texts = [name for name, kind in form.texts.items() if kind != "password" and name not in form.once]
    return {name: sent for name in texts if (sent := [text for one, text in body.fields if one == name])}


def _sent(browser: Client, method: str, where: str, body: Body, *, as_multipart: bool) -> Any:
    if method == "get":
        query = body.urlencoded().decode()
        return browser.generic("GET", where.partition("?")[0] if query else where, QUERY_STRING=query) if query else browser.get(where)
    if as_multipart:
        return browser.generic("POST", where, body.multipart(), content_type=f"multipart/form-data; boundary={BOUNDARY}")
    return browser.generic("POST", where, body.urlencoded(), content_type="application/x-www-form-urlencoded")


def _forms_of(page: HttpResponse) -> list[PageForm]:
    return read_forms(page.content) if _is_page(page) else []


def _is_page(page: HttpResponse) -> bool:
    return page.status_code == 200 and not page.streaming and page.headers.get("Content-Type", "").startswith("text/html")


def _links_of(page: HttpResponse) -> list[str]:
    """Every link of a page that stays here."""
    return [unescape(link) for link in re.findall(r'<a [^>]*?href="(/[^"#]*|\?[^"#]*)"', page.content.decode())] if _is_page(page) else []


def _shape(where: str) -> str:
    """The address without whose it is."""
    try:
        return str(resolve(urlsplit(where).path).view_name)
    except Resolver404:
        return where


def _short(body: Body) -> str:
    told = [(name, text if len(text) < 60 else f"{text[:40]}… ({len(text)})") for name, text in body.fields]
    return repr(told + [(name, file[:60], len(data)) for name, file, data in body.files]).replace(ECHO, "ECHO")
