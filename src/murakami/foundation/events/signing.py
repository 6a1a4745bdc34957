"""Who signs the checkpoints of this installation, and under which name."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from murakami.foundation.keys.store import load_or_make_signing_key, read_signing_key
from murakami.kernel.merkle.notes import NoteKey, note_key

_FILE: Final = "events"


@dataclass(frozen=True, slots=True)
class Signer:
    """The log's name and the key that signs for it."""

    origin: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> NoteKey:
        """What others need to check what this one signs."""
        return note_key(self.origin, self.private)


def load_signer(*, known_origin: str = "") -> Signer:
    """Load the key: of MURAKAMI_EVENTS_KEY, else of `DATA_DIR/keys/events.pem`, made at first use.

    The log is named by MURAKAMI_EVENTS_ORIGIN, else as its newest checkpoint (`known_origin`) names it, else after the
    host of MURAKAMI_BASE_URL and the zone. Raises KeyRefused.
    """
    written = settings.EVENTS_KEY
    private = (read_signing_key(written.encode(), where="MURAKAMI_EVENTS_KEY") if written
               else load_or_make_signing_key(_FILE))
    return Signer(settings.EVENTS_ORIGIN or known_origin or _origin_of_this_installation(), private)


def _origin_of_this_installation() -> str:
    return f"{urlsplit(settings.BASE_URL).hostname or 'localhost'}/events/{settings.ZONE}"
