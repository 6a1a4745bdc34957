"""From what was sent to what may be kept: kind, limits, scanner, and the file written anew; or a reason why not."""

import logging
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import sha256
from typing import BinaryIO

from murakami.foundation.files.apart import workshop
from murakami.foundation.files.held import Held, HeldFor
from murakami.foundation.files.kinds import DEFAULT_ACCEPTED, ENDINGS, HELD, kind_of, shown_name, stem_of
from murakami.foundation.files.limits import MOST_BYTES
from murakami.foundation.files.rebuilding import Rebuilt, refuse_kind
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.files.scanning import ScannerGone, find_virus

_log = logging.getLogger("murakami.files")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: written anew, with a harmless name that ends as its content says.

    Where `content_type` is HELD it waits for a person: `data` is the masked form. `original` is what was sent, `found`
    its kind, `removed` what was left out, by code, `held_for` why it waits.
    """

    name: str
    content_type: str
    data: bytes
    sha256: str
    original: bytes = field(repr=False)
    found: str
    removed: Mapping[str, int]
    held_for: HeldFor | None = None

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    @property
    def original_sha256(self) -> str:
        """The hash of what was sent."""
        return sha256(self.original).hexdigest()

    @property
    def is_held(self) -> bool:
        """Whether it waits for a person."""
        return self.content_type == HELD

    @property
    def warning(self) -> FileRefused | None:
        """What to say to who sent it although it is taken: that a 個人番号 seems to be in it."""
        return FileRefused("individual_number", {"name": self.name}) if self.held_for == HeldFor.INDIVIDUAL_NUMBER else None


def check_upload(*, name: str, stream: BinaryIO, accept: AbstractSet[str] = DEFAULT_ACCEPTED) -> CheckedFile:
    """Read an uploaded file, look for viruses and write it anew. `accept` names groups of `kinds.ACCEPTED`.

    What no rule can write anew, whatever the scanner could not look at and what shows a 個人番号 is held for a person.
    Raises FileRefused with a code and a sentence for the person who sent it; nothing is kept.
    """
    shown = shown_name(name)
    data = stream.read(MOST_BYTES + 1)
    if not data:
        raise FileRefused("empty", {"name": shown})
    if len(data) > MOST_BYTES:
        size = getattr(stream, "size", len(data))
        raise FileRefused("too_large", {"name": shown, "size": -(-size // 1024**2), "most": MOST_BYTES // 1024**2})
    return check_bytes(data, name=shown, accept=accept)


def check_bytes(data: bytes, *, name: str, accept: AbstractSet[str], decided: HeldFor | None = None) -> CheckedFile:
    """Do what `check_upload` does with bytes that are not too many; `name` is a shown name.

    `decided`: what a person has looked at and let pass; only INDIVIDUAL_NUMBER is let pass so. Raises FileRefused.
    """
    refuse_kind(kind_of(data, name=name), name=name, accept=accept)
    is_scanned = _scan(data, name=name)
    made = workshop.rebuild(data, name=name, accept=accept)
    if made.shows_number and decided != HeldFor.INDIVIDUAL_NUMBER:
        return _hold(data, made, name=name, accept=accept, why=HeldFor.INDIVIDUAL_NUMBER)
    if not is_scanned:
        return _hold(data, made, name=name, accept=accept, why=HeldFor.SCANNER_GONE)
    if not made.data:
        return _hold(data, made, name=name, accept=accept, why=HeldFor.UNKNOWN_KIND)
    return CheckedFile(
        name=stem_of(name) + ENDINGS[made.content_type], content_type=made.content_type, data=made.data,
        sha256=sha256(made.data).hexdigest(), original=data, found=made.found, removed=made.removed)


def _scan(data: bytes, *, name: str) -> bool:
    """Say whether the scanner has looked. Raises FileRefused(`virus`)."""
    try:
        virus = find_virus(data)
    except ScannerGone:
        _log.warning("scanner gone, file held")
        return False
    if virus:
        _log.warning("virus found, file refused", extra={"key": virus[:100]})
        raise FileRefused("virus", {"name": name})
    return True


def _hold(data: bytes, made: Rebuilt, *, name: str, accept: AbstractSet[str], why: HeldFor) -> CheckedFile:
    packed = Held(name=name, found=made.found, why=why, accept=tuple(sorted(accept)), data=data).pack()
    return CheckedFile(name=name, content_type=HELD, data=packed, sha256=sha256(packed).hexdigest(), original=data,
                       found=made.found, removed={}, held_for=why)
