"""Writing a next edition: every change gives a new document, with the lineage from the base kept right by itself.

A document is what `edition_document.stored_document` makes. Initiatives keep their stable codes; what became of each is
told by the groups of codes that belong together, and the kind of a step follows from the group and the words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from murakami.domain.programme.rules.lineage import edition_key
from murakami.domain.programme.rules.redline import paragraphs_of
from murakami.kernel.characters import fold_width

Document = dict[str, Any]
NUMBERS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BAR: Final = re.compile(r"([0-9]{4})(?:\s*[-–―~〜]\s*([0-9]{4}))?\s+(\S.*)\Z")
_DATED: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])\Z")
_EDITION: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}\Z")


class DraftRefused(ValueError):
    """A change that cannot be made; `code` says why, `place` where, if there are several."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(code)
        self.code, self.place = code, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """How a new edition is called, and its fiscal years (both included)."""

    code: str
    title: str
    version_title: str
    dated: str  # "2027-03"
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is written of an initiative; `plain` by language, empty or whole."""

    group: str
    number: str
    title: str
    text: str
    plain: Mapping[str, str] | None = None


def begin(base: Mapping[str, Any], heading: Heading) -> Document:
    """Copy an edition under a new heading: everything is kept, bars outside of the new years go. Raises DraftRefused."""
    if not _EDITION.match(heading.code) or edition_key(heading.code) <= edition_key(base["edition"]):
        raise DraftRefused("code_not_after")
    if not _DATED.match(heading.dated):
        raise DraftRefused("dated_wrong")
    if heading.last < heading.first:
        raise DraftRefused("period_wrong")
    document = deepcopy(dict(base)) | {
        "edition": heading.code, "title": heading.title, "version_title": heading.version_title, "status": "draft",
        "dated": heading.dated, "based_on": base["edition"], "period": {"from": heading.first, "until": heading.last},
        "source": {"title": f"{heading.title} {heading.version_title}"}, "findings": []}
    document.pop("source_mark", None)
    for schedule in _own_schedules(document):
        schedule["years"] = list(range(heading.first, heading.last + 1))
        for row in schedule["rows"]:
            row["bars"] = list(_inside(row.get("bars", ()), heading.first, heading.last))
    codes = [one["code"] for one in document["initiatives"]]
    return _with_groups(document, base, [_Group([code], [code]) for code in codes])


def write_initiative(document: Document, base: Mapping[str, Any], *, code: str, words: Words) -> Document:
    """Write an initiative again under its code; under another group it stands last. Raises DraftRefused."""
    made = deepcopy(document)
    entry = _entry(made, code)
    old = dict(entry)
    entry.update(_written(words, made))
    if words.plain is None:
        entry.pop("plain", None)
    if old["title"] != words.title:
        entry.pop("table_title", None)
    if old["group"] != words.group:
        made["initiatives"].remove(entry)
        _stand_last(made, entry)
    _relabel(made, code, old=old, new=entry)
    return _with_groups(made, base, _groups(made))


def add_initiative(document: Document, base: Mapping[str, Any], *, code: str, words: Words, note: str = "") -> Document:
    """Write a new initiative under a code that nothing had before, with an empty row in the schedule. Raises DraftRefused."""
    made = deepcopy(document)
    _refuse_known_code(made, base, code)
    _stand_last(made, {"code": code, "aliases": [], **_written(words, made)})
    _plant_row(made, _entry(made, code))
    return _with_groups(made, base, [*_groups(made), _Group([], [code], note)])


def withdraw_initiative(document: Document, base: Mapping[str, Any], *, code: str, note: str) -> Document:
    """Take an initiative out; what it came from ends with it. Raises DraftRefused (also for the last one)."""
    made = deepcopy(document)
    entry, groups = _entry(made, code), _groups(made)
    if len(made["initiatives"]) == 1:
        raise DraftRefused("last_initiative")
    group = _group_of(groups, code)
    groups.remove(group)
    rest = [one for one in group.after if one != code]
    ended = [_Group(group.before, rest, group.note)] if rest else [_Group([one], [], note) for one in group.before]
    made["initiatives"].remove(entry)
    _drop_rows(made, code)
    return _with_groups(made, base, [*groups, *ended])


def restore_initiative(document: Document, base: Mapping[str, Any], *, code: str) -> Document:
    """Bring back an initiative of the base that was withdrawn, in the base's words. Raises DraftRefused."""
    made = deepcopy(document)
    groups = _groups(made)
    group = next((one for one in groups if one.before == [code] and not one.after), None)
    written = next((one for one in base["initiatives"] if one["code"] == code), None)
    if group is None or written is None:
        raise DraftRefused("not_withdrawn")
    entry = deepcopy(dict(written))
    if entry["group"] not in groups_of(made):
        entry["group"] = groups_of(made)[0]
    entry["number"] = next_number(made, entry["group"])
    _stand_last(made, entry)
    _plant_row(made, entry)
    groups[groups.index(group)] = _Group([code], [code])
    return _with_groups(made, base, groups)


