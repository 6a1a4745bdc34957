"""The words that all packs share: kinds, roles, predicates and topics, read from a library with their places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from murakami.domain.procedures.condition_problems import condition_problem
from murakami.domain.procedures.formats.guidance import LIFE_EVENTS
from murakami.domain.procedures.formats.procedures import PROCEDURES
from murakami.domain.procedures.formats.vocabulary import KINDS, PREDICATES, TOPICS, FactEntry
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Place
from murakami.kernel.conditions import ConditionError, Predicate, parse_predicate
from murakami.kernel.facts import Fact, Kind, RoleSpec
from murakami.kernel.fields import FIELD_TYPES


@dataclass(slots=True)
class Vocabulary:
    """What conditions, asks and bindings may speak of; `role_kinds` says of which kind each role name is."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    role_kinds: dict[str, str] = field(default_factory=dict)
    predicates: dict[str, Predicate] = field(default_factory=dict)
    written_predicates: dict[str, Mapping[str, object]] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_vocabulary(library: Library) -> Vocabulary:
    """Read the shared words; what is wrong with them is in `problems`, and what is right can be used."""
    words = Vocabulary()
    _read_kinds(library, words)
    _read_roles(library, words)
    _read_predicates(library, words)
    for entry in library.entries(TOPICS):
        words.topics.update({name: topic.order for name, topic in entry.model.topics.items()})
    return words


def roles_of(written: Mapping[str, str]) -> dict[str, RoleSpec]:
    """Read the roles of a procedure or the cast of a life event; the model has checked their form."""
    return {role: RoleSpec.parse(role, text) for role, text in written.items()}


def _read_kinds(library: Library, words: Vocabulary) -> None:
    facts: dict[str, dict[str, Fact]] = {}
    for entry in library.entries(KINDS):
        kind = entry.model.kind
        known = facts.setdefault(kind, {})
        for name, fact in entry.model.facts.items():
            words.problems.extend(_fact_problems(fact, entry.place.inside("facts", name)))
            known[name] = Fact(
                kind=kind,
                id=name,
                type=fact.type,
                options=fact.options,
                sensitivity=fact.sensitivity,
                sources=fact.sources,
                gif=fact.gif,
            )
    words.kinds = {kind: Kind(kind, defined) for kind, defined in facts.items()}


def _fact_problems(fact: FactEntry, place: Place) -> Iterator[Problem]:
    field_type = FIELD_TYPES.get(fact.type)
    if field_type is None:
        yield place.problem(
            Said(f"「{fact.type}」という型はありません。", f"There is no type {fact.type!r}."),
            mend_word(fact.type, FIELD_TYPES),
            "type",
        )
        return
    for problem in field_type.option_problems(fact.options):
        known = "、".join(sorted(field_type.option_names)) or "なし"
        yield place.problem(
            Said(f"{fact.type} の options.{problem.option} が正しくありません。", f"{problem.problem}."),
            Said(
                f"docs/pack-reference.md の {fact.type} を見てください（使える見出し：{known}）。", f"{problem.mend}."
            ),
            "options",
            problem.option,
        )


def _read_roles(library: Library, words: Vocabulary) -> None:
    first: dict[str, Place] = {}
    for role, kind, place in _role_declarations(library):
        if kind not in words.kinds:
            words.problems.append(
                place.problem(
                    Said(f"「{kind}」という種類はありません。", f"There is no kind {kind!r}."),
                    mend_word(kind, words.kinds),
                )
            )
        known = words.role_kinds.setdefault(role, kind)
        where = first.setdefault(role, place).origin
        if known != kind:
            words.problems.append(
                place.problem(
                    Said(f"役割「{role}」は {where} では {known} です。", f"The role {role} is a {known} at {where}."),
                    Said(
                        f"{known} にそろえるか、役割の名前を変えてください。", f"Make it a {known}, or rename the role."
                    ),
                )
            )


def _role_declarations(library: Library) -> Iterator[tuple[str, str, Place]]:
    for predicates in library.entries(PREDICATES):
        for role, kind in predicates.model.roles.items():
            yield role, kind, predicates.place.inside("roles", role)
    for procedure in library.entries(PROCEDURES):
        for role, text in procedure.model.roles.items():
            yield role, RoleSpec.parse(role, text).kind, procedure.place.inside("roles", role)
    for event in library.entries(LIFE_EVENTS):
        for role, text in event.model.cast.items():
            yield role, RoleSpec.parse(role, text).kind, event.place.inside("cast", role)


def _read_predicates(library: Library, words: Vocabulary) -> None:
    for entry in library.entries(PREDICATES):
        roles = {role: RoleSpec(role, kind) for role, kind in entry.model.roles.items()}
        words.written_predicates.update(entry.model.predicates)
        for name, data in entry.model.predicates.items():
            try:
                words.predicates[name] = parse_predicate(name, data, roles=roles, kinds=words.kinds)
            except ConditionError as error:
                words.problems.append(condition_problem(error, entry.place.inside("predicates", name)))
