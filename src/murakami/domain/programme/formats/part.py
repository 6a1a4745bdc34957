"""The directory `programme` of a pack: what its documents are and what they name."""

from collections.abc import Iterable

from murakami.domain.programme.formats.editions import EditionFile
from murakami.domain.programme.formats.findings import FindingsFile
from murakami.domain.programme.formats.lineage import LineageFile
from murakami.domain.programme.formats.plan import PlanFile
from murakami.foundation.packs.formats import PackModel
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.parts import M, Named, PackPart
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.sources import Entry


def _names(entry: Entry[PackModel]) -> Iterable[Named]:
    match entry.model:
        case EditionFile():
            yield Named(f"edition {entry.model.edition}", ("edition",))
        case LineageFile():
            yield Named(f"lineage {entry.model.before} {entry.model.after}", ("lineage",))
        case FindingsFile():
            yield Named(f"findings {entry.model.findings}", ("findings",))
        case PlanFile():
            yield Named(f"plan {entry.model.plan}", ("plan",))


PROGRAMME: PackPart[PackModel] = PackPart(
    "programme", EditionFile, Said("方針とその計画", "the policy and its plan"), names=_names,
    variants={"lineage": LineageFile, "findings": FindingsFile, "plan": PlanFile},
)


def written_in(library: Library, model: type[M]) -> tuple[Entry[M], ...]:
    """List the documents of one kind in the order of packs and files."""
    return tuple(Entry(entry.packs, entry.place, entry.model) for entry in library.entries(PROGRAMME)
                 if isinstance(entry.model, model))