def merge_initiatives(document: Document, base: Mapping[str, Any], *, into: str, others: Sequence[str], title: str,
                      text: str, note: str) -> Document:
    """Make several initiatives one, under the code of the one that goes on. Raises DraftRefused."""
    made, codes = deepcopy(document), [into, *(one for one in others if one != into)]
    if len(codes) < 2:
        raise DraftRefused("merge_alone")
    groups = _groups(made)
    parts = [_group_of(groups, code) for code in codes]
    if any(len(one.after) > 1 for one in parts):
        raise DraftRefused("merge_split_piece")
    for code in codes[1:]:
        made["initiatives"].remove(_entry(made, code))
        _hand_rows_over(made, code, to=into)
    entry = _entry(made, into)
    old = dict(entry)
    entry.update(title=title, text=text)
    entry.pop("table_title", None)
    entry.pop("plain", None)
    _relabel(made, into, old=old, new=entry)
    before = [code for one in parts for code in one.before]
    groups = [one for one in groups if one not in parts]
    return _with_groups(made, base, [*groups, _Group(before, [into], note)])


def split_initiative(document: Document, base: Mapping[str, Any], *, code: str, new_code: str, words: Words, note: str) -> Document:
    """Take a part of an initiative out under a code of its own. Raises DraftRefused."""
    made = deepcopy(document)
    groups = _groups(made)
    group = _group_of(groups, code)
    if len(group.before) > 1:
        raise DraftRefused("split_merged")
    _refuse_known_code(made, base, new_code)
    _stand_last(made, {"code": new_code, "aliases": [], **_written(words, made)})
    _plant_row(made, _entry(made, new_code))
    if group.before:
        groups[groups.index(group)] = _Group(group.before, [*group.after, new_code], note or group.note)
    else:
        groups.append(_Group([], [new_code], note))
    return _with_groups(made, base, groups)


def write_chapter(document: Document, *, place: int, title: str, body: str) -> Document:
    """Write a section of the running text again, by its place from 0. Raises DraftRefused."""
    made = deepcopy(document)
    if not 0 <= place < len(made["texts"]):
        raise DraftRefused("chapter_unknown")
    section = made["texts"][place]
    section["title"] = title
    section.pop("body", None)
    if body.strip():
        section["body"] = body.strip()
    return made


def write_vision(document: Document, *, name: str, text: str) -> Document:
    """Write what the policy wants to come true; what explained other words in a sentence goes."""
    vision = {**document["vision"], "name": name, "text": text}
    if text != document["vision"]["text"]:
        vision.pop("plain", None)
    return {**deepcopy(document), "vision": vision}


