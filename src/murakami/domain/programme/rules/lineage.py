"""How initiatives live through the editions: which step led to which, and the story of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from murakami.domain.programme.formats.editions import EditionFile, InitiativeEntry
from murakami.domain.programme.formats.lineage import LineageFile, LineageStep


@dataclass(frozen=True, slots=True)
class Stage:
    """An edition in the story of an initiative: as what it stood there, and the step that led to it (none at first)."""

    edition: str
    entries: tuple[InitiativeEntry, ...]
    steps: tuple[LineageStep, ...] = ()


def edition_key(code: str) -> tuple[int, ...]:
    """Give what editions are ordered by: 2.3 before 2.10."""
    return tuple(int(part) for part in code.split("."))


def in_order(editions: Iterable[EditionFile]) -> tuple[EditionFile, ...]:
    """Order editions from the first to the newest."""
    return tuple(sorted(editions, key=lambda edition: edition_key(edition.edition)))


def steps_to(lineage: LineageFile | None, code: str) -> tuple[LineageStep, ...]:
    """List the steps that lead to an initiative of the later edition."""
    return tuple(step for step in lineage.steps if code in step.after) if lineage else ()


def steps_from(lineage: LineageFile | None, code: str) -> tuple[LineageStep, ...]:
    """List the steps that lead away from an initiative of the earlier edition."""
    return tuple(step for step in lineage.steps if code in step.before) if lineage else ()


def story_of(code: str, *, edition: EditionFile, editions: Mapping[str, EditionFile],
             lineages: Mapping[tuple[str, str], LineageFile]) -> tuple[Stage, ...]:
    """Tell the story of an initiative that stands in `edition`, from its first edition to this one."""
    codes: tuple[str, ...] = (code,)
    stages: list[Stage] = []
    current: EditionFile | None = edition
    while current is not None and codes:
        lineage = lineages.get((current.based_on or "", current.edition))
        steps = tuple(dict.fromkeys(step for one in codes for step in steps_to(lineage, one)))
        stages.append(Stage(current.edition, _entries(current, codes), steps))
        codes = tuple(dict.fromkeys(before for step in steps for before in step.before))
        current = editions.get(current.based_on or "")
    return tuple(reversed(stages))


def kinds_of(steps: Sequence[LineageStep]) -> tuple[str, ...]:
    """Name what happened in some steps, each kind once, what people look for first before what merely went on."""
    kinds = list(dict.fromkeys(step.kind for step in steps))
    return (*(kind for kind in kinds if kind != "kept"), *(kind for kind in kinds if kind == "kept"))


def _entries(edition: EditionFile, codes: Sequence[str]) -> tuple[InitiativeEntry, ...]:
    return tuple(entry for entry in edition.initiatives if entry.code in codes)
