"""Checks one procedure: its roles, what it asks, what it attaches, its deadline, unit and letters."""

from collections.abc import Iterator
from dataclasses import dataclass

from murakami.domain.procedures.checks.facts import OFFICE_CAN_LOOK, Scope
from murakami.domain.procedures.checks.forms import form_problems
from murakami.domain.procedures.checks.secrecy import secrecy_problems
from murakami.domain.procedures.checks.suggestions import suggestion_problems
from murakami.domain.procedures.checks.unasked import unasked_problems
from murakami.domain.procedures.formats.guidance import LETTERS
from murakami.domain.procedures.formats.procedures import PROCEDURES, AskedFact, ProcedureFile
from murakami.domain.procedures.vocabulary import Vocabulary, roles_of
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Entry, Place
from murakami.foundation.packs.town import UNITS
from murakami.kernel.facts import FactRef

_OUTCOMES_OF_A_DECISION = ("granted", "refused")


@dataclass(frozen=True, slots=True)
class _Around:
    """What lies outside a procedure and is named inside it."""

    units: frozenset[str]
    letters: frozenset[str]


def procedure_problems(library: Library, words: Vocabulary) -> Iterator[Problem]:
    """Find what cannot work in the procedures of a library."""
    around = _Around(frozenset(library.places(UNITS)), frozenset(library.places(LETTERS)))
    for entry in library.entries(PROCEDURES):
        scope = Scope(words, roles_of(entry.model.roles))
        yield from _role_problems(entry, scope)
        yield from _ask_problems(entry, scope)
        yield from _attachment_problems(entry, scope)
        yield from _deadline_problems(entry, scope)
        yield from _office_problems(entry, around)
        yield from form_problems(entry, scope)
        yield from unasked_problems(entry, scope)
        yield from secrecy_problems(entry, scope)


def bound_roles(procedure: ProcedureFile) -> frozenset[str]:
    """Name the roles that stand for one person everywhere in a procedure: the one a filing is made for."""
    return frozenset([procedure.for_each] if procedure.for_each else [])


def _role_problems(entry: Entry[ProcedureFile], scope: Scope) -> Iterator[Problem]:
    procedure, place = entry.model, entry.place
    yield from scope.role_problems(procedure.whose, place, "whose")
    if procedure.for_each:
        yield from scope.role_problems(procedure.for_each, place, "for_each")


def _ask_problems(entry: Entry[ProcedureFile], scope: Scope) -> Iterator[Problem]:
    procedure = entry.model
    asked: set[str] = set()
    for index, ask in enumerate(procedure.asks):
        place = entry.place.inside("asks", index)
        if ask.topic not in scope.words.topics:
            problem = Said(f"「{ask.topic}」という話題はありません。", f"There is no topic {ask.topic!r}.")
            yield place.problem(problem, mend_word(ask.topic, scope.words.topics), "topic")
        for position, fact in enumerate(ask.facts):
            at = place.inside("facts", position)
            yield from _asked_fact_problems(fact, at, scope, bound_roles(procedure))
            bound = bound_roles(procedure) | {fact.fact.partition(".")[0]}
            if position == 0 or ask.when is None:
                yield from scope.condition_problems(ask.when, place, "when", bound=bound)
            if fact.fact in asked:
                problem = Said(f"「{fact.fact}」を二度聞いています。", f"{fact.fact} is asked twice.")
                yield at.problem(problem, Said("一つにまとめてください。", "Ask it once."))
            asked.add(fact.fact)
    if procedure.where == "online" and not procedure.asks:
        yield entry.place.problem(
            Said("ここで出せる手続なのに、聞くことがありません。", "It is filed online but asks nothing."),
            Said("asks を書くか、where: elsewhere にしてください。", "Write asks, or where: elsewhere."),
            "where",
        )
    if procedure.where == "elsewhere" and procedure.asks:
        yield entry.place.problem(
            Said("ほかの場所で出す手続なのに、聞くことがあります。", "It is filed elsewhere but asks something."),
            Said("asks を消すか、where: online にしてください。", "Delete asks, or write where: online."),
            "asks",
        )


def _asked_fact_problems(fact: AskedFact, place: Place, scope: Scope, bound: frozenset[str]) -> Iterator[Problem]:
    yield from scope.fact_problems(fact.fact, place, "fact")
    role = fact.fact.partition(".")[0]
    yield from scope.condition_problems(fact.when, place, "when", bound=bound | {role})
    known = scope.find_fact(FactRef.parse(fact.fact))
    if fact.suggest is not None and known is not None:
        yield from suggestion_problems(fact.suggest, known, place.inside("suggest"), scope, bound | {role})


def _attachment_problems(entry: Entry[ProcedureFile], scope: Scope) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, attachment in enumerate(entry.model.attachments):
        place = entry.place.inside("attachments", index)
        bound = bound_roles(entry.model) | {attachment.about}
        yield from scope.role_problems(attachment.about, place, "about")
        yield from scope.condition_problems(attachment.when, place, "when", bound=bound)
        if attachment.omitted_if != OFFICE_CAN_LOOK:
            yield from scope.condition_problems(attachment.omitted_if, place, "omitted_if", bound=bound)
        if attachment.id in seen:
            problem = Said(f"添付「{attachment.id}」が二つあります。", f"There are two attachments {attachment.id!r}.")
            yield place.problem(problem, Said("名前を変えてください。", "Rename one."), "id")
        seen.add(attachment.id)


def _deadline_problems(entry: Entry[ProcedureFile], scope: Scope) -> Iterator[Problem]:
    deadline = entry.model.deadline
    if deadline is None:
        return
    place = entry.place.inside("deadline")
    yield from scope.fact_problems(deadline.source, place, "from")
    fact = scope.find_fact(FactRef.parse(deadline.source))
    if fact is not None and fact.type != "date":
        yield place.problem(
            Said(
                f"「{deadline.source}」は日付ではなく {fact.type} です。",
                f"{deadline.source} is no date but a {fact.type}.",
            ),
            Said("日付の項目を書いてください。", "Name a fact of type date."),
            "from",
        )


def _office_problems(entry: Entry[ProcedureFile], around: _Around) -> Iterator[Problem]:
    procedure, place = entry.model, entry.place
    if around.units and procedure.unit not in around.units:
        problem = Said(f"「{procedure.unit}」という課はありません。", f"There is no unit {procedure.unit!r}.")
        yield place.problem(problem, mend_word(procedure.unit, around.units), "unit")
    for known_outcome, letter in procedure.letters.items():
        if letter not in around.letters:
            problem = Said(f"「{letter}」という通知はありません。", f"There is no letter {letter!r}.")
            yield place.problem(problem, mend_word(letter, around.letters), "letters", known_outcome)
    if procedure.kind == "application" and procedure.where == "online":
        for outcome in _OUTCOMES_OF_A_DECISION:
            if outcome not in procedure.letters:
                yield place.problem(
                    Said(
                        f"申請なのに、結果（{outcome}）の通知がありません。",
                        f"It has no letter for the outcome {outcome}.",
                    ),
                    Said(f"letters に {outcome}: 通知の名前 を書き足してください。", f"Add {outcome} to letters."),
                    "letters",
                )
    remedies = procedure.regime.remedies
    if remedies.told and not (remedies.authority and remedies.within):
        yield place.problem(
            Said("教示をするのに、相手か期間がありません。", "Remedies are told without authority or period."),
            Said("authority と within を書いてください（行政不服審査法82条）。", "Write authority and within."),
            "regime",
            "remedies",
        )