def write_bars(document: Document, *, schedule: int, row: int, lines: str) -> Document:
    """Write the bars of a row from lines like `2027-2029 研修`, by the places of schedule and row from 0. Raises DraftRefused."""
    made = deepcopy(document)
    try:
        entry = made["schedules"][schedule]["rows"][row]
    except IndexError:
        raise DraftRefused("row_unknown") from None
    if entry.get("heading"):
        raise DraftRefused("row_unknown")
    entry["bars"] = read_bars(lines, years=made["schedules"][schedule]["years"])
    return made


def read_bars(lines: str, *, years: Sequence[int]) -> list[dict[str, Any]]:
    """Read bars from lines; DraftRefused names the line (from 1) that is none or leaves the years."""
    bars: list[dict[str, Any]] = []
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip():
            continue
        words = line.strip()
        found = _BAR.match(fold_width(words[:12]) + words[12:])
        if found is None:
            raise DraftRefused("bar_unreadable", str(number))
        start, until = int(found[1]), int(found[2] or found[1])
        if until < start or start < min(years) or until > max(years):
            raise DraftRefused("bar_outside", str(number))
        bars.append({"from": start, "until": until, "text": found[3].strip()})
    return bars


def show_bars(bars: Iterable[Mapping[str, Any]]) -> str:
    """Write bars as `read_bars` reads them."""
    return "\n".join(_bar_line(one) for one in bars)


def own_schedules(document: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """List the edition's own schedules, whose every row is about an initiative, with their places from 0."""
    return [(place, one) for place, one in enumerate(document["schedules"])
            if all(row.get("heading") or row.get("initiative") or row.get("part_of") for row in one["rows"])]


def groups_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """List where initiatives may stand: in groups, and in pillars that have none."""
    return tuple(code for pillar in document["pillars"]
                 for code in ([one["code"] for one in pillar.get("groups", ())] or [pillar["code"]]))


def next_number(document: Mapping[str, Any], group: str) -> str:
    """Suggest the first free number (①, ②, …) of a group."""
    used = {one["number"] for one in document["initiatives"] if one["group"] == group}
    return next((number for number in NUMBERS if number not in used), "")


def suggest_code(group: str, known: Iterable[str]) -> str:
    """Suggest a code for a new initiative of a group: one more than any that ever stood there."""
    places = [int(found[1]) for code in known if (found := re.match(rf"{re.escape(group)}-([0-9]+)(-[a-z-]+)?\Z", code))]
    return f"{group}-{max(places, default=0) + 1}"


def withdrawn_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """List the codes of the base that the draft takes out."""
    return tuple(code for group in _groups(document) if not group.after for code in group.before)


def _bar_line(bar: Mapping[str, Any]) -> str:
    years = str(bar["from"]) if bar["from"] == bar["until"] else f"{bar['from']}-{bar['until']}"
    return f"{years} {bar['text']}"


@dataclass(slots=True)
class _Group:
    """Codes of the base and of the draft that belong together."""

    before: list[str]
    after: list[str]
    note: str = ""


def _groups(document: Mapping[str, Any]) -> list[_Group]:
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], _Group] = {}
    for step in document["lineage"]["steps"]:
        before, after = step.get("from", []), step.get("to", [])
        group = found.setdefault((tuple(before), tuple(after)), _Group(list(before), list(after)))
        group.note = group.note or step.get("note", "")
    return list(found.values())


def _group_of(groups: Iterable[_Group], code: str) -> _Group:
    group = next((one for one in groups if code in one.after), None)
    if group is None:
        raise DraftRefused("initiative_unknown")
    return group


def _with_groups(document: Document, base: Mapping[str, Any], groups: Iterable[_Group]) -> Document:
    old = {one["code"]: one for one in base["initiatives"]}
    new = {one["code"]: one for one in document["initiatives"]}
    order = [one["code"] for one in (*document["initiatives"], *base["initiatives"])]
    steps = [step for group in sorted(groups, key=lambda one: order.index((one.after or one.before)[0]))
             for step in _steps(group, old, new)]
    document["lineage"] = {"lineage": f"{base['edition']} -> {document['edition']}", "from": base["edition"],
                           "to": document["edition"], "steps": steps}
    return document


