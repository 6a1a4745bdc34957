"""Reads a published procedure into a version, and compiles it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from murakami.domain.procedures.checks.facts import READING, read_condition, read_omission
from murakami.domain.procedures.documents import DefinitionDocument
from murakami.domain.procedures.formats.procedures import AskedFact, AskEntry, ProcedureFile
from murakami.domain.procedures.formats.procedures import Suggestion as WrittenSuggestion
from murakami.domain.procedures.official_forms import read_form
from murakami.domain.procedures.published_reading import read_kinds, read_predicates, read_texts
from murakami.domain.procedures.versions import Letter, ProcedureDeadline, ProcedureVersion
from murakami.domain.procedures.vocabulary import roles_of
from murakami.domain.procedures.written_values import typed_answer
from murakami.engines.interview import (
    AskSpec,
    AttachmentSpec,
    FactAsk,
    Need,
    ProcedureSpec,
    Suggestion,
    compile_procedure,
)
from murakami.kernel.deadlines import Deadline, PeriodUnit
from murakami.kernel.facts import Fact, FactRef

_PARTS_OF_VALUES: Final[Mapping[str, str]] = {READING: "full_kana"}
"""What a part is called in packs, where the value itself calls it otherwise."""


def read_version(document: DefinitionDocument) -> ProcedureVersion:
    """Read and compile a published procedure; pure, some milliseconds, worth keeping."""
    content = document.content
    written = ProcedureFile.model_validate(content["procedure"])
    roles, kinds = roles_of(written.roles), read_kinds(content)
    predicates = read_predicates(content, roles=roles, kinds=kinds)

    def find(text: str) -> Fact:
        ref = FactRef.parse(text)
        return kinds[roles[ref.role].kind].facts[ref.fact]

    spec = ProcedureSpec(
        procedure=written.procedure,
        roles=roles,
        asks=tuple(_ask(ask, content["topics"], find) for ask in written.asks),
        predicates=predicates,
        attachments=_attachments(written),
        for_each=written.for_each,
    )
    return ProcedureVersion(
        id=written.procedure,
        sha=document.sha,
        kind=written.kind,
        where=written.where,
        regime=written.regime,
        unit=written.unit,
        assurance=written.assurance,
        by_whom=written.by_whom,
        whose=written.whose,
        for_each=written.for_each,
        initiatives=written.initiatives,
        roles=roles,
        kinds=kinds,
        topics=content["topics"],
        predicates=predicates,
        asks=spec.asks,
        attachments=spec.attachments,
        accepts={attachment.id: attachment.accept for attachment in written.attachments},
        definition=compile_procedure(spec),
        fee_yen=written.fee.yen if written.fee else 0,
        deadline=_deadline(written),
        standard_period=written.standard_period.working_days if written.standard_period else None,
        checklist=written.steps.checklist,
        approval=written.steps.approval,
        form=read_form(written.form, predicates=predicates),
        letters={
            str(outcome): Letter(name, tuple(content["letters"][name])) for outcome, name in written.letters.items()
        },
        retention_years=written.retention.years if written.retention else None,
        statistics=written.statistics,
        looks_withheld=written.looks_withheld or "",
        passed_on_to=written.passed_on_to,
        corrected_under=written.corrected_under,
        gathers_own_data=written.gathers_own_data,
        tells_no_address=written.tells_no_address,
        texts=read_texts(content),
    )


def _ask(ask: AskEntry, topics: Mapping[str, int], find: Callable[[str], Fact]) -> AskSpec:
    return AskSpec(
        topic=ask.topic,
        facts=tuple(_fact_ask(asked, find(asked.fact)) for asked in ask.facts),
        when=read_condition(ask.when),
        order=topics[ask.topic],
    )


def _fact_ask(asked: AskedFact, fact: Fact) -> FactAsk:
    return FactAsk(
        ref=FactRef.parse(asked.fact),
        when=read_condition(asked.when),
        required=asked.required,
        suggestions=() if asked.suggest is None else tuple(_suggestions(asked.suggest, fact)),
    )


def _suggestions(written: WrittenSuggestion, fact: Fact) -> Iterator[Suggestion]:
    when = read_condition(written.when)
    if written.source is not None:
        yield Suggestion(FactRef.parse(written.source), when=when)
    if written.value is not None:
        yield Suggestion(value=typed_answer(fact, written.value), when=when)
    for part, source in written.parts.items():
        role, name, source_part = source.split(".")
        yield Suggestion(FactRef(role, name), part, _PARTS_OF_VALUES.get(source_part, source_part), when=when)


def _attachments(written: ProcedureFile) -> tuple[AttachmentSpec, ...]:
    return tuple(
        AttachmentSpec(
            id=attachment.id,
            need=Need(attachment.need),
            about=attachment.about,
            when=read_condition(attachment.when),
            omitted_if=None if attachment.omitted_if is None else read_omission(attachment.omitted_if),
        )
        for attachment in written.attachments
    )


def _deadline(written: ProcedureFile) -> ProcedureDeadline | None:
    entry = written.deadline
    if entry is None:
        return None
    period = Deadline(
        within=entry.within,
        unit=PeriodUnit(entry.unit),
        counts_first_day=entry.counts_first_day,
        rolls=entry.rolls,
    )
    return ProcedureDeadline(FactRef.parse(entry.source), period)
