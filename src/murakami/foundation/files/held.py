"""The form in which a file waits for a person: masked, so that no program can open or run it by mistake.

It travels and is stored like any other content. Nothing unmasks it but the gateway, when somebody has decided.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from murakami.foundation.files.store import FileDamaged

_MAGIC: Final = b"MURAKAMI-HELD 1 "
_MASK: Final = bytes(value ^ 0xA5 for value in range(256))


class HeldFor(StrEnum):
    """Why a file waits."""

    UNKNOWN_KIND = "unknown_kind"
    SCANNER_GONE = "scanner_gone"
    INDIVIDUAL_NUMBER = "individual_number"


@dataclass(frozen=True, slots=True)
class Held:
    """A file that waits: as it came, with the name it is shown under and the groups its attachment accepts."""

    name: str
    found: str
    why: HeldFor
    accept: tuple[str, ...]
    data: bytes

    def pack(self) -> bytes:
        """Write the masked form."""
        head = json.dumps({"name": self.name, "found": self.found, "why": self.why.value, "accept": list(self.accept),
                           "sha256": sha256(self.data).hexdigest()}, ensure_ascii=True, sort_keys=True)
        return _MAGIC + head.encode() + b"\n" + self.data.translate(_MASK)


def unpack_held(packed: bytes) -> Held:
    """Read the masked form. Raises FileDamaged: it is none, or was altered."""
    head, _, masked = packed.removeprefix(_MAGIC).partition(b"\n")
    try:
        said: Mapping[str, object] = json.loads(head)
        accept = said["accept"]
        held = Held(name=str(said["name"]), found=str(said["found"]), why=HeldFor(str(said["why"])),
                    accept=tuple(map(str, accept)) if isinstance(accept, list) else (), data=masked.translate(_MASK))
    except (ValueError, KeyError, TypeError) as error:
        raise FileDamaged("held") from error
    if not packed.startswith(_MAGIC) or sha256(held.data).hexdigest() != said["sha256"]:
        raise FileDamaged("held")
    return held
