"""A birth, filled in by other software: what it sends is what the API asks for."""

import re
from typing import Any

from django.core import mail

from tests.flows.conversation.walk import ANSWERS
from tests.interfaces.api.software import Software

BANK = {"registered": "no", "bank_name": "第四北越銀行", "bank_code": "0140", "branch_name": "村上", "branch_code": "601", "kind": "ordinary",
        "number": "1234567", "holder_kana": "カツラギ ミノリ"}
CHOSEN = ["child-allowance-claim", "child-medical-subsidy"]


def sign_in(software: Software, email: str = "minori@example.jp") -> None:
    """Sign in with a code by e-mail; the software takes the new token."""
    sent = software.post("sign-in/codes", {"email": email}, status=202)
    code = re.search(r"\d{6}", mail.outbox[-1].body)
    assert code
    software.token = software.post("sign-in", {"key": sent["key"], "code": code[0]})["token"]


def written(key: str) -> dict[str, Any]:
    """What is answered to a question, part by part."""
    value = BANK if key == "account.account" else ANSWERS[key]  # a bankbook is wanted
    return value if isinstance(value, dict) else {"value": value}


def walk_to_review(software: Software, *, procedures: list[str] | None = None) -> str:
    """Go from the first question to where only the review is left, as `next_step` says; gives the conversation."""
    talk = software.post("intakes", {"life_event": "birth"})
    return str(walk_until(software, talk, {"attach", "review"}, procedures=procedures)["key"])


def walk_until(software: Software, talk: Any, ends: set[str], *, procedures: list[str] | None = None) -> Any:
    """Do what `next_step` says until its kind, or the last part of its address, is one of `ends`; gives the conversation."""
    for _ in range(60):
        step = talk["next_step"]
        if not ends.isdisjoint((step["kind"], step["href"].rsplit("/", 1)[-1])):
            return talk
        talk = _go_on(software, step, procedures or CHOSEN)
    raise AssertionError("the conversation does not end")


def file(software: Software, key: str, **headers: str) -> Any:
    """File what is reviewed now."""
    reviewed = software.get(f"intakes/{key}/review")["reviewed"]
    return software.post(f"intakes/{key}/filings", {"reviewed": reviewed}, **headers)


def _go_on(software: Software, step: dict[str, str], procedures: list[str]) -> Any:
    match step["kind"]:
        case "answer_question":
            page = software.get(step["href"])
            return software.put(step["href"], {"answer": written(page["questions"][0]["key"]), "seen": page["seen"]})
        case "choose":
            return software.put(step["href"].replace("result", "choice"), {"procedures": procedures})
        case "say_people":
            return software.put(step["href"], {"counts": {"newborn": 1, "sibling": 0}})
    page = software.get(step["href"])
    answers = {one["key"]: written(one["key"]) for one in page["questions"] if one["key"] in ANSWERS}
    return software.put(step["href"], {"answers": answers, "seen": page["seen"]})
