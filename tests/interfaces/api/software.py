"""Somebody else's software: sends JSON with its token, and reads what comes back."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

ROOT = "/api/v1"


@dataclass
class Software:
    """A client of the API. `token` is empty until it has one."""

    token: str = ""
    lang: str = "ja"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a request; `body` is sent as JSON unless it is None."""
        sent = {"accept-language": self.lang, **({"authorization": f"Bearer {self.token}"} if self.token else {}),
                **{name.replace("_", "-"): value for name, value in headers.items()}}
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(method, path if path.startswith("/") else f"{ROOT}/{path}", headers=sent, **data)

    def get(self, path: str, **headers: str) -> Any:
        """Read something that is there."""
        answer = self.ask("GET", path, **headers)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def put(self, path: str, body: Any) -> Any:
        """Save something that can be taken."""
        answer = self.ask("PUT", path, body)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def post(self, path: str, body: Any = None, *, status: int = 201, **headers: str) -> Any:
        """Make something."""
        answer = self.ask("POST", path, body, **headers)
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def refused(self, method: str, path: str, body: Any = None, *, code: str, **headers: str) -> Any:
        """Send something that is refused; gives the problem."""
        answer = self.ask(method, path, body, **headers)
        assert answer["Content-Type"] == "application/problem+json", answer.content.decode()
        problem = answer.json()
        assert (problem["code"], problem["status"]) == (code, answer.status_code), problem
        return problem


def with_token() -> Software:
    """Give software that has just got its token."""
    software = Software()
    software.token = software.post("tokens")["token"]
    return software
