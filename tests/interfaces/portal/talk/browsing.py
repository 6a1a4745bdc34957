"""A browser that walks a birth: what it sends is what a browser sends, hidden fields of the page included."""

import re
from typing import Any

from django.test import Client

from murakami.domain.intake.models import Intake
from tests.flows.conversation.walk import ANSWERS, GUIDE, form_of

_HIDDEN = re.compile(r'<input type="hidden" name="(?P<name>seen|back|reviewed)" value="(?P<value>[^"]*)"')


class Browser:
    """One browser at one conversation. `answers` may be changed on the way."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()
        self.answers: dict[str, Any] = dict(ANSWERS)
        self.key = ""

    def begin(self, event: str = "birth") -> "Browser":
        response = self.client.post(f"/life-events/{event}/begin/")
        self.key = response["Location"].strip("/").rpartition("/")[2]
        return self

    def url(self, rest: str = "") -> str:
        return f"/talks/{self.key}/{rest}"

    def get(self, rest: str = "", **headers: Any) -> Any:
        return self.client.get(self.url(rest), **headers)

    def post(self, rest: str, data: dict[str, Any] | None = None, **headers: Any) -> Any:
        return self.client.post(self.url(rest), data or {}, **headers)

    def intake(self) -> Intake:
        return Intake.objects.get(key=self.key)

    def answer_guide(self) -> "Browser":
        for name in GUIDE:
            assert self.post(f"guide/{name}/", form_of(**{name: self.answers[name]})).status_code == 302
        return self

    def choose(self, *procedures: str) -> "Browser":
        chosen = procedures or ("child-allowance-claim", "national-health-insurance-child", "expectant-mother-benefit",
                                "child-medical-subsidy")
        assert self.post("result/", {"procedure": list(chosen)}).status_code == 302
        return self

    def say_people(self, **counts: int) -> "Browser":
        data = {f"count-{role}": str(number) for role, number in ({"newborn": 1, "sibling": 0} | counts).items()}
        assert self.post("people/", data).status_code == 302
        return self

    def page_form(self, page_key: str, **changes: Any) -> dict[str, Any]:
        """What the page of this moment would send, filled in."""
        html = self.get(f"pages/{page_key}/").content.decode()
        hidden = {match["name"]: match["value"] for match in _HIDDEN.finditer(html)}
        keys = dict.fromkeys(name.rpartition(".")[0] for name in re.findall(r' name="([a-z0-9_.-]+\.[a-z_]+)"', html))
        told = {key: self.answers[key] for key in keys if key in self.answers} | changes
        return {**hidden, **form_of(**told)}

    def fill(self, page_key: str, **changes: Any) -> Any:
        return self.post(f"pages/{page_key}/", self.page_form(page_key, **changes))

    def fill_all(self) -> "Browser":
        for _ in range(30):
            target = self.get().headers["Location"]
            if "/pages/" not in target:
                return self
            response = self.fill(target.split("/pages/")[1].strip("/"))
            assert response.status_code == 302, response.content.decode()
        raise AssertionError("the interview does not end")

    def to_review(self) -> "Browser":
        return self.begin().answer_guide().choose().say_people().fill_all()

    def reviewed(self) -> str:
        html = self.get("review/").content.decode()
        return next(match["value"] for match in _HIDDEN.finditer(html) if match["name"] == "reviewed")

    def file(self, **data: Any) -> Any:
        return self.post("review/", {"reviewed": self.reviewed()} | data)
