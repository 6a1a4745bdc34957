"""The guide of the API is no fiction: its requests, sent as they are printed, end with a receipt number."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from tests.interfaces.api.birth import walk_until
from tests.interfaces.api.software import Software

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "api.md"
BEFORE = {"/choice": {"choose"}, "/pages/adult:me": {"adult:me"}, "sign-in/codes": {"attach", "review"}}
"""What the conversation has come to, by doing what `next_step` says, before a printed request is sent."""


def printed() -> Iterator[tuple[str, str, str, bool]]:
    """Take method, path, body and whether it carries a key of its own, line by line."""
    block = re.search(r"^```sh\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert block
    for line in block[1].splitlines():
        if line.startswith("say "):
            _, method, path, *rest = shlex.split(line, comments=True)
            body = rest[0] if rest and rest[0] != "-H" else ""
            yield method, path, body, any(word.startswith("Idempotency-Key: ") for word in rest)


def test_requests__as_printed_lead_from_the_first_question_to_the_receipt_number(software: Software) -> None:
    known: dict[str, str] = {}
    answers = [send(software, known, *request) for request in printed()]
    assert len(answers) == 10
    assert answers[-1]["receipt_number"] == known["RECEIPT"]
    assert answers[-1]["state"] == "filed"


def send(software: Software, known: dict[str, str], method: str, path: str, body: str, has_key: bool) -> Any:
    """Come to where a request belongs, send it, and keep what the next ones name."""
    for ending, ends in BEFORE.items():
        if path.endswith(ending):
            walk_until(software, software.get(f"intakes/{known['KEY']}"), ends)
    if path == "sign-in":
        code = re.search(r"\d{6}", mail.outbox[-1].body)
        assert code
        body = body.replace("123456", code[0])
    content = json.loads(filled(body, known)) if body else None
    answer = software.ask(method, filled(path, known), content, **({"idempotency_key": "0123456789abcdef"} if has_key else {}))
    assert answer.status_code in {200, 201, 202}, f"{method} {path}: {answer.content.decode()}"
    keep(software, known, path, answer.json())
    return answer.json()


def filled(text: str, known: dict[str, str]) -> str:
    """Write the values of the shell's variables; one that nothing has given is an error."""
    return re.sub(r"\$([A-Z_]+)", lambda found: known[found[1]], text)


def keep(software: Software, known: dict[str, str], path: str, answer: Any) -> None:
    """Keep what the guide calls by a variable."""
    match path.rsplit("/", 1)[-1]:
        case "intakes":
            known["KEY"] = answer["key"]
        case "codes":
            known["CODE_KEY"] = answer["key"]
        case "sign-in":
            software.token = answer["token"]
        case "review":
            known["REVIEWED"] = answer["reviewed"]
        case "filings":
            known["RECEIPT"] = answer["filings"][0]["receipt_number"]
