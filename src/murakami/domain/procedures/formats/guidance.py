"""How packs write life events, letters and search words."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

from pydantic import Field, WithJsonSchema

from murakami.domain.procedures.formats.vocabulary import ConditionData, RoleText
from murakami.foundation.packs.amending import AmendingRules
from murakami.foundation.packs.formats import Identifier, Number, PackModel, Sentence, Slug
from murakami.foundation.packs.parts import Named, NeededText, PackPart
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.sources import Entry

NOBODY: Final = "none"
"""Written in a binding for a role that nobody takes."""

BindingData = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "object"}],
            "x-form": "だれが",
        }
    ),
]
"""A cast role, a list of them, `none`, or {if: condition, then: …, else: …}. `checks` reads it."""


class OfferEntry(PackModel):
    """A procedure that a life event offers."""

    procedure: Annotated[Slug, Field(description="手続の名前")]
    when: Annotated[ConditionData, Field(description="この条件のときに当てはまる")] = None
    bind: Annotated[dict[Identifier, BindingData], Field(description="手続の役割に、だれがなるか")]


class LifeEventFile(PackModel):
    """`life_events/*.yaml`."""

    life_event: Annotated[Slug, Field(description="ライフイベントの名前")]
    order: Annotated[Number, Field(description="並べる順番（小さいものが先）")]
    icon: Annotated[Identifier | None, Field(description="絵の名前")] = None
    cast: Annotated[dict[Identifier, RoleText], Field(description="出てくる人や物")]
    offers: Annotated[tuple[OfferEntry, ...], Field(description="当てはまるかもしれない手続")] = ()


class LetterFile(PackModel):
    """`letters/*.yaml`: what a letter to the resident says, in Japanese."""

    letter: Annotated[Slug, Field(description="通知の名前")]
    title: Annotated[Sentence, Field(description="題")]
    body: Annotated[tuple[Sentence, ...], Field(min_length=1, description="段落。{receipt_number} などに値が入る")]


class SynonymFile(PackModel):
    """`synonyms/*.yaml`: the words in which people look for a procedure or a life event."""

    synonyms: Annotated[dict[Slug, tuple[Sentence, ...]], Field(description="手続・ライフイベントごとの言葉")]


def _life_event_texts(entry: Entry[LifeEventFile]) -> Iterable[NeededText]:
    name = entry.model.life_event
    yield NeededText(f"life_event.{name}.title", entry.place)
    yield NeededText(f"life_event.{name}.summary", entry.place)
    for role in entry.model.cast:
        yield NeededText(f"role.{name}.{role}.title", entry.place.inside("cast", role))


def _letter_texts(entry: Entry[LetterFile]) -> Iterable[NeededText]:
    at = entry.place.inside("title")
    yield NeededText(f"letter.{entry.model.letter}.title", at, japanese=entry.model.title)


LIFE_EVENTS = PackPart(
    "life_events",
    LifeEventFile,
    Said("ライフイベント", "life events"),
    names=lambda entry: [Named(entry.model.life_event, ("life_event",))],
    texts=_life_event_texts,
    amending=AmendingRules("life_event", merged=frozenset({"cast"}), added=frozenset({"offers"})),
)
LETTERS = PackPart(
    "letters",
    LetterFile,
    Said("通知", "letters"),
    names=lambda entry: [Named(entry.model.letter, ("letter",))],
    texts=_letter_texts,
    amending=AmendingRules("letter"),
)
SYNONYMS = PackPart("synonyms", SynonymFile, Said("探す言葉", "search words"))
