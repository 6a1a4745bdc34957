"""A part of a pack: its directory, how an entry is written, what it names, which texts it needs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from murakami.foundation.packs.amending import AmendingRules
from murakami.foundation.packs.formats import PackModel
from murakami.foundation.packs.problems import Path, Said
from murakami.foundation.packs.sources import Entry, Place

M = TypeVar("M", bound=PackModel)
ALL_LANGUAGES: Final = ("ja", "easy", "en")


@dataclass(frozen=True, slots=True)
class Named:
    """A name that an entry gives; no other entry of the same part may give it too."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class NeededText:
    """A text that belongs to a definition.

    `japanese` is set when the definition itself holds the Japanese words (a unit's name); `languages` are the
    directories under `texts/` in which the text exists; an optional one is needed in all of them or in none.
    """

    key: str
    place: Place
    japanese: str | None = None
    languages: tuple[str, ...] = ALL_LANGUAGES
    required: bool = True


def _nothing(entry: Entry[Any]) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)  # without slots: PackPart[Model](…) writes down what it was made for
class PackPart(Generic[M]):
    """A directory of packs and what is written in it.

    A document that has a key of `variants` is written in that model instead of `model`.
    """

    directory: str
    model: type[M]
    says: Said
    names: Callable[[Entry[M]], Iterable[Named]] = _nothing
    texts: Callable[[Entry[M]], Iterable[NeededText]] = _nothing
    amending: AmendingRules | None = None
    variants: Mapping[str, type[M]] = field(default_factory=dict)

    @property
    def models(self) -> tuple[type[M], ...]:
        """List the models in which documents of this part are written."""
        return (self.model, *self.variants.values())

    def model_of(self, data: object) -> type[M]:
        """Choose the model of a document by the keys it has."""
        written = data if isinstance(data, dict) else {}
        return next((model for key, model in self.variants.items() if key in written), self.model)
