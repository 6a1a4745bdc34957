"""Has conversations through the API, and between any two steps sends what nobody should, anywhere."""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote_from_bytes

from django.core import mail

from tests.fuzz.api.document import Taken, by_id, named_in, taken
from tests.fuzz.api.drawing import Drawing
from tests.fuzz.api.judging import Asked, judge
from tests.fuzz.api.somebody import Somebody, json_of, well_typed
from tests.fuzz.bodies import BOUNDARY, Body
from tests.scene import picture

PEOPLE: Final = 6
_STRANGE: Final = 0.5  # of all requests; the others go on with a conversation
_SELDOM: Final = {"end_current_token": 0.1, "discard_intake": 0.3, "send_code": 0.4, "add_file": 0.4, "sign_in": 0.5, "remove_one": 0.4}
_LANGUAGES: Final = ("ja", "en", "ja_Easy", "ja-Easy;q=0.9, en;q=0.1", "fr", "*", "en;q=x", ",;=", "ja" * 50)
_JUNK: Final = (b"", b"{", b"\xff\xfe", b"[" * 3000, b'{"a": NaN}', b'{"a": 1, "a": 2}', b'"\\ud800"', b"null", b"1e999", b"0" * 5000, "{\"葛\": ".encode(), b"\x00")


@dataclass
class Sent:
    """A request, ready to be sent once more."""

    operation: Taken
    address: str
    headers: dict[str, str]
    body: bytes = b""
    kind: str = ""
    asked: Asked | None = None


