"""What changed from one edition to the next, as one public document: initiative by initiative, then all other words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from murakami.domain.programme.formats.editions import EditionFile, InitiativeEntry
from murakami.domain.programme.formats.lineage import LineageFile, LineageStep
from murakami.domain.programme.rules.redline import Mark, Paragraph, Span, redline, redline_phrases
from murakami.domain.programme.rules.tables import ScheduleLine, is_own_schedule, schedule_lines

SCHEMA: Final = 1


def changes_document(before: EditionFile, after: EditionFile, lineage: LineageFile | None) -> dict[str, Any]:
    """Compare two editions; plain JSON. Without a lineage, initiatives are paired by their codes."""
    steps = lineage.steps if lineage else ()
    return {
        "schema": SCHEMA,
        "from": _about(before), "to": _about(after),
        "initiatives": [_initiatives(group, before, after) for group in _together(steps)],
        "sections": [section for section in _sections(before, after) if section["kind"] != "same"],
        "schedules": list(_schedules(before, after)),
    }


def _about(edition: EditionFile) -> dict[str, str]:
    return {"edition": edition.edition, "version_title": edition.version_title, "dated": edition.dated}


def _together(steps: Iterable[LineageStep]) -> list[list[LineageStep]]:
    """Put steps about the same initiatives together: moved and rewritten is one story."""
    groups: list[list[LineageStep]] = []
    for step in steps:
        group = next((one for one in groups if _codes(one[0]) == _codes(step)), None)
        if group is None:
            groups.append([step])
        else:
            group.append(step)
    return groups


def _codes(step: LineageStep) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(step.before), frozenset(step.after)


def _initiatives(steps: list[LineageStep], before: EditionFile, after: EditionFile) -> dict[str, Any]:
    old = [one for one in before.initiatives if one.code in steps[0].before]
    new = [one for one in after.initiatives if one.code in steps[0].after]
    return {
        "kinds": [step.kind for step in steps], "rewritten": any(step.rewritten for step in steps),
        "notes": [step.note for step in steps if step.note],
        "before": [_place(one, before) for one in old], "after": [_place(one, after) for one in new],
        "title": _titles(old, new), "text": _text("\n\n".join(one.text for one in old), "\n\n".join(one.text for one in new)),
    }


def _titles(old: Sequence[InitiativeEntry], new: Sequence[InitiativeEntry]) -> list[list[str]]:
    """Compare the names of one initiative phrase by phrase; several that became one, or the reverse, stand whole."""
    if len(old) == len(new) == 1:
        return _spans(redline_phrases(old[0].title, new[0].title))
    names = ((Mark.OLD, "、".join(one.title for one in old)), (Mark.NEW, "、".join(one.title for one in new)))
    return [[mark.value, name] for mark, name in names if name]


def _place(entry: InitiativeEntry, edition: EditionFile) -> dict[str, str]:
    return {"code": entry.code, "number": entry.number, "title": entry.title, "under": _heading(entry.group, edition)}


def _heading(code: str, edition: EditionFile) -> str:
    for pillar in edition.pillars:
        if pillar.code == code:
            return pillar.title
        for group in pillar.groups:
            if group.code == code:
                return f"{pillar.title} {group.number or ''}{group.title}"
    return ""


def _sections(before: EditionFile, after: EditionFile) -> Iterator[dict[str, Any]]:
    """Compare everything but the initiatives, part by part in the order of the later edition; what is gone ends its part."""
    old, new = _words(before), _words(after)
    keys = [*new, *(key for key in old if key not in new)]
    parts = list(dict.fromkeys(part for part, _ in keys))
    for key in sorted(keys, key=lambda key: parts.index(key[0])):
        title, text = new.get(key, ("", ""))
        title_before, text_before = old.get(key, ("", ""))
        kind = "added" if key not in old else "withdrawn" if key not in new else (
            "same" if (title, text) == (title_before, text_before) else "changed")
        yield {"part": key[0], "id": key[1], "kind": kind, "heading": title or title_before,
               "title": _spans(redline_phrases(title_before, title)), "text": _text(text_before, text)}


def _words(edition: EditionFile) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Give every text of an edition beside its initiatives: its title and its words, under what is stable about it."""
    words: dict[tuple[str, str], tuple[str, str]] = {
        ("vision", ""): (edition.vision.name, edition.vision.text),
        **{("texts", one.id): (one.title, one.body or "") for one in edition.texts},
        **{("principles", one.code): (one.name, one.text) for one in edition.principles},
        **{("articles", str(one.number)): (f"第{one.number}条", one.text) for one in edition.articles},
    }
    for pillar in edition.pillars:
        words["pillars", pillar.code] = (pillar.title, pillar.text or "")
        words |= {("pillars", group.code): (f"{group.number or ''}{group.title}", group.text or "") for group in pillar.groups}
    words |= {("organisation", one.code): (one.name, "\n\n".join(filter(None, (one.role, one.chaired_by, one.members))))
              for one in edition.organisation}
    return words | {("glossary", one.term): (f"{one.term}（{one.reading}）" if one.reading else one.term, one.text)
                    for one in edition.glossary}


def _schedules(before: EditionFile, after: EditionFile) -> Iterator[dict[str, Any]]:
    """Compare the editions' own schedules, row by row: what was planned under the same label or initiative."""
    old, new = _plans(before), _plans(after)
    for key in [*new, *(key for key in old if key not in new)]:
        label, plan = new.get(key, ("", ""))
        label_before, plan_before = old.get(key, ("", ""))
        if (label, plan) != (label_before, plan_before):
            yield {"before": {"label": label_before, "plan": plan_before}, "after": {"label": label, "plan": plan}}


def _plans(edition: EditionFile) -> Mapping[tuple[str, str], tuple[str, str]]:
    lines = [line for one in edition.schedules if is_own_schedule(one) for line in schedule_lines(one) if not line.is_heading]
    return {(line.initiative, line.label if line.is_part else ""): (line.label, _plan(line)) for line in lines}


def _plan(line: ScheduleLine) -> str:
    cells = sorted((cell for lane in line.lanes for cell in lane if cell.text), key=lambda cell: (cell.start, cell.until))
    return "\n".join(f"{_years(cell.start, cell.until)} {cell.text}" for cell in cells)


def _years(start: int, until: int) -> str:
    return str(start) if start == until else f"{start}–{until}"


def _text(before: str, after: str) -> list[dict[str, Any]]:
    return [_paragraph(one) for one in redline(before, after)]


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {"changed": paragraph.is_changed, "spans": _spans(paragraph.spans)}


def _spans(spans: Iterable[Span]) -> list[list[str]]:
    return [[span.mark.value, span.text] for span in spans]
