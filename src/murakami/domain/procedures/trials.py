"""Runs the trials of packs: the guide asks, the trial answers, and the outcome is compared with what was expected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from murakami.domain.procedures.catalogue import Catalogue
from murakami.domain.procedures.checks.trials import people_of
from murakami.domain.procedures.compiling import compile_library
from murakami.domain.procedures.formats.trials import TRIALS, Expectation, TrialEntry
from murakami.domain.procedures.life_events import LifeEventVersion
from murakami.domain.procedures.written_values import typed_answer
from murakami.engines.guide import GuideOutcome, next_question, outcome
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.registry import TrialResult
from murakami.kernel.conditions import FactKey, Situation, Truth, fact_key_of, field_key_of


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the guide asked in a trial, what it could not be told, and what it found out."""

    asked: tuple[FactKey, ...]
    unanswered: tuple[FactKey, ...]
    outcome: GuideOutcome


def run_trials(library: Library) -> Iterator[TrialResult]:
    """Run the trials of the packs that were asked for; those of a needed pack expect it without amendments."""
    catalogue = Catalogue(compile_library(library))
    entries = [entry for entry in library.entries(TRIALS) if entry.packs[0] in library.named]
    for entry in entries:
        for index, trial in enumerate(entry.model.trials):
            origin = entry.place.inside("trials", index).origin
            conversation = converse(catalogue.life_events[trial.life_event], trial)
            differences = tuple(_differences(trial.expect, conversation))
            yield TrialResult(trial.name, origin.file, origin.line, differences)


def converse(event: LifeEventVersion, trial: TrialEntry) -> Conversation:
    """Let the guide ask until nothing can change any more; only what it asks is told."""
    people = people_of(trial, event.cast)
    answers = _typed_answers(event, trial, people)
    known: dict[FactKey, object] = {}
    asked: list[FactKey] = []
    unanswered: list[FactKey] = []
    while True:
        situation = Situation(facts=known, roles=people, today=trial.today)
        question = next_question(event.plan, situation, passed=unanswered)
        if question is None:
            return Conversation(tuple(asked), tuple(unanswered), outcome(event.plan, situation))
        asked.append(question)
        if question in answers:
            known = {**known, question: answers[question]}
        else:
            unanswered.append(question)


def _typed_answers(
    event: LifeEventVersion, trial: TrialEntry, people: Mapping[str, tuple[str, ...]]
) -> dict[FactKey, object]:
    role_of = {name: role for role, names in people.items() for name in names}
    answers: dict[FactKey, object] = {}
    for text, written in trial.answers.items():
        key = fact_key_of(text)
        fact = event.kind_of(role_of[key[0]]).facts.get(key[1])
        if fact is not None:  # the guide has no use for other facts
            answers[key] = typed_answer(fact, written)
    return answers


def _differences(expected: Expectation, conversation: Conversation) -> Iterator[str]:
    result = conversation.outcome
    for key in conversation.unanswered if not result.settled else ():
        yield f"ガイドが {field_key_of(key)} を聞きましたが、answers に答えがありません。"
    for procedure in expected.applies:
        if result.of(procedure).applies is not Truth.TRUE:
            yield f"{procedure} は当てはまるはずですが、{_said(result.of(procedure).applies)}"
    for procedure in expected.excluded:
        if result.of(procedure).applies not in {Truth.FALSE, Truth.ABSENT}:
            yield f"{procedure} は当てはまらないはずですが、{_said(result.of(procedure).applies)}"
    for procedure, due_on in expected.due.items():
        if result.of(procedure).due_on != due_on:
            yield f"{procedure} の期限は {due_on} のはずですが、{result.of(procedure).due_on} です。"
    for procedure, person in expected.whose.items():
        if result.of(procedure).whose != person:
            yield f"{procedure} は {person} の申請のはずですが、{result.of(procedure).whose} です。"
    limit = expected.questions_at_most
    if limit is not None and len(conversation.asked) > limit:
        asked = "、".join(field_key_of(key) for key in conversation.asked)
        yield f"質問は{limit}個までのはずですが、{len(conversation.asked)}個でした：{asked}"


def _said(truth: Truth) -> str:
    return {Truth.TRUE: "当てはまります。", Truth.UNKNOWN: "まだ分かりません。"}.get(truth, "当てはまりません。")
