"""Eight residents who press the button, and press it again whenever no answer comes."""

import http.client
import re
import secrets
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

_NUMBER = re.compile(r"\b[A-Z]{2}-\d{4}-\d{5,}-\d\b")
_CSRF_LENGTH = 32


@dataclass
class Acknowledged:
    """What residents have been told: the receipt numbers shown for each conversation, and how often nothing came."""

    numbers: dict[str, frozenset[str]] = field(default_factory=dict)
    unanswered: int = 0


class Resident(threading.Thread):
    """Files its conversations one after the other against `127.0.0.1:port`, until each shows its receipt."""

    def __init__(self, talks: Iterable[Mapping[str, str]], *, port: int, cookies: Mapping[str, str],
                 told: Acknowledged, is_up: threading.Event) -> None:
        super().__init__(daemon=True)
        self._talks, self._port, self._told, self._is_up = list(talks), port, told, is_up
        self._session_cookie, self._csrf_cookie = cookies["cookie"], cookies["csrf"]
        self.failure: str = ""

    def run(self) -> None:
        try:
            for talk in self._talks:
                self._file(talk)
        except AssertionError as failure:
            self.failure = str(failure)

    def _file(self, talk: Mapping[str, str]) -> None:
        while True:
            self._is_up.wait()
            try:
                numbers = self._press(talk)
            except (OSError, http.client.HTTPException):
                self._told.unanswered += 1
                continue
            self._told.numbers[talk["key"]] = numbers
            return

    def _press(self, talk: Mapping[str, str]) -> frozenset[str]:
        token = secrets.token_urlsafe(_CSRF_LENGTH)[:_CSRF_LENGTH].replace("-", "a").replace("_", "b")
        cookies = f"{self._session_cookie}={talk['session']}; {self._csrf_cookie}={token}"
        body = urlencode({"csrfmiddlewaretoken": token, "reviewed": talk["reviewed"]})
        path = f"/talks/{talk['key']}/review/"
        status, where, page = self._ask("POST", path, cookies, body)
        assert status == 302, f"{path} answered {status}: {page[:500]}"
        assert where.endswith("/receipt/"), f"{path} led to {where}"
        status, _, page = self._ask("GET", where, cookies, "")
        assert status == 200, f"{where} answered {status}"
        return frozenset(_NUMBER.findall(page))

    def _ask(self, method: str, path: str, cookies: str, body: str) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, path, body=body or None, headers={
                "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "ja"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
