"""An edition as one public document: its words, its tables as they are printed, and the story of each initiative."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from murakami.domain.programme.formats.editions import EditionFile
from murakami.domain.programme.formats.findings import FindingsFile
from murakami.domain.programme.formats.lineage import LineageFile, LineageStep
from murakami.domain.programme.formats.part import written_in
from murakami.domain.programme.rules.lineage import Stage, kinds_of, story_of
from murakami.domain.programme.rules.tables import (
    ScheduleLine,
    focus_table,
    is_own_schedule,
    schedule_lines,
)
from murakami.foundation.packs.library import Library

SCHEMA: Final = 1


@dataclass(frozen=True)
class Shelf:
    """All editions that are known, with what leads from one to the next and what was found in their sources."""

    editions: Mapping[str, EditionFile] = field(default_factory=dict)
    lineages: Mapping[tuple[str, str], LineageFile] = field(default_factory=dict)
    findings: Mapping[str, FindingsFile] = field(default_factory=dict)


def shelve(editions: Iterable[EditionFile], lineages: Iterable[LineageFile], findings: Iterable[FindingsFile]) -> Shelf:
    """Put editions with their lineages and findings together."""
    return Shelf({one.edition: one for one in editions}, {(one.before, one.after): one for one in lineages},
                 {one.findings: one for one in findings})


def shelf_of(library: Library) -> Shelf:
    """Put together what packs say of the editions."""
    return shelve((entry.model for entry in written_in(library, EditionFile)),
                  (entry.model for entry in written_in(library, LineageFile)),
                  (entry.model for entry in written_in(library, FindingsFile)))


def stored_document(edition: EditionFile, shelf: Shelf) -> dict[str, Any]:
    """Make what is kept of an edition: as it is written, with its lineage and findings. `read_edition` is the way back."""
    lineage = shelf.lineages.get((edition.based_on or "", edition.edition))
    findings = shelf.findings.get(edition.edition)
    return {**_plain(edition), "lineage": _plain(lineage) if lineage else None,
            "findings": _plain(findings)["items"] if findings else []}


def shelve_documents(documents: Iterable[Mapping[str, Any]]) -> Shelf:
    """Read stored documents back."""
    known = tuple(documents)
    return shelve(
        (read_edition(one) for one in known),
        (LineageFile.model_validate(one["lineage"]) for one in known if one.get("lineage")),
        (FindingsFile.model_validate({"findings": one["edition"], "items": one["findings"]}) for one in known
         if one.get("findings")))


def read_edition(document: Mapping[str, Any]) -> EditionFile:
    """Read the edition of a stored document."""
    return EditionFile.model_validate({key: value for key, value in document.items() if key not in {"lineage", "findings"}})


def public_document(edition: EditionFile, shelf: Shelf) -> dict[str, Any]:
    """Make what is published of an edition; plain JSON."""
    stored = stored_document(edition, shelf)
    lineage = shelf.lineages.get((edition.based_on or "", edition.edition))
    return {
        "schema": SCHEMA, **stored,
        "lineage": [_step(step) for step in lineage.steps] if lineage else [],
        "table": [{"pillar": row.pillar, "group": row.group, "initiatives": list(row.initiatives),
                   "codes": list(row.codes)} for row in focus_table(edition)],
        "schedules": [{"figure": one.figure, "title": one.title, "years": list(one.years), "own": is_own_schedule(one),
                       "lines": [_line(line) for line in schedule_lines(one)]} for one in edition.schedules],
        "initiatives": [
            {**written, "story": [_stage(stage) for stage in story_of(
                written["code"], edition=edition, editions=shelf.editions, lineages=shelf.lineages)]}
            for written in stored["initiatives"]],
    }


def _step(step: LineageStep) -> dict[str, Any]:
    return {"kind": step.kind, "from": list(step.before), "to": list(step.after), "note": step.note or "",
            "rewritten": step.rewritten}


def _stage(stage: Stage) -> dict[str, Any]:
    return {"edition": stage.edition, "kinds": list(kinds_of(stage.steps)),
            "rewritten": any(step.rewritten for step in stage.steps),
            "notes": [step.note for step in stage.steps if step.note],
            "entries": [{"code": one.code, "number": one.number, "title": one.title} for one in stage.entries]}


def _line(line: ScheduleLine) -> dict[str, Any]:
    return {"label": line.label, "heading": line.is_heading, "initiative": line.initiative, "part": line.is_part,
            "group": line.group, "lanes": [[{"from": cell.start, "until": cell.until, "text": cell.text, "span": cell.span}
                                            for cell in lane] for lane in line.lanes]}


def _plain(model: EditionFile | LineageFile | FindingsFile) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)

