"""Somebody's software that really has conversations: it does what `next_step` says, mostly well."""

import json
import random
from dataclasses import dataclass, field
from typing import Any, Final

from django.test import Client

from tests.flows.conversation.walk import ANSWERS

_TYPED: Final = {
    "family": "葛城", "given": "みのり", "family_kana": "カツラギ", "given_kana": "ミノリ", "year": "2001", "month": "5", "day": "2",
    "postal_code": "9593907", "prefecture": "新潟県", "city": "村上市", "town": "府屋", "block": "232-1", "registered": "yes", "bank_name": "第四北越銀行",
    "bank_code": "0140", "branch_name": "村上", "branch_code": "601", "number": "1234567", "holder_kana": "カツラギ ミノリ"}
_BY_INPUT: Final = {"tel": "090-1234-5678", "email": "minori@example.jp", "numeric": "1", "text": "むらかみ", "textarea": "二行の\n文です。"}


@dataclass
class Somebody:
    """A client with its token, from an address of its own."""

    number: int
    token: str = ""
    email: str = ""  # whose account it is; empty before signing in
    talk: dict[str, Any] = field(default_factory=dict)  # the conversation as it stood last
    keys: list[str] = field(default_factory=list)
    tries: int = 0

    def __post_init__(self) -> None:
        self.client = Client(raise_request_exception=False, REMOTE_ADDR=f"10.{self.number // 250 % 250}.{self.number % 250}.7")

    def give_up(self) -> None:
        """Begin something else next."""
        self.talk, self.tries = {}, 0


def well_typed(question: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Answer a question as somebody would."""
    known = ANSWERS.get(question["key"])
    if known is not None and question["type"] != "bank_account":
        return dict(known) if isinstance(known, dict) else {"value": known}
    return {part["name"]: _part(part, rng) for part in question["parts"] if part["is_required"] or rng.random() < 0.7}


def json_of(answer: Any) -> Any:
    """Read what was answered well; None for anything else."""
    return json.loads(answer.content) if answer.status_code < 300 and answer.content else None


def _part(part: dict[str, Any], rng: random.Random) -> Any:
    codes = [one["code"] for one in part["choices"]]
    if part["input"] == "checkbox":
        return [rng.choice(codes)] if codes else ["on"]
    if codes:
        return rng.choice(codes)
    return _TYPED.get(part["name"]) or _BY_INPUT.get(part["input"], "1")
