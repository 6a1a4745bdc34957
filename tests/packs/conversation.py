"""Walks through guide and interview as a person does, and notes every item that this person has to type.

An item is one box of paper: a name and its reading are two, an account is five and the choice of the registered one.
What is known already, and what the page shows filled in as a suggestion, is not typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from murakami.domain.procedures.life_events import LifeEventVersion
from murakami.engines.guide import next_question, outcome
from murakami.engines.interview import BoundProcedure, Item, bind_procedure, missing, next_page, plan
from murakami.kernel.bank_accounts import BankAccount
from murakami.kernel.conditions import FactKey, Situation, Truth, field_key_of
from murakami.kernel.facts import UNKNOWN
from murakami.kernel.names import PersonName
from tests.packs.families import PEOPLE, TODAY

_NAME = {"name": ("family", "given"), "reading": ("family_kana", "given_kana")}
_ACCOUNT = {
    "registered": ("registered",),
    "bank": ("bank_name",),
    "branch": ("branch_name",),
    "kind": ("kind",),
    "number": ("number",),
    "holder": ("holder_kana",),
}
_SINGLE = {"value": ("value",)}


@dataclass(frozen=True)
class Conversation:
    """What was typed, in order; how many pages were shown; the filings; every answer by the end."""

    guide: tuple[str, ...]
    interview: tuple[str, ...]
    pages: tuple[str, ...]
    filings: tuple[BoundProcedure, ...]
    facts: Mapping[FactKey, object]

    @property
    def typed(self) -> tuple[str, ...]:
        return (*self.guide, *self.interview)


def talk(
    event: LifeEventVersion,
    procedures: Sequence[str],
    answers: Mapping[FactKey, object],
    card: Mapping[str, frozenset[str]],
) -> Conversation:
    """Answer the guide, then the interview for `procedures`, page by page, until nothing is missing."""
    facts = {key: answers[key] for key in answers if "value" in card.get(field_key_of(key), ())}
    asked = []
    while (question := next_question(event.plan, Situation(facts, PEOPLE, TODAY))) is not None:
        asked.append(field_key_of(question))
        facts[question] = answers[question]
    found = outcome(event.plan, Situation(facts, PEOPLE, TODAY))
    filings: list[BoundProcedure] = []
    for name in procedures:
        offer = found.of(name)
        assert offer.applies is Truth.TRUE, name
        filings.extend(bind_procedure(event.procedures[name].definition, offer.bindings))
    typed: list[str] = []
    pages: list[str] = []
    while True:
        interview = plan(filings, Situation(facts, {}, TODAY))
        page = next_page(interview, pages[-1] if pages else None)
        if page is None:
            break
        pages.append(page.key)
        assert len(pages) < 100, "the interview goes round in circles"
        for item in page.items:
            if not item.answered:
                typed += _typed(item, answers[item.key], card.get(item.field_key, frozenset()))
                facts[item.key] = answers[item.key]
    assert not missing(interview)
    assert not interview.undecided
    return Conversation(tuple(asked), tuple(typed), tuple(pages), tuple(filings), interview.facts)


def _typed(item: Item, answer: object, known: frozenset[str]) -> list[str]:
    suggestion = item.suggestion
    if suggestion is not None and not suggestion.parts:
        assert suggestion.value is not UNKNOWN
        return [] if suggestion.value == answer else [item.field_key]
    filled = {
        part for part, value in (suggestion.parts if suggestion else {}).items() if getattr(answer, part) == value
    }
    groups = {name: parts for name, parts in _groups(answer).items() if name not in known}
    return [f"{item.field_key} {name}" for name, parts in groups.items() if not filled.issuperset(parts)]


def _groups(answer: object) -> Mapping[str, tuple[str, ...]]:
    if isinstance(answer, PersonName):
        return _NAME
    if isinstance(answer, BankAccount):
        return {"registered": _ACCOUNT["registered"]} if answer.registered else _ACCOUNT
    return _SINGLE
