"""Checks trials: they speak of people, facts and procedures that exist."""

from collections.abc import Iterator, Mapping

from murakami.domain.procedures.formats.guidance import LIFE_EVENTS, LifeEventFile
from murakami.domain.procedures.formats.trials import TRIALS, TrialEntry
from murakami.domain.procedures.vocabulary import Vocabulary, roles_of
from murakami.domain.procedures.written_values import typed_answer, unknown_choices
from murakami.foundation.packs.formats import Refused
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Place
from murakami.kernel.facts import Fact, RoleSpec
from murakami.kernel.fields import FIELD_TYPES


def trial_problems(library: Library, words: Vocabulary) -> Iterator[Problem]:
    """Find trials that cannot be run."""
    events = {entry.model.life_event: entry.model for entry in library.entries(LIFE_EVENTS)}
    for entry in library.entries(TRIALS):
        for index, trial in enumerate(entry.model.trials):
            place = entry.place.inside("trials", index)
            event = events.get(trial.life_event)
            if event is None:
                problem = Said(
                    f"「{trial.life_event}」というライフイベントはありません。", f"No life event {trial.life_event!r}."
                )
                yield place.problem(problem, mend_word(trial.life_event, events), "life_event")
            else:
                yield from _trial_problems(trial, event, place, words)


def people_of(trial: TrialEntry, cast: Mapping[str, RoleSpec]) -> dict[str, tuple[str, ...]]:
    """Name who takes each role: as the trial says, else one of the role's own name, nobody for an optional role."""
    return {role: trial.people.get(role, () if spec.optional else (role,)) for role, spec in cast.items()}


def _trial_problems(trial: TrialEntry, event: LifeEventFile, place: Place, words: Vocabulary) -> Iterator[Problem]:
    cast = roles_of(event.cast)
    for role in trial.people:
        if role not in cast:
            problem = Said(f"「{role}」は出てくる人や物（cast）にありません。", f"Nobody of the cast is {role!r}.")
            yield place.problem(problem, mend_word(role, cast), "people", role)
    kinds = {name: cast[role].kind for role, names in people_of(trial, cast).items() for name in names}
    for key, written in trial.answers.items():
        yield from _answer_problems(key, written, place.inside("answers", key), kinds, words)
    offered = [offer.procedure for offer in event.offers]
    named = {
        "applies": trial.expect.applies,
        "not": trial.expect.excluded,
        "due": tuple(trial.expect.due),
        "whose": tuple(trial.expect.whose),
    }
    for word, procedures in named.items():
        for procedure in procedures:
            if procedure not in offered:
                problem = Said(f"「{procedure}」は {event.life_event} にありません。", f"{procedure!r} is not offered.")
                yield place.problem(problem, mend_word(procedure, offered), "expect", word)


def _answer_problems(
    key: str, written: object, place: Place, kinds: Mapping[str, str], words: Vocabulary
) -> Iterator[Problem]:
    name, _, fact_name = key.rpartition(".")
    if name not in kinds:
        problem = Said(f"「{name}」という人や物がいません。", f"There is no {name!r} among the people.")
        yield place.problem(problem, mend_word(name, kinds))
        return
    kind = words.kinds.get(kinds[name])
    fact = kind.facts.get(fact_name) if kind else None
    if kind is not None and fact is None:
        problem = Said(
            f"{kind.id} に「{fact_name}」という項目はありません。", f"A {kind.id} has no fact {fact_name!r}."
        )
        yield place.problem(problem, mend_word(fact_name, kind.facts))
    if fact is not None and fact.type in FIELD_TYPES:
        yield from _value_problems(fact, written, place)


def _value_problems(fact: Fact, written: object, place: Place) -> Iterator[Problem]:
    try:
        typed_answer(fact, written)
    except Refused as refused:
        yield place.problem(refused.problem, refused.mend)
        return
    for code in unknown_choices(fact, written):
        problem = Said(f"「{code}」は選択肢にありません。", f"{code!r} is not a choice.")
        choices = fact.options.get("choices")
        yield place.problem(problem, mend_word(code, map(str, choices) if isinstance(choices, list) else ()))
