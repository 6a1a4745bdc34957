"""Checks the official form: every item of the paper is filled in exactly one way, and its source is known."""

from collections.abc import Iterator

from murakami.domain.procedures.checks.facts import Scope, part_problems
from murakami.domain.procedures.checks.unasked import asked_facts
from murakami.domain.procedures.formats.form import FormEntry, FormItem, ItemSource
from murakami.domain.procedures.formats.procedures import ProcedureFile
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Entry, Place
from murakami.kernel.facts import FactRef

_WAYS = ("from", "constant", "staff", "system")


def form_problems(entry: Entry[ProcedureFile], scope: Scope) -> Iterator[Problem]:
    """Find items that nothing fills, that two things fill, or whose source is not verified and not accepted."""
    form = entry.model.form
    if form is None:
        return
    asked = asked_facts(entry.model, scope)
    bound = frozenset([entry.model.for_each] if entry.model.for_each else [])
    for index, item in enumerate(form.items):
        place = entry.place.inside("form", "items", index)
        yield from _way_problems(item, place)
        yield from _evidence_problems(form, item, place)
        yield from _repeat_problems(item, place, scope)
        repeated = bound | ({item.repeats} if item.repeats else set())
        yield from scope.condition_problems(item.when, place, "when", bound=repeated)
        yield from _choice_problems(item, place, scope)
        for position, source in enumerate(item.sources or ()):
            yield from _source_problems(source, item, place.inside("from", position), scope, asked)
            yield from scope.condition_problems(source.when, place, "from", position, "when", bound=repeated)


def _way_problems(item: FormItem, place: Place) -> Iterator[Problem]:
    if len(item.ways) == 1:
        return
    choices = Said(
        "from（写す項目）・constant（印刷済みの言葉）・staff（職員が書き足す）・system のどれか一つを書いてください。",
        "Write exactly one of from, constant, staff, system.",
    )
    if not item.ways:
        problem = Said(
            f"様式の欄「{item.label}」を何で埋めるかが決まっていません。", f"Nothing fills the item {item.label!r}."
        )
    else:
        both = "・".join(item.ways)
        problem = Said(
            f"様式の欄「{item.label}」に {both} が並んでいます。", f"Both {both} fill the item {item.label!r}."
        )
    yield place.problem(problem, choices)


def _evidence_problems(form: FormEntry, item: FormItem, place: Place) -> Iterator[Problem]:
    if item.evidence == "unverified" and not form.unverified_accepted:
        yield place.problem(
            Said(f"様式の欄「{item.label}」は確かめられていません。", f"The item {item.label!r} is unverified."),
            Said("原典で確かめて evidence を law か published にするか、form に unverified_accepted: 理由 を書いてください。",
                 "Verify it, or write unverified_accepted: reason in the form."),
            "evidence",
        )  # fmt: skip
    if item.evidence != "unverified" and not item.source:
        yield place.problem(
            Said(f"様式の欄「{item.label}」の出典がありません。", f"The item {item.label!r} names no source."),
            Said("source: に条文や公表資料を書いてください。", "Write source: the article or publication."),
        )


def _repeat_problems(item: FormItem, place: Place, scope: Scope) -> Iterator[Problem]:
    if item.repeats is None:
        return
    yield from scope.role_problems(item.repeats, place, "repeats")
    role = scope.roles.get(item.repeats)
    if role is not None and not role.plural:
        yield place.problem(
            Said(
                f"役割「{item.repeats}」は一人だけなので、繰り返せません。", f"{item.repeats} is one; it cannot repeat."
            ),
            Said("repeats を消してください。", "Delete repeats."),
            "repeats",
        )


def _source_problems(
    source: ItemSource, item: FormItem, place: Place, scope: Scope, asked: frozenset[tuple[str, str]]
) -> Iterator[Problem]:
    if (source.fact is None) == (source.constant is None):
        yield place.problem(
            Said(
                "項目（役割.項目）か {constant: 言葉} のどちらかを書きます。", "Write role.fact or {constant: words}."
            ),
            Said("applicant.name か {constant: 同居} のように書いてください。", "For example applicant.name."),
        )
    if source.fact is None:
        return
    yield from scope.fact_problems(source.fact, place)
    fact = scope.find_fact(FactRef.parse(source.fact))
    if fact is None:
        return
    if (fact.kind, fact.id) not in asked:
        yield place.problem(
            Said(f"様式に写す「{source.fact}」を、この手続では聞いていません。", f"{source.fact} is not asked here."),
            Said("asks に書き足すか、from から消してください。", "Add it to asks, or delete it from from."),
        )
    for part in item.parts:
        yield from part_problems(fact, part, place)


def _choice_problems(item: FormItem, place: Place, scope: Scope) -> Iterator[Problem]:
    known: list[str] = []
    for source in item.sources or ():
        fact = scope.find_fact(FactRef.parse(source.fact)) if source.fact else None
        choices = fact.options.get("choices") if fact else None
        known.extend(map(str, choices) if isinstance(choices, list | tuple) else ())
    for choice in item.choices:
        if choice not in known:
            names = "・".join(source.fact for source in item.sources or () if source.fact)
            problem = Said(f"「{choice}」は {names} の選択肢にありません。", f"{choice!r} is not a choice of {names}.")
            yield place.problem(problem, mend_word(choice, known), "choices")
