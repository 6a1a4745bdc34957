"""A life event: the published document joined with the procedures that it offers, ready for the guide."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from murakami.domain.procedures.bindings import parse_binding
from murakami.domain.procedures.checks.facts import read_condition
from murakami.domain.procedures.documents import DefinitionDocument
from murakami.domain.procedures.formats.guidance import LifeEventFile, OfferEntry
from murakami.domain.procedures.published_reading import read_kinds, read_predicates, read_texts
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.domain.procedures.vocabulary import roles_of
from murakami.engines.guide import DueRule, GuidePlan, LifeEvent, Offer, compile_guide
from murakami.kernel.facts import Kind, RoleSpec
from murakami.kernel.languages import Text, text_in
from murakami.kernel.workdays import WorkCalendar


@dataclass(frozen=True, slots=True, eq=False)
class LifeEventVersion:
    """A life event with the current versions of what it offers; `plan` is what the guide asks through.

    `procedures` are by id, in the order of the offers.
    """

    id: str
    sha: str
    order: int
    icon: str
    cast: Mapping[str, RoleSpec] = field(repr=False)
    procedures: Mapping[str, ProcedureVersion] = field(repr=False)
    plan: GuidePlan = field(repr=False)
    texts: Mapping[str, Text] = field(repr=False)

    def text(self, key: str, lang: str) -> str:
        """Take a text in a language: `title` or `summary` of this life event, or any full key; "" where there is none."""
        full = key if "." in key else f"life_event.{self.id}.{key}"
        return text_in(self.texts.get(full, {}), lang)

    def sentence(self, predicate: str, holds: bool, lang: str) -> str:
        """Take the handwritten sentence for a predicate that holds or does not."""
        return self.text(f"predicate.{predicate}.{'yes' if holds else 'no'}", lang)

    def role_title(self, role: str) -> Text:
        """Name a role of the cast by language."""
        return self.texts.get(f"role.{self.id}.{role}.title", {})

    def kind_of(self, role: str) -> Kind:
        """Take the kind of a cast role, with the facts that the guide and the offered procedures use."""
        return self.plan.event.kinds[self.cast[role].kind]

    def fact_text(self, kind: str, fact: str, word: str = "label") -> Text:
        """Take the `label`, `hint` or `why` of a fact by language; empty where there is none."""
        return self.texts.get(f"fact.{kind}.{fact}.{word}", {})


def read_life_event(
    document: DefinitionDocument, *, procedures: Mapping[str, ProcedureVersion], calendar: WorkCalendar
) -> LifeEventVersion:
    """Read and compile a published life event; offers of procedures that are not published are left out."""
    content = document.content
    written = LifeEventFile.model_validate(content["life_event"])
    offered = {
        offer.procedure: procedures[offer.procedure] for offer in written.offers if offer.procedure in procedures
    }
    cast = roles_of(written.cast)
    kinds = _joined_kinds(read_kinds(content), offered)
    event = LifeEvent(
        id=written.life_event,
        cast=cast,
        offers=tuple(
            _offer(offer, offered[offer.procedure], calendar) for offer in written.offers if offer.procedure in offered
        ),
        predicates=read_predicates(content, roles=cast, kinds=kinds),
        kinds=kinds,
    )
    return LifeEventVersion(
        id=written.life_event,
        sha=document.sha,
        order=written.order,
        icon=written.icon or "",
        cast=cast,
        procedures=offered,
        plan=compile_guide(event),
        texts=_joined_texts(read_texts(content), offered),
    )


def _offer(offer: OfferEntry, procedure: ProcedureVersion, calendar: WorkCalendar) -> Offer:
    deadline = procedure.deadline
    due = None
    if deadline is not None:
        due = DueRule(deadline.fact, lambda day: deadline.due_on(day, calendar))
    return Offer(
        procedure=offer.procedure,
        whose=procedure.whose,
        bind={role: parse_binding(data) for role, data in offer.bind.items()},
        when=read_condition(offer.when),
        due=due,
    )


def _joined_kinds(own: Mapping[str, Kind], offered: Mapping[str, ProcedureVersion]) -> dict[str, Kind]:
    kinds = dict(own)
    for procedure in offered.values():
        for name, kind in procedure.kinds.items():
            known = kinds.get(name)
            kinds[name] = kind if known is None else Kind(name, {**kind.facts, **known.facts})
    return kinds


def _joined_texts(own: Mapping[str, Text], offered: Mapping[str, ProcedureVersion]) -> Mapping[str, Text]:
    texts: dict[str, Text] = {}
    for procedure in offered.values():
        texts.update(procedure.texts)
    return {**texts, **own}
