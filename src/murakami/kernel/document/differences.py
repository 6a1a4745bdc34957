"""What changed between two revisions of a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from murakami.kernel.document.model import AttachmentRow, Document, Row, attachment_key
from murakami.kernel.document.review import row_text
from murakami.kernel.languages import Text

Item: TypeAlias = Row | AttachmentRow


class ChangeKind(StrEnum):
    """What happened to a key."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One key whose answer or files are not the same. Who said it and how it is labelled do not count."""

    kind: ChangeKind
    key: str
    label: Text
    before: Item | None
    after: Item | None


def diff(old: Document, new: Document) -> tuple[Change, ...]:
    """List what changed: first in the order of the new document, then what is gone."""
    before, after = _items(old), _items(new)
    changes = [_change(key, before.get(key), item) for key, item in after.items()]
    gone = [_change(key, item, None) for key, item in before.items() if key not in after]
    return tuple(change for change in changes + gone if change is not None)


def changed_keys(old: Document, new: Document) -> frozenset[str]:
    """Name the keys ("instance.fact", "attachment:id") that changed."""
    return frozenset(change.key for change in diff(old, new))


def change_texts(change: Change, lang: str) -> tuple[str, str]:
    """Write the answer before and after for a screen; "" where there was none."""
    return _item_text(change.before, lang), _item_text(change.after, lang)


def _items(document: Document) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for row in document.rows:
        items.setdefault(row.key, row)
    for attachment in document.attachments:
        items[attachment_key(attachment.id)] = attachment
    return items


def _change(key: str, before: Item | None, after: Item | None) -> Change | None:
    if before is None and after is not None:
        return Change(ChangeKind.ADDED, key, after.label, None, after)
    if after is None and before is not None:
        return Change(ChangeKind.REMOVED, key, before.label, before, None)
    if before is None or after is None or _content(before) == _content(after):
        return None
    return Change(ChangeKind.CHANGED, key, after.label, before, after)


def _content(item: Item) -> object:
    if isinstance(item, Row):
        return item.type, item.value
    return item.state, tuple(file.sha256 for file in item.files)


def _item_text(item: Item | None, lang: str) -> str:
    if item is None:
        return ""
    if isinstance(item, Row):
        return row_text(item, lang)
    return "、".join(file.name for file in item.files)
