"""What changed from one edition to the next: as redline, and as table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.publications.queries import find_published
from murakami.interfaces.components.shapes import DiffRow, Tab, Tone
from murakami.interfaces.open.frame import show
from murakami.interfaces.open.policy.reading import POLICY_CHANGES
from murakami.interfaces.open.policy.words import month_words, part_word, step_tone, step_word, step_words


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, or stayed: with its place before and now, and its redline."""

    tags: tuple[tuple[str, Tone], ...]
    before: str
    after: str
    href: str
    notes: tuple[str, ...]
    title: list[list[str]]
    text: list[Mapping[str, Any]]
    is_quiet: bool  # nothing in its words changed


@dataclass(frozen=True, slots=True)
class PartChanges:
    """What changed in one part of an edition; `rows` say the same side by side."""

    anchor: str
    title: str
    changes: tuple[Change, ...]
    rows: tuple[DiffRow, ...]


@require_safe
def show_changes(request: HttpRequest, pair: str) -> HttpResponse:
    """Show what changed between two editions (`2.0..2.3`). SQL: 2."""
    found = find_published(POLICY_CHANGES, pair)
    if found is None:
        raise Http404
    document, as_table = found.document, request.GET.get("as") == "table"
    here = reverse("open:policy-changes", args=[pair])
    initiatives = tuple(change_of(one) for one in document["initiatives"])
    return show(request, "policy/changes.html", {
        "before": document["from"], "after": document["to"], "as_table": as_table,
        "dates": tuple(month_words(document[side]["dated"]) for side in ("from", "to")),
        "tabs": (Tab(_("見え消しで読む"), here, current=not as_table), Tab(_("表で見る"), f"{here}?as=table", current=as_table)),
        "initiatives": initiatives, "moved": [one for one in initiatives if not one.is_quiet],
        "quiet": [one for one in initiatives if one.is_quiet], "parts": tuple(parts_of(document["sections"])),
        "rows": tuple(_initiative_row(one) for one in document["initiatives"] if not change_of(one).is_quiet), "schedules": tuple(schedule_row(one) for one in document["schedules"])})


def change_of(one: Mapping[str, Any]) -> Change:
    """Show what became of an initiative."""
    after = one["after"]
    return Change(
        tags=step_words(one["kinds"], rewritten=one["rewritten"]), before=_places(one["before"]), after=_places(after),
        href=reverse("open:policy-initiative", args=[after[0]["code"]]) if after else "", notes=tuple(one["notes"]),
        title=one["title"], text=one["text"], is_quiet=set(one["kinds"]) == {"kept"} and not one["rewritten"] and not one["notes"])


def _places(entries: list[Mapping[str, str]]) -> str:
    return "\n".join(f"{one['under']} {one['number']} {one['title']}" for one in entries)


def parts_of(sections: list[Mapping[str, Any]]) -> Iterator[PartChanges]:
    """Show what changed in each part of the other words."""
    for part, inside in groupby(sections, key=lambda section: str(section["part"])):
        found = tuple(inside)
        yield PartChanges(part, part_word(part), tuple(
            Change(((step_word(one["kind"]), step_tone(one["kind"])),), "", "", "", (), one["title"], one["text"], False)
            for one in found), tuple(_section_row(one) for one in found))


def _section_row(section: Mapping[str, Any]) -> DiffRow:
    changed = _changed(section)
    if any(mark != "same" for mark, _ in section["title"]):
        changed.insert(0, section["title"])
    return DiffRow(section["heading"], _side(changed, without="new"), _side(changed, without="old"))


def _changed(section: Mapping[str, Any]) -> list[list[list[str]]]:
    return [paragraph["spans"] for paragraph in section["text"] if paragraph["changed"]]


def _side(paragraphs: list[list[list[str]]], *, without: str) -> str:
    """Read one side of redlined paragraphs."""
    sides = ("".join(text for mark, text in spans if mark != without) for spans in paragraphs)
    return "\n".join(side for side in sides if side)


def _initiative_row(one: Mapping[str, Any]) -> DiffRow:
    """Set an initiative side by side: where it stands, if that changed, and the paragraphs that did."""
    change, changed = change_of(one), _changed(one)
    old, new = _side(changed, without="new"), _side(changed, without="old")
    if change.before != change.after:
        old, new = "\n".join(filter(None, (change.before, old))), "\n".join(filter(None, (change.after, new)))
    names = "、".join(place["title"] for place in one["after"] or one["before"])
    return DiffRow(names, old, new, "：".join(filter(None, ("・".join(word for word, _ in change.tags), "".join(change.notes)))))


def schedule_row(one: Mapping[str, Mapping[str, str]]) -> DiffRow:
    """Show how the plan of a row changed."""
    before, after = one["before"], one["after"]
    label = after["label"] or before["label"]
    if before["plan"] == after["plan"]:
        return DiffRow(label, before["label"], after["label"])
    return DiffRow(label, before["plan"], after["plan"], "" if before["label"] in {"", label} else before["label"])
