"""What every answer of the API has to be, whatever was asked: what its own document says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from murakami.interfaces.api.problems import SAID, Code
from tests.fuzz.api.document import PROBLEM, Taken
from tests.fuzz.judging import MOST_CPU, why

_OF_SHAPE: Final = {"missing", "wrong_type", "too_long", "too_short", "too_many", "too_few", "too_small", "too_large", "not_a_choice"}
"""Reasons that the document gives; others are of the words of the document, or of the answers so far."""


@dataclass(frozen=True)
class Asked:
    """What was asked, and whether the document lets it be asked so."""

    operation: Taken
    is_fit: bool
    is_unfit: bool


def judge(asked: Asked, answer: Any, *, cpu: float) -> Iterator[str]:
    """Say everything that is wrong with an answer."""
    operation, status = asked.operation, answer.status_code
    if status >= 500:
        yield f"{status} {why(answer)}"
    if cpu > MOST_CPU:
        yield f"took {cpu:.1f} s of work"
    if status not in operation.answers:
        yield f"{status} is not in the document: {answer.content[:200]!r}"
        return
    yield from _kind(operation, answer)
    yield from _headers(operation, answer)
    if asked.is_unfit and status < 400:
        yield f"{status} for what does not fit the document"
    if status >= 400 and answer.get("Content-Type") == PROBLEM:
        yield from _problem(asked, json.loads(answer.content))


def _kind(operation: Taken, answer: Any) -> Iterator[str]:
    kinds = operation.answers[answer.status_code]
    if not kinds:
        if answer.content:
            yield f"{answer.status_code} has a body"
        return
    kind = answer.get("Content-Type", "")
    if kind not in kinds:
        yield f"{answer.status_code} is {kind}"
        return
    judged = kinds[kind]
    for wrong in judged.iter_errors(json.loads(answer.content)) if judged else ():
        yield f"{answer.status_code} is not of its shape: {str(wrong.message)[:200]} at {'/'.join(map(str, wrong.instance_path))}"


def _headers(operation: Taken, answer: Any) -> Iterator[str]:
    status = answer.status_code
    if answer.cookies:
        yield "sets a cookie"
    if status not in {204, 304} and answer.get("Content-Language") not in {"ja", "ja-easy", "en"}:
        yield f"is in {answer.get('Content-Language')}"
    if operation.needs_token and answer.get("Cache-Control") != "no-store":
        yield "may be kept by others"
    if status in {429, 503} and not int(answer.get("Retry-After", 0)) > 0:
        yield "does not say how long to wait"
    if status == 401 and answer.get("WWW-Authenticate") != "Bearer":
        yield "does not say how to show who one is"
    if not answer.get("Location", "/api/v1/").startswith("/api/v1/"):
        yield f"leads away: {answer['Location'][:200]!r}"


def _problem(asked: Asked, problem: dict[str, Any]) -> Iterator[str]:
    code, status = problem.get("code"), problem.get("status")
    if (status, code) not in asked.operation.codes:
        yield f"{code} with {status} is not in the document"
    if code in set(Code) and int(SAID[Code(code)].status) != status:
        yield f"{code} has the status {status}"
    errors = problem.get("errors") or []
    if any(not one["field"] or not one["detail"] for one in errors):
        yield f"{code} leaves out the field or the mend"
    if code == Code.INVALID and not errors:
        yield "does not say which field"
    if code == Code.INVALID and asked.is_fit and any("part" not in one and one["code"] in _OF_SHAPE for one in errors):
        yield f"refuses what fits the document: {errors[:2]}"