def _steps(group: _Group, old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    said = {"from": group.before, "to": group.after} | ({"note": group.note} if group.note else {})
    if len(group.before) == len(group.after) == 1:
        before, after = old[group.before[0]], new[group.after[0]]
        kinds = [kind for kind, part in (("renamed", "title"), ("moved", "group")) if before[part] != after[part]] or ["kept"]
        rewritten = paragraphs_of(before["text"]) != paragraphs_of(after["text"])
        yield from ({"kind": kind, **said, "rewritten": rewritten and not place} for place, kind in enumerate(kinds))
        return
    kind = "added" if not group.before else "withdrawn" if not group.after else "split" if len(group.before) == 1 else "merged"
    yield {"kind": kind, **said, "rewritten": False}


def _entry(document: Mapping[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] | None = next((one for one in document["initiatives"] if one["code"] == code), None)
    if found is None:
        raise DraftRefused("initiative_unknown")
    return found


def _written(words: Words, document: Mapping[str, Any]) -> dict[str, Any]:
    if words.group not in groups_of(document):
        raise DraftRefused("group_unknown")
    if words.plain is not None and not all(words.plain.values()):
        raise DraftRefused("plain_incomplete")
    written: dict[str, Any] = {"group": words.group, "number": words.number, "title": words.title, "text": words.text}
    return written | ({"plain": dict(words.plain)} if words.plain else {})


def _refuse_known_code(document: Mapping[str, Any], base: Mapping[str, Any], code: str) -> None:
    if any(one["code"] == code for one in (*document["initiatives"], *base["initiatives"])):
        raise DraftRefused("code_taken")


def _stand_last(document: Document, entry: dict[str, Any]) -> None:
    """Put an entry behind the last one of its group, else behind those of the groups before."""
    order, entries = groups_of(document), document["initiatives"]
    rank = order.index(entry["group"])
    place = max((index + 1 for index, one in enumerate(entries) if order.index(one["group"]) <= rank), default=0)
    entries.insert(place, entry)


def _own_schedules(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [schedule for _, schedule in own_schedules(document)]


def _inside(bars: Iterable[Mapping[str, Any]], first: int, last: int) -> Iterator[dict[str, Any]]:
    for bar in bars:
        start, until = max(bar["from"], first), min(bar["until"], last)
        if start <= until:
            yield {**bar, "from": start, "until": until}


def _is_about(row: Mapping[str, Any], code: str) -> bool:
    return code in {row.get("initiative"), row.get("part_of")}


def _plant_row(document: Document, entry: Mapping[str, Any]) -> None:
    """Give an initiative an empty row in the edition's schedule, behind those of the initiative before it."""
    codes = [one["code"] for one in document["initiatives"]]
    earlier = codes[:codes.index(entry["code"])]
    for schedule in _own_schedules(document)[:1]:
        rows = schedule["rows"]
        place = max((index + 1 for index, row in enumerate(rows) if any(_is_about(row, code) for code in earlier)), default=len(rows))
        rows.insert(place, {"initiative": entry["code"], "label": f"{entry['number']} {entry['title']}", "bars": []})


def _drop_rows(document: Document, code: str) -> None:
    for schedule in document["schedules"]:
        if schedule in _own_schedules(document):
            kept = [row for row in schedule["rows"] if not _is_about(row, code)]
            schedule["rows"] = kept or schedule["rows"]


def _hand_rows_over(document: Document, code: str, *, to: str) -> None:
    for schedule in document["schedules"]:
        for row in schedule["rows"]:
            if _is_about(row, code):
                row.pop("initiative", None)
                row["part_of"] = to


def _relabel(document: Document, code: str, *, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Let the row of an initiative bear its new number and name where it bore the old ones."""
    for schedule in document["schedules"]:
        for row in schedule["rows"]:
            if row.get("initiative") == code:
                row["label"] = row["label"].replace(old["title"], new["title"]).replace(old["number"], new["number"])
