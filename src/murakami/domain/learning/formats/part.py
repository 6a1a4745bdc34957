"""The directory `learning` of a pack: what its documents are and what they name."""

from collections.abc import Iterable

from murakami.domain.learning.formats.courses import CourseFile
from murakami.domain.learning.formats.skills import RolesFile, SkillsFile
from murakami.foundation.packs.amending import AmendingRules
from murakami.foundation.packs.formats import PackModel
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.parts import M, Named, PackPart
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.sources import Entry


def _names(entry: Entry[PackModel]) -> Iterable[Named]:
    match entry.model:
        case SkillsFile():
            yield from (Named(f"skill {code}", ("skills", code)) for code in entry.model.skills)
        case RolesFile():
            yield from (Named(f"role {code}", ("roles", code)) for code in entry.model.roles)
        case CourseFile():
            yield Named(f"course {entry.model.course}", ("course",))


LEARNING = PackPart[PackModel](
    "learning", CourseFile, Said("学び：スキル・役割・講座", "learning: skills, roles, courses"), names=_names,
    amending=AmendingRules("course", merged=frozenset({"gives"})),
    variants={"skills": SkillsFile, "roles": RolesFile},
)


def written_in(library: Library, model: type[M]) -> tuple[Entry[M], ...]:
    """List the documents of one kind in the order of packs and files."""
    return tuple(Entry(entry.packs, entry.place, entry.model) for entry in library.entries(LEARNING)
                 if isinstance(entry.model, model))
