"""A procedure version: the published document read into frozen values and compiled conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from murakami.domain.procedures.checks.facts import READING, read_condition, read_omission
from murakami.domain.procedures.documents import DefinitionDocument
from murakami.domain.procedures.formats.procedures import AskedFact, AskEntry, ProcedureFile, Regime
from murakami.domain.procedures.official_forms import OfficialForm, read_form
from murakami.domain.procedures.published_reading import read_kinds, read_predicates, read_texts
from murakami.domain.procedures.vocabulary import roles_of
from murakami.engines.interview import (
    AskSpec,
    AttachmentSpec,
    CompiledProcedure,
    FactAsk,
    Need,
    ProcedureSpec,
    Suggestion,
    compile_procedure,
)
from murakami.kernel.conditions import Predicate
from murakami.kernel.deadlines import Deadline, PeriodUnit
from murakami.kernel.facts import Fact, FactRef, Kind, RoleSpec
from murakami.kernel.languages import Text, text_in
from murakami.kernel.workdays import PUBLIC_CALENDAR, WorkCalendar


@dataclass(frozen=True, slots=True)
class ProcedureDeadline:
    """Until when a procedure is to be filed, counted from a date of one of its roles."""

    fact: FactRef
    period: Deadline

    def due_on(self, day: date, calendar: WorkCalendar = PUBLIC_CALENDAR) -> date:
        """Name the last day."""
        return self.period.due_on(day, calendar)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says: its paragraphs in Japanese, with places such as {receipt_number} to fill in."""

    id: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ProcedureVersion:
    """One version of a procedure, for ever what its SHA-256 says.

    `definition` is ready for the interview; `standard_period` is in working days; `checklist` names what the office
    checks; `letters` are by outcome (granted, partly, refused, dismissed, acknowledgement).
    """

    id: str
    sha: str
    kind: str
    where: str
    regime: Regime
    unit: str
    assurance: str
    by_whom: tuple[str, ...]
    whose: str
    for_each: str | None
    initiatives: tuple[str, ...]
    roles: Mapping[str, RoleSpec] = field(repr=False)
    kinds: Mapping[str, Kind] = field(repr=False)
    topics: Mapping[str, int] = field(repr=False)
    predicates: Mapping[str, Predicate] = field(repr=False)
    asks: tuple[AskSpec, ...] = field(repr=False)
    attachments: tuple[AttachmentSpec, ...] = field(repr=False)
    accepts: Mapping[str, tuple[str, ...]] = field(repr=False)
    definition: CompiledProcedure = field(repr=False)
    fee_yen: int
    deadline: ProcedureDeadline | None
    standard_period: int | None
    checklist: tuple[str, ...]
    approval: tuple[str, ...]
    form: OfficialForm | None = field(repr=False)
    letters: Mapping[str, Letter] = field(repr=False)
    retention_years: int | None
    statistics: Mapping[str, str] = field(repr=False)
    texts: Mapping[str, Text] = field(repr=False)

    @property
    def is_online(self) -> bool:
        """Whether it can be filed here."""
        return self.where == "online"

    def text(self, key: str, lang: str) -> str:
        """Take a text in a language: `title`, `summary` … of this procedure, or any full key; "" where there is none."""
        return text_in(self.all_languages(key), lang)

    def all_languages(self, key: str) -> Text:
        """Take a text by language; empty where there is none."""
        full = key if "." in key else f"procedure.{self.id}.{key}"
        return self.texts.get(full, {})

    def sentence(self, predicate: str, holds: bool, lang: str) -> str:
        """Take the handwritten sentence for a predicate that holds or does not."""
        return self.text(f"predicate.{predicate}.{'yes' if holds else 'no'}", lang)

    def check_text(self, check: str, lang: str = "ja") -> str:
        """Say what the office checks."""
        return self.text(f"check.{check}.label", lang)

    def attachment_text(self, attachment: str, word: str, lang: str) -> str:
        """Take the `label` or `hint` of an attachment."""
        return self.text(f"attachment.{self.id}.{attachment}.{word}", lang)

    def role_title(self, role: str) -> Text:
        """Name a role by language: its own title, else the title of its kind."""
        return self.texts.get(f"role.{self.id}.{role}.title") or self.texts.get(
            f"kind.{self.roles[role].kind}.title", {}
        )

    def fact(self, ref: FactRef) -> Fact:
        """Look up a fact of a role, with the labels of its choices among its options.

        Raises:
            KeyError: the procedure does not use this fact.
        """
        return self.kinds[self.roles[ref.role].kind].facts[ref.fact]

    def fact_text(self, kind: str, fact: str, word: str = "label") -> Text:
        """Take the `label`, `hint` or `why` of a fact by language; empty where there is none."""
        return self.texts.get(f"fact.{kind}.{fact}.{word}", {})


def read_version(document: DefinitionDocument) -> ProcedureVersion:
    """Read and compile a published procedure; pure, some milliseconds, worth keeping."""
    content = document.content
    written = ProcedureFile.model_validate(content["procedure"])
    roles, kinds = roles_of(written.roles), read_kinds(content)
    predicates = read_predicates(content, roles=roles, kinds=kinds)
    spec = ProcedureSpec(
        procedure=written.procedure,
        roles=roles,
        asks=tuple(_ask(ask, content["topics"]) for ask in written.asks),
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
        texts=read_texts(content),
    )


def _ask(ask: AskEntry, topics: Mapping[str, int]) -> AskSpec:
    return AskSpec(
        topic=ask.topic,
        facts=tuple(_fact_ask(fact) for fact in ask.facts),
        when=read_condition(ask.when),
        order=topics[ask.topic],
    )


def _fact_ask(asked: AskedFact) -> FactAsk:
    return FactAsk(
        ref=FactRef.parse(asked.fact),
        when=read_condition(asked.when),
        required=asked.required,
        suggestions=_suggestions(asked),
    )


def _suggestions(asked: AskedFact) -> tuple[Suggestion, ...]:
    if asked.suggest is None:
        return ()
    whole = () if asked.suggest.source is None else (Suggestion(FactRef.parse(asked.suggest.source)),)
    return (*whole, *(_part_suggestion(part, source) for part, source in asked.suggest.parts.items()))


def _part_suggestion(part: str, source: str) -> Suggestion:
    role, fact, source_part = source.split(".")
    return Suggestion(FactRef(role, fact), part, "full_kana" if source_part == READING else source_part)


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