@dataclass
class Walk:
    """The walk. `found` says what was wrong, and with which request."""

    seed: int
    requests: int = 0
    found: Counter[str] = field(default_factory=Counter)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.drawing = Drawing(self.rng)
        self.people = [Somebody(number) for number in range(PEOPLE)]
        self.met = PEOPLE
        self.etags: list[str] = ['"x"', "*", "W/\"x\""]

    def run(self, requests: int) -> None:
        """Send so many requests, and a few more to end a step."""
        while self.requests < requests:
            somebody = self.rng.choice(self.people)
            if not somebody.token:
                self._meet(somebody)
            elif self.drawing.chance(_STRANGE):
                self._send_strange(somebody)
            else:
                self._go_on(somebody)

    # --- going on ---------------------------------------------------------------------------------------------------

    def _meet(self, somebody: Somebody) -> None:
        made = json_of(self._ask(somebody, "make_token"))
        somebody.token = made["token"] if made else ""

    def _go_on(self, somebody: Somebody) -> None:
        if not somebody.talk or somebody.tries > 6:
            self._begin(somebody)
            return
        somebody.tries += 1
        step = somebody.talk["next_step"]
        go = {"answer_question": self._answer, "answer_page": self._answer, "choose": self._choose, "say_people": self._say_people,
              "attach": self._attach, "review": self._file, "done": self._follow}[step["kind"]]
        go(somebody, named_in(step["href"]) | {"key": somebody.talk["key"]})

    def _begin(self, somebody: Somebody) -> None:
        somebody.give_up()
        what = {"life_event": "birth"} if self.drawing.chance(0.5) else self.rng.choice((
            {"life_event": self.drawing.known.one("life_event")}, {"procedure": self.drawing.known.one("procedure")}))
        self._take(somebody, self._ask(somebody, "begin", body=what))
        if somebody.talk:
            somebody.keys.append(somebody.talk["key"])

    def _answer(self, somebody: Somebody, where: dict[str, str]) -> None:
        is_guide = "question" in where
        page = json_of(self._ask(somebody, "read_question" if is_guide else "read_page", where))
        if page is None:
            somebody.give_up()
            return
        answers = {one["key"]: self._written(one) for one in page["questions"] if one["is_required"] or self.drawing.chance(0.3)}
        seen = {"seen": page["seen"]} if self.drawing.chance(0.7) else {}
        if is_guide:
            self._take(somebody, self._ask(somebody, "put_question", where, body={"answer": answers[where["question"]], **seen}))
        else:
            self._take(somebody, self._ask(somebody, "put_page", where, body={"answers": answers, **seen}))

    def _written(self, question: dict[str, Any]) -> dict[str, Any]:
        written = well_typed(question, self.rng)
        if self.drawing.chance(0.06) and written:
            written[self.rng.choice(list(written))] = self.drawing.values.text()
        return written

    def _choose(self, somebody: Somebody, where: dict[str, str]) -> None:
        result = json_of(self._ask(somebody, "read_result", where)) or {"offers": []}
        offered = [one["procedure"] for one in result["offers"] if one["can_choose"]]
        if not offered:
            somebody.give_up()
            return
        self._take(somebody, self._ask(somebody, "put_choice", where, body={"procedures": self.rng.sample(offered, min(2, len(offered)))}))

    def _say_people(self, somebody: Somebody, where: dict[str, str]) -> None:
        people = json_of(self._ask(somebody, "read_people", where)) or {"roles": []}
        counts = {one["role"]: min(one["most"], max(one["least"], self.rng.choice((0, 1, 1, 2)))) for one in people["roles"]}
        self._take(somebody, self._ask(somebody, "put_people", where, body={"counts": counts}))

    def _attach(self, somebody: Somebody, where: dict[str, str]) -> None:
        wanted = json_of(self._ask(somebody, "read_attachments", where)) or {"attachments": []}
        named = [one["key"] for one in wanted["attachments"] if not one["is_omitted"]]
        if named and self.drawing.chance(0.7):
            body = Body([("attachment", self.rng.choice(named))], [("file", "通帳.png", picture())])
            made = json_of(self._ask(somebody, "add_file", where, form=body))
            if made and self.drawing.chance(0.3):
                self._ask(somebody, "remove_one_file", where | {"sha256": made["sha256"]}, query=[("attachment", made["attachment"])])
        elif self.drawing.chance(0.5):
            self._ask(somebody, "put_later", where, body={"later": named[:1]})
        self._file(somebody, where)

    def _file(self, somebody: Somebody, where: dict[str, str]) -> None:
        review = json_of(self._ask(somebody, "read_review", where))
        if review and not review["has_assurance"] and review["assurance_needed"] == "account" and not somebody.email:
            self._sign_in(somebody)
            return
        agreed = {"agree_to_electronic_delivery": self.drawing.chance(0.5), "agree_to_memory": self.drawing.chance(0.5)}
        filed = self._ask(somebody, "file_it", where, body={"reviewed": review["reviewed"] if review else "", **agreed})
        if filed.status_code >= 300:
            somebody.give_up()
            return
        self._follow(somebody, where)

    def _follow(self, somebody: Somebody, where: dict[str, str]) -> None:
        filed = json_of(self._ask(somebody, "read_filed", where)) or {"filings": []}
        for one in filed["filings"]:
            self._ask(somebody, "read_filing", {"receipt_number": one["receipt_number"]})
        somebody.give_up()

    def _sign_in(self, somebody: Somebody) -> None:
        self.met += 1
        email = f"somebody{self.met}@example.jp"
        sent = json_of(self._ask(somebody, "send_code", body={"email": email}))
        code = re.search(r"\d{6}", str(mail.outbox[-1].body)) if sent and mail.outbox else None
        if code is None:
            somebody.give_up()
            return
        made = json_of(self._ask(somebody, "sign_in", body={"key": sent["key"], "code": code[0]}))
        if made:
            somebody.token, somebody.email = made["token"], email

    def _take(self, somebody: Somebody, answer: Any) -> None:
        """Keep how a conversation stands, or give it up where it was thrown away or refuses again and again."""
        talk = json_of(answer)
        if talk is not None:
            somebody.talk, somebody.tries = talk, 0
        elif answer.status_code in {403, 404}:
            somebody.give_up()

    # --- strange requests -------------------------------------------------------------------------------------------

    def _send_strange(self, somebody: Somebody) -> None:
        operation = self.rng.choices(taken(), [_SELDOM.get(one.id, 1.0) for one in taken()])[0]
        address, is_fit = self._address(operation, somebody)
        headers, fit_headers = self._headers(operation, somebody)
        body, kind, fits = self._body(operation)
        sent = Sent(operation, address, headers, body, kind, Asked(operation, is_fit=is_fit and fit_headers and fits is True, is_unfit=fits is False))
        answer = self._send(somebody, sent)
        if self.drawing.chance(0.08):
            self._send(self.rng.choice(self.people), sent)
        if operation.id == "sign_in" and answer.status_code == 201:
            somebody.token = json.loads(answer.content)["token"]

    def _address(self, operation: Taken, somebody: Somebody) -> tuple[str, bool]:
        path, query, is_fit = operation.path, [], True
        known = self.drawing.known.together(operation.id) if self.drawing.chance(0.6) else {}
        for one in operation.parameters:
            if one["in"] == "path":
                path = path.replace(f"{{{one['name']}}}", _quoted(known.get(one["name"]) or self._named(one["name"], somebody)))
            elif one["in"] == "query" and (one["required"] or self.drawing.chance(0.4)):
                strange = self.drawing.chance(0.3)
                value = self.drawing.values.text() if strange else self.drawing.fit(one["schema"], one["name"])
                is_fit &= not strange
                query += [(one["name"], str(value))] * (1 if value is not None else 0)
        if self.drawing.chance(0.03):
            query, is_fit = [*query, (self.drawing.values.text(), "1")], False
        return _address(path, query), is_fit

    def _named(self, name: str, somebody: Somebody) -> str:
        if name == "key" and somebody.keys and self.drawing.chance(0.75):
            return self.rng.choice(somebody.keys)
        text = self.drawing.values.text() if self.drawing.chance(0.1) else str(self.drawing.known.one(name))
        return text.replace("/", "") or "x"

    def _headers(self, operation: Taken, somebody: Somebody) -> tuple[dict[str, str], bool]:
        headers = {"accept-language": self.rng.choice(_LANGUAGES)}
        is_fit = True
        token = somebody.token if self.drawing.chance(0.95) else self.rng.choice(("", "mkt_x", self.drawing.values.text(), self.rng.choice(self.people).token))
        if operation.needs_token or self.drawing.chance(0.3):
            headers["authorization"] = _sendable(f"Bearer {token}")
        if self.drawing.chance(0.3):
            headers["if-none-match"] = self.rng.choice(self.etags)
        if self.drawing.chance(0.3):
            strange = self.drawing.chance(0.2)
            headers["idempotency-key"] = _sendable(self.drawing.values.text()) if strange else self.rng.choice("abcdef")
            is_fit = not strange
        return headers, is_fit

    def _body(self, operation: Taken) -> tuple[bytes, str, bool | None]:
        """Draw a body: its bytes, its kind, and whether it fits; None where that cannot be said."""
        if operation.body is None:
            return (b"{}", "application/json", None) if self.drawing.chance(0.1) else (b"", "", True)
        kind, schema = operation.body
        if operation.fits is None:
            name, data = self.drawing.values.file() if self.drawing.chance(0.3) else ("通帳.png", picture())
            fields = [("attachment", str(self.drawing.known.one("attachment")))] * self.rng.choice((0, 1, 1, 1, 2))
            return Body(fields, [("file", name, data)] * self.rng.choice((0, 1, 1))).multipart(), f"multipart/form-data; boundary={BOUNDARY}", None
        if self.drawing.chance(0.07):
            return self.rng.choice(_JUNK), kind if self.drawing.chance(0.7) else self.rng.choice(("", "text/plain", "multipart/form-data", "application/json; charset=x")), None
        value = self.drawing.fit(schema)
        if self.drawing.chance(0.4):
            value = self.drawing.spoilt(value)
        return json.dumps(value, ensure_ascii=self.drawing.chance(0.5)).encode("utf-8", "surrogatepass"), kind, _fits(operation, value)

    # --- sending ----------------------------------------------------------------------------------------------------

    def _ask(self, somebody: Somebody, name: str, where: Mapping[str, str] | None = None, *, body: Any = None, form: Body | None = None,
             query: Sequence[tuple[str, str]] = ()) -> Any:
        operation = by_id()[name]
        path = operation.path
        for part, text in (where or {}).items():
            path = path.replace(f"{{{part}}}", _quoted(text))
        headers = {"authorization": f"Bearer {somebody.token}", "accept-language": self.rng.choice(_LANGUAGES)}
        if self.drawing.chance(0.3):
            headers["idempotency-key"] = f"{self.requests}"
        written = form.multipart() if form else b"" if body is None else json.dumps(body).encode()
        kind = f"multipart/form-data; boundary={BOUNDARY}" if form else "application/json" if body is not None else ""
        is_fit = body is not None and _fits(operation, body) is True
        sent = Sent(operation, _address(path, query), headers, written, kind, Asked(operation, is_fit=is_fit, is_unfit=False))
        answer = self._send(somebody, sent)
        if "idempotency-key" in headers and operation.method == "POST" and self.drawing.chance(0.2):
            self._send(somebody, sent)
        if answer.status_code == 401:  # given back meanwhile
            somebody.token, somebody.email, somebody.keys = "", "", []
            somebody.give_up()
        return answer

    def _send(self, somebody: Somebody, sent: Sent) -> Any:
        before = time.process_time()
        answer = somebody.client.generic(sent.operation.method, sent.address, sent.body, content_type=sent.kind, headers=sent.headers)
        assert sent.asked
        self.requests += 1
        self.answers[sent.operation.id, answer.status_code] += 1
        for wrong in judge(sent.asked, answer, cpu=time.process_time() - before):
            self.found[f"{sent.operation.id}: {wrong}\n    {sent.operation.method} {sent.address[:300]} {sent.headers} {sent.body[:600]!r}"] += 1
        if answer.status_code < 300 and answer.content:
            self.drawing.known.learn(json.loads(answer.content))
        if "ETag" in answer:
            self.etags = [*self.etags[-30:], answer["ETag"]]
        return answer


def _fits(operation: Taken, value: Any) -> bool | None:
    try:
        return operation.fits.is_valid(value) if operation.fits else None
    except (ValueError, UnicodeError, TypeError):
        return None


def _address(path: str, query: Sequence[tuple[str, str]]) -> str:
    return path + ("?" + "&".join(f"{_quoted(name)}={_quoted(text)}" for name, text in query) if query else "")


def _quoted(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


def _sendable(text: str) -> str:
    """What a server makes of the bytes of a header."""
    return re.sub(r"[\x00\r\n]", "", text).encode("utf-8", "surrogatepass").decode("latin-1")[:4000]
