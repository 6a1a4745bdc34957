"""A procedure version: the published document as frozen values and compiled conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from murakami.domain.procedures.formats.procedures import Regime
from murakami.domain.procedures.official_forms import OfficialForm
from murakami.engines.interview import AskSpec, AttachmentSpec, CompiledProcedure
from murakami.kernel.conditions import Predicate
from murakami.kernel.deadlines import Deadline
from murakami.kernel.facts import Fact, FactRef, Kind, RoleSpec
from murakami.kernel.languages import Text, text_in
from murakami.kernel.workdays import PUBLIC_CALENDAR, WorkCalendar

ORGANISATION: Final = "Organisation"
"""The kind of things that firms are, by its name in the packs."""


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
    checks; `letters` are by outcome (granted, partly, refused, dismissed, acknowledgement). `looks_withheld` is why the
    person concerned is not told who looked, "" where they are. `gathers_own_data`: who files it asks for their own data.
    `tells_no_address`: a filing about somebody protected needs no release for that alone.
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
    looks_withheld: str
    passed_on_to: tuple[str, ...]
    corrected_under: tuple[str, ...]
    gathers_own_data: bool
    tells_no_address: bool
    texts: Mapping[str, Text] = field(repr=False)

    @property
    def is_online(self) -> bool:
        """Whether it can be filed here."""
        return self.where == "online"

    @property
    def is_for_firms(self) -> bool:
        """Whether it is the matter of an organisation (事業者), not of a person."""
        spec = self.roles.get(self.whose)
        return spec is not None and spec.kind == ORGANISATION

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
