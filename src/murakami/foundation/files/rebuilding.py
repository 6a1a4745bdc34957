"""From bytes of a known kind to bytes that we have written; what no rule of ours can write anew goes to a person."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from murakami.foundation.files.archives import look_through
from murakami.foundation.files.images import rebuild_image
from murakami.foundation.files.kinds import (
    ACCEPTED,
    CSV,
    DOCX,
    IMAGES,
    OLE,
    OTHER,
    PDF,
    PPTX,
    RUNS,
    TEXT,
    XLSX,
    ZIP,
    is_named_so,
    kind_of,
)
from murakami.foundation.files.office.package import rebuild_office
from murakami.foundation.files.pdfs import rebuild_pdf
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.files.texts import rebuild_text


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A file written anew, or (`data` empty) one that no rule can write anew: what it was, what was left out.

    `shows_number`: a 個人番号 was seen in it, which the process of `child` looks for.
    """

    found: str
    content_type: str
    data: bytes
    removed: Mapping[str, int]
    shows_number: bool = False


def rebuild(data: bytes, *, name: str, accept: AbstractSet[str]) -> Rebuilt:
    """Write a file anew by what it is. `accept` names groups of ACCEPTED.

    Raises FileRefused with the reason; nothing is executed, fetched or written on the way.
    """
    found = kind_of(data, name=name)
    refuse_kind(found, name=name, accept=accept)
    content_type, clean, removed = _by_kind(data, found=found, name=name)
    if clean and not is_named_so(name, found):
        removed = removed + Counter({"name": 1})
    return Rebuilt(found=found, content_type=content_type, data=clean, removed=dict(removed))


def refuse_kind(found: str, *, name: str, accept: AbstractSet[str]) -> None:
    """Refuse a kind that the attachment does not take. Raises FileRefused(`old_office` | `type_not_accepted`)."""
    if found == OLE and OTHER not in accept and "office" in accept:
        raise FileRefused("old_office", {"name": name})
    if found == RUNS or not any(found in ACCEPTED[group] for group in accept):
        raise FileRefused("type_not_accepted", {"name": name})


def _by_kind(data: bytes, *, found: str, name: str) -> tuple[str, bytes, Counter[str]]:
    if found in IMAGES:
        return rebuild_image(data, content_type=found, name=name)
    if found == PDF:
        return (found, *rebuild_pdf(data, name=name))
    if found in {DOCX, XLSX, PPTX}:
        return (found, *rebuild_office(data, content_type=found, name=name))
    if found in {TEXT, CSV}:
        return (found, *rebuild_text(data, content_type=found, name=name))
    if found == ZIP:
        look_through(data, name=name)
    return found, b"", Counter()
