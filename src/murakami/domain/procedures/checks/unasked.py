"""Checks that a procedure asks what its own conditions look at: otherwise what depends on them never appears."""

from collections.abc import Iterator

from murakami.domain.procedures.checks.facts import Scope, read_omission
from murakami.domain.procedures.formats.procedures import ProcedureFile
from murakami.foundation.packs.problems import Path, Problem, Said
from murakami.foundation.packs.sources import Entry
from murakami.kernel.conditions import Condition, ConditionError, names_in
from murakami.kernel.facts import FactRef


def unasked_problems(entry: Entry[ProcedureFile], scope: Scope) -> Iterator[Problem]:
    """Find conditions on facts that the procedure does not ask anybody."""
    asked = asked_facts(entry.model, scope)
    for path, tree in _conditions(entry.model):
        for name in names_in(tree):
            predicate = scope.words.predicates.get(name)
            fact = scope.find_fact(predicate.ref) if predicate else None
            if predicate is not None and fact is not None and (fact.kind, fact.id) not in asked:
                yield entry.place.problem(
                    Said(
                        f"条件「{name}」が調べる「{predicate.ref}」を、この手続では聞いていません。",
                        f"{name} looks at {predicate.ref}, which this procedure does not ask.",
                    ),
                    Said(
                        f"asks に {predicate.ref} を書き足すか、別の条件にしてください。",
                        "Add it to asks, or use another condition.",
                    ),
                    *path,
                )


def asked_facts(procedure: ProcedureFile, scope: Scope) -> frozenset[tuple[str, str]]:
    """Name what is asked by kind and fact: the same person may take two roles and is asked once."""
    asked = (FactRef.parse(fact.fact) for ask in procedure.asks for fact in ask.facts)
    return frozenset((scope.roles[ref.role].kind, ref.fact) for ref in asked if ref.role in scope.roles)


def _conditions(procedure: ProcedureFile) -> Iterator[tuple[Path, Condition]]:
    written: list[tuple[Path, object]] = []
    for index, ask in enumerate(procedure.asks):
        written.append((("asks", index, "when"), ask.when))
        written.extend((("asks", index, "facts", place, "when"), fact.when) for place, fact in enumerate(ask.facts))
    for index, attachment in enumerate(procedure.attachments):
        written.append((("attachments", index, "when"), attachment.when))
        written.append((("attachments", index, "omitted_if"), attachment.omitted_if))
    for path, data in written:
        try:
            yield path, read_omission(data)
        except ConditionError:
            continue  # reported where the condition itself is checked
