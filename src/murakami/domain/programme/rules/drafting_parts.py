"""Writing what stands in a next edition beside its initiatives: principles, articles, organisation, glossary, headings.

Documents are as in `drafting`; every change gives a new one. What can be written by the row is an item of a part:
its words, by their names in the edition's format.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from murakami.domain.programme.rules.drafting import Document, DraftRefused


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an edition that is a list: what is written of an item, what may be blank, how it is called.

    `stem` begins the code of a new item; an article has its number instead, a term nothing. No two may have one `name`.
    """

    words: tuple[str, ...]
    name: str
    blank: frozenset[str] = frozenset()
    stem: str = ""


PARTS: Final[Mapping[str, Part]] = {
    "principles": Part(("name", "text"), "name", stem="principle"),
    "articles": Part(("text",), "text"),
    "organisation": Part(("name", "role", "chaired_by", "members"), "name", frozenset({"chaired_by", "members"}), stem="body"),
    "glossary": Part(("term", "reading", "text"), "term", frozenset({"reading"})),
}


def write_item(document: Document, *, part: str, place: int, words: Mapping[str, str]) -> Document:
    """Write an item again, by its place from 0. Raises DraftRefused(`item_unknown` | `name_taken`)."""
    made = deepcopy(document)
    item = _item(made, part, place)
    for word in PARTS[part].words:
        item.pop(word, None)
    item.update(_written(part, words))
    _refuse_same_name(made, part)
    return made


def add_item(document: Document, base: Mapping[str, Any], *, part: str, words: Mapping[str, str]) -> Document:
    """Write a new item behind the others, under a code that neither edition uses. Raises DraftRefused(`name_taken`)."""
    made = deepcopy(document)
    items = made.setdefault(part, [])
    known = {one.get("code") for one in (*items, *base.get(part, ()))}
    items.append({**_identity(PARTS[part], known), **_written(part, words)})
    _number(made, part)
    _refuse_same_name(made, part)
    return made


def remove_item(document: Document, *, part: str, place: int) -> Document:
    """Take an item out; articles behind it move up. Raises DraftRefused(`item_unknown`)."""
    made = deepcopy(document)
    made[part].remove(_item(made, part, place))
    _number(made, part)
    return made


def write_pillar(document: Document, *, place: int, title: str, text: str, plain: Mapping[str, str] | None) -> Document:
    """Write a pillar again, by its place from 0; `plain` by language, empty or whole.

    Raises DraftRefused(`heading_unknown` | `plain_incomplete`).
    """
    made = deepcopy(document)
    pillar = _at(made["pillars"], place)
    if plain is not None and not all(plain.values()):
        raise DraftRefused("plain_incomplete")
    _rename(made, old=pillar["title"], new=title)
    _replace(pillar, title=title, text=text, plain=dict(plain) if plain else None)
    return made


def write_heading(document: Document, *, place: int, inner: int, number: str, title: str, text: str) -> Document:
    """Write a heading below a pillar again, by the places of both from 0. Raises DraftRefused(`heading_unknown`)."""
    made = deepcopy(document)
    group = _at(_at(made["pillars"], place).get("groups", []), inner)
    _rename(made, old=f"{group.get('number', '')}{group['title']}", new=f"{number}{title}")
    _replace(group, number=number, title=title, text=text)
    return made


def _written(part: str, words: Mapping[str, str]) -> dict[str, str]:
    said = {word: words.get(word, "").strip() for word in PARTS[part].words}
    return {word: text for word, text in said.items() if text or word not in PARTS[part].blank}


def _identity(part: Part, known: set[str | None]) -> dict[str, str]:
    if not part.stem:
        return {}
    return {"code": next(code for number in range(1, len(known) + 2) if (code := f"{part.stem}-{number}") not in known)}


def _number(document: Document, part: str) -> None:
    if part == "articles":
        for number, one in enumerate(document[part], 1):
            one["number"] = number


def _refuse_same_name(document: Mapping[str, Any], part: str) -> None:
    names = [one[PARTS[part].name] for one in document[part]]
    if len(set(names)) < len(names):
        raise DraftRefused("name_taken")


def _item(document: Mapping[str, Any], part: str, place: int) -> dict[str, Any]:
    items = document.get(part, []) if part in PARTS else []
    if not 0 <= place < len(items):
        raise DraftRefused("item_unknown")
    item: dict[str, Any] = items[place]
    return item


def _at(headings: list[dict[str, Any]], place: int) -> dict[str, Any]:
    if not 0 <= place < len(headings):
        raise DraftRefused("heading_unknown")
    return headings[place]


def _replace(heading: dict[str, Any], **written: object) -> None:
    """Write what has something to say; what is empty is not of the document."""
    for key, value in written.items():
        heading.pop(key, None)
        if value:
            heading[key] = value


def _rename(document: Mapping[str, Any], *, old: str, new: str) -> None:
    """Let the headings of the schedules bear the new words where they bore the old ones."""
    for schedule in document["schedules"]:
        for row in schedule["rows"]:
            if row.get("heading"):
                row["heading"] = row["heading"].replace(old, new)
