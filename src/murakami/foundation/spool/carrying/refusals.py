"""Why an envelope is not taken in."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with an envelope, as its receiver sees it."""

    NOT_ENVELOPE = "not_envelope"  # not written in this protocol
    CUT = "cut"  # shorter or longer than it was signed for
    ALTERED = "altered"  # signature or seal do not hold
    UNKNOWN_KEY = "unknown_key"  # signed by a key that is not believed here
    UNKNOWN_READER = "unknown_reader"  # sealed for a key that this zone does not have (any more)
    WRONG_RECEIVER = "wrong_receiver"  # for another zone, or from this one
    WRONG_NUMBER = "wrong_number"  # put under another number than it was written for
    CONTENT = "content"  # sealed as it should be, but no message
    FILE_ALTERED = "file_altered"  # a file that it names is not the one it names
    FILE_MISSING = "file_missing"  # a file that it names is not there, though files are written first
    BEYOND_WINDOW = "beyond_window"  # far ahead of what is expected


class EnvelopeRefused(ValueError):
    """An envelope is not taken in; its writer is told why and writes it again."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Refused:
    """What a receipt says of the envelope that was refused; `sha256` is of the refused file."""

    number: int
    reason: Reason
    sha256: str
