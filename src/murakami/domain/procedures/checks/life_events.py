"""Checks life events: the cast, what is offered, who takes which role."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from murakami.domain.procedures.bindings import names_several, parse_binding
from murakami.domain.procedures.checks.facts import read_condition
from murakami.domain.procedures.condition_problems import condition_problem
from murakami.domain.procedures.formats.guidance import LIFE_EVENTS, LifeEventFile, OfferEntry
from murakami.domain.procedures.formats.procedures import PROCEDURES, ProcedureFile
from murakami.domain.procedures.vocabulary import Vocabulary, roles_of
from murakami.engines.guide import Bind, DueRule, LifeEvent, Offer, check_life_event
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Entry, Place
from murakami.kernel.conditions import ConditionError
from murakami.kernel.facts import FactRef, RoleSpec


def life_event_problems(library: Library, words: Vocabulary) -> Iterator[Problem]:
    """Find what cannot work in the life events of a library."""
    procedures = {entry.model.procedure: entry.model for entry in library.entries(PROCEDURES)}
    for entry in library.entries(LIFE_EVENTS):
        yield from _event_problems(entry, words, procedures)


def roles_to_bind(procedure: ProcedureFile) -> dict[str, RoleSpec]:
    """Read the roles that an offer binds: several people may be bound to the role a filing is made for each of."""
    roles = roles_of(procedure.roles)
    each = procedure.for_each
    return {**roles, each: replace(roles[each], plural=True)} if each in roles else roles


def _event_problems(
    entry: Entry[LifeEventFile], words: Vocabulary, procedures: Mapping[str, ProcedureFile]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, offer in enumerate(entry.model.offers):
        place = entry.place.inside("offers", index)
        procedure = procedures.get(offer.procedure)
        if procedure is None:
            problem = Said(
                f"「{offer.procedure}」という手続はありません。", f"There is no procedure {offer.procedure!r}."
            )
            yield place.problem(problem, mend_word(offer.procedure, procedures), "procedure")
            continue
        if offer.procedure in seen:
            problem = Said(f"「{offer.procedure}」が二度挙げられています。", f"{offer.procedure!r} is offered twice.")
            yield place.problem(problem, Said("一つにまとめてください。", "Offer it once."), "procedure")
        seen.add(offer.procedure)
        yield from _offer_problems(entry, offer, procedure, place, words)


def _offer_problems(
    entry: Entry[LifeEventFile], offer: OfferEntry, procedure: ProcedureFile, place: Place, words: Vocabulary
) -> Iterator[Problem]:
    try:
        when = read_condition(offer.when)
    except ConditionError as error:
        yield condition_problem(error, place.inside("when"))
        return
    bind: dict[str, Bind] = {}
    for role, data in offer.bind.items():
        try:
            bind[role] = parse_binding(data)
        except ConditionError as error:
            yield condition_problem(error, place.inside("bind", role))
            return
    due = DueRule(FactRef.parse(procedure.deadline.source), lambda day: day) if procedure.deadline else None
    event = LifeEvent(
        id=entry.model.life_event,
        cast=roles_of(entry.model.cast),
        offers=(Offer(offer.procedure, procedure.whose, bind, when, due),),
        predicates=words.predicates,
        kinds=words.kinds,
    )
    for role, who in bind.items():
        spec = roles_to_bind(procedure).get(role)
        if spec is not None and not spec.plural and names_several(who):
            problem = Said(
                f"役割「{role}」は一人ですが、いくつも挙げられています。",
                f"The role {role!r} is one, but several are named.",
            )
            yield place.problem(problem, Said("一人だけ書いてください。", "Name one."), "bind", role)
    for found in check_life_event(event, roles_of={offer.procedure: roles_to_bind(procedure)}):
        relative = ConditionError(found.path[2:], found.problem, found.mend)
        yield condition_problem(relative, place)
